#!/usr/bin/env bash
# Guessed: a region without a figure comes back without one from every vector format that GDAL writes.
# Seen: from MapInfo tables, interchange files (MIF) and from GMT it comes back with 0 farms and a
#   share of 0.0. Writing says nothing.
# Why it matters: MapInfo is still a usual format of Russian land and grid data. "Not known" is
#   indistinguishable from "none" after one pass through it.
# Version: pyogrio 0.13.0 (GDAL 3.12.4), geopandas 1.1.4
. "$(dirname "$0")/lib/fresh.sh"
python_with pyogrio==0.13.0 geopandas==1.1.4 pyproj==3.7.2 shapely==2.2.0 pandas==3.1.1 numpy==2.4.6 <<'PY'
import geopandas
import pandas
import pyogrio
from finding import told
from shapely import box

regions = geopandas.GeoDataFrame({"farms": pandas.array([7, 0, None], dtype="Int32"), "share": [0.2, 0.0, None]},
                                 geometry=[box(west, 50, west + 1, 51) for west in (37, 38, 39)], crs="EPSG:4326")


def back(name, **how):
    pyogrio.write_dataframe(regions, name, **how)
    last = pyogrio.read_dataframe(name).iloc[2]
    return ["missing" if pandas.isna(value) else float(value) for value in (last["farms"], last["share"])]


seen = {"GeoPackage": back("r.gpkg", driver="GPKG"), "Shapefile": back("r.shp", driver="ESRI Shapefile"), "GML": back("r.gml", driver="GML"),
        "MapInfo TAB": back("r.tab", driver="MapInfo File"), "MapInfo MIF": back("r.mif", driver="MapInfo File"), "GMT": back("r.gmt", driver="OGR_GMT")}
told(["pyogrio"], "missing everywhere", seen,
     {"GeoPackage": ["missing", "missing"], "Shapefile": ["missing", "missing"], "GML": ["missing", "missing"],
      "MapInfo TAB": [0.0, 0.0], "MapInfo MIF": [0.0, 0.0], "GMT": [0.0, 0.0]})
PY
