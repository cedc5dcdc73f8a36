#!/usr/bin/env bash
# Guessed: DuckDB's ST_Area_Spheroid and PROJ's geodesic area agree on a square degree at Irkutsk and at
#   Murmansk, given as longitude and latitude, as GeoJSON and GDAL have them.
# Seen: it wants latitude first. Murmansk gets 10642 km2 in place of 4564, a value that could be true;
#   Irkutsk, east of 90 degrees, gets NaN, its distance to a neighbour too, and "within 80 km"
#   says no of points 69 km apart.
# Why it matters: densities of farms are wrong by a factor in the west and missing in the east, and a
#   search around a substation finds nothing from the Yenisei on.
# Version: duckdb 1.5.5, duckdb-extension-spatial 1.5.5, pyproj 3.7.2
. "$(dirname "$0")/lib/fresh.sh"
python_with duckdb==1.5.5 duckdb-extension-spatial==1.5.5 pyproj==3.7.2 <<'PY'
from pathlib import Path

import duckdb
import duckdb_extension_spatial
from finding import told
from pyproj import Geod

extension = next(Path(duckdb_extension_spatial.__file__).parent.rglob("*.duckdb_extension"))
base = duckdb.connect(config={"allow_unsigned_extensions": "true"})
base.execute(f"LOAD '{extension}'")
value = lambda expression: base.execute(f"SELECT {expression}").fetchone()[0]
rounded = lambda number: f"{abs(number):.0f}"
EARTH = Geod(ellps="WGS84")


def km2(west, south):
    corners = [(west, south), (west + 1, south), (west + 1, south + 1), (west, south + 1), (west, south)]
    text = ", ".join(f"{lon} {lat}" for lon, lat in corners)
    true = EARTH.polygon_area_perimeter(*zip(*corners))[0]
    told_by_duckdb = value(f"ST_Area_Spheroid(ST_GeomFromText('POLYGON(({text}))'))")
    return [rounded(told_by_duckdb / 1e6), rounded(true / 1e6)]


near = "ST_Point(104, 52), ST_Point(105, 52)"
told(["duckdb", "duckdb-extension-spatial", "pyproj"], "the same area twice; 69 km; true",
     {"Murmansk": km2(30, 68), "Irkutsk": km2(104, 52),
      "km": [rounded(value(f"ST_Distance_Spheroid({near})") / 1000), rounded(EARTH.inv(104, 52, 105, 52)[2] / 1000)],
      "within 80 km": value(f"ST_DWithin_Spheroid({near}, 80000)")},
     {"Murmansk": ["10642", "4564"], "Irkutsk": ["nan", "7557"], "km": ["nan", "69"], "within 80 km": False})
PY
