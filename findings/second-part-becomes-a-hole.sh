#!/usr/bin/env bash
# Guessed: geodaisy and pygeoconv read a region of two parts from WKT as two parts, and a place at -.5 as -0.5 (a number may begin with its point), or refuse it; what
#   geodaisy read it writes as GeoJSON with both parts.
# Seen: in geodaisy the second part is a hole in the first, though it lies outside of it: of two equal parts no area is left. Its own WKT has them right. In pygeoconv -.5
#   is 5, with a line "Lexer error" on standard output; a measure along a line is a height.
# Why it matters: a region with an island loses the island and as much of the mainland, and a place west of Greenwich lies in another country.
# Version: geodaisy 0.1.1, pygeoconv 1.0.1
. "$(dirname "$0")/lib/fresh.sh"
python_with --no-deps geodaisy==0.1.1 pygeoconv==1.0.1 <<'PY'
import contextlib
import io

import pygeoconv
from finding import told
from geodaisy import GeoObject

REGION = "MULTIPOLYGON (((0 0, 2 0, 2 2, 0 2, 0 0)), ((5 0, 7 0, 7 2, 5 2, 5 0)))"


def area(ring):
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(ring, ring[1:]))) / 2


def areas(geometry):
    return [area(part[0]) - sum(area(hole) for hole in part[1:]) for part in geometry["coordinates"]]


def place(text):
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            return pygeoconv.wkt_to_geojson(text)["coordinates"]
        except Exception as error:
            return type(error).__name__


region = GeoObject(REGION)
seen = {"geodaisy": areas(region.__geo_interface__), "its WKT": areas(pygeoconv.wkt_to_geojson(region.wkt())), "pygeoconv": areas(pygeoconv.wkt_to_geojson(REGION)),
        "places": [place("POINT (-.5 52.3)"), place("POINT (-0.5 52.3)"), place("POINT M (104.3 52.3 7)")]}
told(["geodaisy", "pygeoconv"], "4 and 4 three times; -0.5 twice, no height", seen,
     {"geodaisy": [0.0], "its WKT": [4.0, 4.0], "pygeoconv": [4.0, 4.0], "places": [[5, 52.3], [-0.5, 52.3], [104.3, 52.3, 7]]})
PY
