#!/usr/bin/env bash
# Guessed: readings held as a list in GeoJSON come through geopandas as a list, a missing one (null) as None or NaN in it, and go back into
#   GeoJSON or into a GeoPackage as a list or as JSON, or are refused.
# Seen: they are written as numpy shows them, "[1.5 1.  2. ]", which is no JSON for want of commas; with a gap as Python shows them,
#   "[1.5, None, 2.0]", which is none for its "None". A month of half-hours, 1488 readings, is "[1. 2. 1. ... 2. 1. 2.]": numpy shows six of
#   more than a thousand.
# Why it matters: a day or a week goes through as text that can still be read; of a month all but six readings are gone, without a word,
#   and from the copy alone nobody can tell what they were.
# Version: geopandas 1.2.0, pyogrio 0.13.0 (GDAL 3.12.4), numpy 2.4.6
. "$(dirname "$0")/lib/fresh.sh"
python_with pyogrio==0.13.0 geopandas==1.2.0 shapely==2.2.0 pandas==3.1.1 numpy==2.4.6 pyproj==3.7.2 <<'PY'
import json
import geopandas
from finding import told


def through(ending, kwh):
    place = {"type": "Point", "coordinates": [104.28, 52.29]}
    with open("in.geojson", "w") as file:
        json.dump({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"kwh": kwh}, "geometry": place}]}, file)
    geopandas.read_file("in.geojson").to_file(f"out.{ending}")
    return geopandas.read_file(f"out.{ending}")["kwh"][0]


readings = {"three": [1.5, 1.0, 2.0], "one missing": [1.5, None, 2.0], "a month": [1.0, 2.0] * 744}
told(["geopandas", "pyogrio", "numpy"], "lists, or JSON",
     {ending: {name: through(ending, kwh) for name, kwh in readings.items()} for ending in ("geojson", "gpkg")},
     dict.fromkeys(("geojson", "gpkg"), {"three": "[1.5 1.  2. ]", "one missing": "[1.5, None, 2.0]", "a month": "[1. 2. 1. ... 2. 1. 2.]"}))
PY
