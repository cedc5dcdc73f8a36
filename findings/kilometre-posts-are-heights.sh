#!/usr/bin/env bash
# Guessed: pygeoif reads the measures of LINESTRING M as measures, drops them, or refuses the text; POINT EMPTY, a place not known yet, is empty.
# Seen: POINT M (104 52 456) becomes POINT Z (104 52 456): the kilometre post 456 is a height of 456 m, and so along a line. ZM and EMPTY are errors, though it writes a missing point as
#   POINT EMPTY itself.
# Why it matters: railway lines and feeders carry their kilometres as measures; a map in three dimensions puts them into the sky.
# Version: pygeoif 1.6.0
. "$(dirname "$0")/lib/fresh.sh"
python_with pygeoif==1.6.0 <<'PY'
from finding import told
from pygeoif import Point, from_wkt


def again(text):
    try:
        return from_wkt(text).wkt
    except Exception as error:
        return type(error).__name__


seen = [again(text) for text in ("POINT Z (104 52 456)", "POINT M (104 52 456)", "LINESTRING M (104 52 456, 105 52 524)", "POINT ZM (104 52 400 456)", "POINT EMPTY")]
told(["pygeoif"], "Z; M, no third number or errors; EMPTY", [*seen, Point(float("nan"), float("nan")).wkt],
     ["POINT Z (104 52 456)", "POINT Z (104 52 456)", "LINESTRING Z (104 52 456, 105 52 524)", "WKTParserError", "WKTParserError", "POINT EMPTY"])
PY
