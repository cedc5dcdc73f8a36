#!/usr/bin/env bash
# Guessed: a table of places in degrees whose system was not set comes back from MapInfo TAB with the places it had, and no system.
# Seen: with two digits behind the point, 104.28 52.29, and a system that is a plan in metres. As MIF, and with the system set, all six
#   digits are there.
# Why it matters: a hundredth of a degree is a kilometer; meters of one street come to lie on one point, and those of two on a grid.
# Version: pyogrio 0.13.0 (GDAL 3.12.4), geopandas 1.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with pyogrio==0.13.0 geopandas==1.2.0 shapely==2.2.0 pandas==3.1.1 numpy==2.4.6 pyproj==3.7.2 <<'PY'
import geopandas
import pyogrio
from finding import told
from shapely import Point

meters = geopandas.GeoDataFrame({"meter": [1, 2]}, geometry=[Point(104.280606, 52.286387), Point(104.284101, 52.288902)])


def back(meters, name):
    pyogrio.write_dataframe(meters, name, driver="MapInfo File")
    read = pyogrio.read_dataframe(name)
    return [place.wkt for place in read.geometry], read.crs and read.crs.name


seen = {"TAB": back(meters, "plain.tab"), "MIF": back(meters, "plain.mif"), "TAB, set": back(meters.set_crs(4326), "set.tab")}
told(["pyogrio", "geopandas"], "six digits in all", seen,
     {"TAB": (["POINT (104.28 52.29)", "POINT (104.28 52.29)"], "Nonearth"),
      "MIF": (["POINT (104.280606 52.286387)", "POINT (104.284101 52.288902)"], None),
      "TAB, set": (["POINT (104.280606 52.286387)", "POINT (104.284101 52.288902)"], "WGS 84")})
PY
