#!/usr/bin/env bash
# Guessed: readings at 00:30 in Irkutsk and at 00:30 without a zone come back by pyogrio as they were from the formats that have a type for time,
#   or as the same moments in UTC; a format without zones refuses them, and a time without one gets none.
# Seen: a GeoPackage and FlatGeobuf do so. MapInfo drops the zone and keeps 00:30. A file geodatabase has the moment in UTC, and makes UTC of times
#   without a zone, too. A shapefile has both as texts.
# Why it matters: one table in three formats has one reading at two times eight hours apart; what was local time by agreement is UTC by the file,
#   and a program that heeds zones moves it to 08:30.
# Version: pyogrio 0.13.0 (GDAL 3.12.4), geopandas 1.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with pyogrio==0.13.0 geopandas==1.2.0 shapely==2.2.0 pandas==3.1.1 numpy==2.4.6 pyproj==3.7.2 <<'PY'
import warnings
import geopandas
import pandas
import pyogrio
from finding import told
from shapely import Point

warnings.simplefilter("ignore")
at = pandas.to_datetime(["2026-01-01 00:30", "2026-07-01 00:30"])
readings = geopandas.GeoDataFrame({"zoned": at.tz_localize("Asia/Irkutsk"), "plain": at}, geometry=[Point(104.28, 52.29)] * 2, crs=4326)


def back(ending, driver):
    pyogrio.write_dataframe(readings, f"readings.{ending}", driver=driver)
    table = pyogrio.read_dataframe(f"readings.{ending}")
    return [str(table[name][0]) for name in ("zoned", "plain")]


formats = {"gpkg": "GPKG", "fgb": "FlatGeobuf", "tab": "MapInfo File", "gdb": "OpenFileGDB", "shp": "ESRI Shapefile"}
whole = ["2026-01-01 00:30:00+08:00", "2026-01-01 00:30:00"]
told(["pyogrio", "geopandas"], whole, {ending: back(ending, driver) for ending, driver in formats.items()}, {
    "gpkg": whole, "fgb": whole, "tab": ["2026-01-01 00:30:00", "2026-01-01 00:30:00"],
    "gdb": ["2025-12-31 16:30:00+00:00", "2026-01-01 00:30:00+00:00"], "shp": ["2026/01/01 00:30:00+08", "2026/01/01 00:30:00"]})
PY
