#!/usr/bin/env bash
# Guessed: geopy refuses "55,75 37,61", or takes it for 55.75 and 37.61.
# Seen: for latitude 37, longitude 61, east of the Caspian Sea, since only the end has to match:
#   "37,61" is a whole point for it. "52,29; 104,28" is refused as latitude 104 is none. "55 45 N
#   37 37 E", without the signs for degrees and minutes, is 37, 37.
# Why it matters: Russian tables have decimal commas. Half of a table's points moves to another country
#   without an error, the half whose longitude is below 90; the rest fails.
# Version: geopy 2.5.0
. "$(dirname "$0")/lib/fresh.sh"
python_with geopy==2.5.0 <<'PY'
from finding import told
from geopy import Point


def read(text):
    try:
        return tuple(Point(text))[:2]
    except ValueError as error:
        return str(error).split(". ")[0]


seen = {text: read(text) for text in ["55.75 37.61", "55,75 37,61", "55,75; 37,61", "52,29; 104,28", "55 45 N 37 37 E"]}
told(["geopy"], "refused, or 55.75 and 37.61", seen,
     {"55.75 37.61": (55.75, 37.61), "55,75 37,61": (37.0, 61.0), "55,75; 37,61": (37.0, 61.0),
      "52,29; 104,28": "Latitude must be in the [-90; 90] range.", "55 45 N 37 37 E": (37.0, 37.0)})
PY
