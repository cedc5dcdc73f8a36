#!/usr/bin/env bash
# Guessed: one filter (where=) takes the same rows of one table from any format: code = 'a1' takes a1 and not A1; LIKE 'A%' may or may not
#   heed capitals.
# Seen: from a shapefile, FlatGeobuf, GeoJSON and MapInfo, code = 'a1' takes A1 too, and <> 'a1' neither; LIKE 'A%' takes A1 only. From a
#   GeoPackage it is the other way round in both: = takes one and LIKE two, in Cyrillic as in Latin letters.
# Why it matters: codes of feeders that differ in a capital are two in one format and one in the next; a table that is saved in another
#   format gives another sum by the same script.
# Version: pyogrio 0.13.0 (GDAL 3.12.4), geopandas 1.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with pyogrio==0.13.0 geopandas==1.2.0 shapely==2.2.0 pandas==3.1.1 numpy==2.4.6 pyproj==3.7.2 <<'PY'
import geopandas
import pyogrio
from finding import told
from shapely import Point

feeders = geopandas.GeoDataFrame({"code": ["a1", "A1", "b2"], "town": ["Иркутск", "ИРКУТСК", "Братск"]},
                                 geometry=[Point(104, 52 + row) for row in range(3)], crs=4326)
filters = ["code = 'a1'", "code <> 'a1'", "code LIKE 'A%'", "town = 'Иркутск'", "town LIKE 'Ирк%'"]
seen = {}
for driver, ending in (("GPKG", "gpkg"), ("ESRI Shapefile", "shp"), ("FlatGeobuf", "fgb"), ("GeoJSON", "geojson"), ("MapInfo File", "tab")):
    pyogrio.write_dataframe(feeders, f"feeders.{ending}", driver=driver, encoding="UTF-8" if ending in ("shp", "tab") else None)
    seen[ending] = [len(pyogrio.read_dataframe(f"feeders.{ending}", where=where)) for where in filters]
told(["pyogrio", "geopandas"], "[1, 2, 1 or 2, 1, 1 or 2] in all", seen,
     {"gpkg": [1, 2, 2, 1, 2]} | {ending: [2, 1, 1, 1, 1] for ending in ("shp", "fgb", "geojson", "tab")})
PY
