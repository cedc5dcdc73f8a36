#!/usr/bin/env bash
# Guessed: antimeridian cuts a box from 20° E to 170° W and 40° N to 80° N at the 180th meridian into two boxes,
#   with 40 and 80 as their latitudes there; so a box of Chukotka with 60 and 70.
# Seen: at the meridian the first lies between 68.1 and 86.6, that of Chukotka between 60.4 and 70.3: the sides are
#   taken for great circles unless told otherwise. A box that ends at 180 is left alone; one that ends
#   at -180, which is the same, gets a second part without an area.
# Why it matters: the box of Russia loses Chukotka and Kamchatka and gains a piece of the Arctic ocean.
# Version: antimeridian 0.4.9, shapely 2.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with antimeridian==0.4.9 shapely==2.2.0 numpy==2.4.6 <<'PY'
from antimeridian import fix_polygon
from finding import told
from shapely import Polygon, get_parts


def cut(west, south, east, north, **how):
    parts = get_parts(fix_polygon(Polygon([(west, south), (east, south), (east, north), (west, north)]), **how))
    at_180 = [round(y, 1) for part in parts for x, y in part.exterior.coords if abs(x) == 180]
    return {"parts": len(parts), "at 180": [min(at_180), max(at_180)], "least area": min(part.area for part in parts).__round__(0)}


seen = {"Russia": cut(20, 40, 190, 80), "Chukotka": cut(170, 60, 190, 70), "told flat": cut(170, 60, 190, 70, great_circle=False),
        "to 180": cut(170, 60, 180, 70), "to -180": cut(170, 60, -180, 70)}
told(["antimeridian"], "2 parts, 40 to 80; 2 parts, 60 to 70, twice; 1 part, twice", seen, {
    "Russia": {"parts": 2, "at 180": [68.1, 86.6], "least area": 292.0}, "Chukotka": {"parts": 2, "at 180": [60.4, 70.3], "least area": 100.0},
    "told flat": {"parts": 2, "at 180": [60.0, 70.0], "least area": 100.0},
    "to 180": {"parts": 1, "at 180": [60.0, 70.0], "least area": 100.0}, "to -180": {"parts": 2, "at 180": [60.0, 70.0], "least area": 0.0}})
PY
