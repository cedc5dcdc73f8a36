#!/usr/bin/env bash
# Guessed: tobler gives a map that covers half of a district half of its meters, and a part of a
#   district whose share is not known a share that is not known.
# Seen: all of the meters: by default the whole count goes to whatever part of the map there is. The
#   unknown share counts as 0, in a mean of two as well; of that it warns.
# Why it matters: cutting a map to the area of one grid company moves the customers outside of it inside,
#   and a district without data halves its neighbour's share.
# Version: tobler 0.12.1, geopandas 1.1.4
. "$(dirname "$0")/lib/fresh.sh"
python_with tobler==0.12.1 geopandas==1.1.4 pyproj==3.7.2 shapely==2.2.0 pandas==2.3.3 numpy==2.4.6 libpysal==4.14.1 scikit-learn==1.9.1 scipy==1.17.1 <<'PY'
import math

import geopandas
from finding import told
from shapely import box
from tobler.area_weighted import area_interpolate

districts = geopandas.GeoDataFrame({"meters": [1000.0, 500.0], "share": [0.1, math.nan]},
                                   geometry=[box(0, 0, 2000, 1000), box(2000, 0, 3000, 1000)], crs="EPSG:3857")


def spread(west, east):
    company = geopandas.GeoDataFrame(geometry=[box(west, 0, east, 1000)], crs="EPSG:3857")
    row = area_interpolate(districts, company, extensive_variables=["meters"], intensive_variables=["share"]).iloc[0]
    return [round(float(row["meters"])), round(float(row["share"]), 3)]


told(["tobler"], "500 and 0.1, 500 and nan, 750 and 0.1", {"half of the first": spread(0, 1000), "the second": spread(2000, 3000),
     "half of each": spread(1500, 2500)},
     {"half of the first": [1000, 0.1], "the second": [500, 0.0], "half of each": [1500, 0.05]})
PY
