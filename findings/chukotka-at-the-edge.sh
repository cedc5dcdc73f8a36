#!/usr/bin/env bash
# Guessed: ngeohash, geohash2 and pygeohash give 190° E the geohash of 170° W, or refuse it; ngeohash lists the
#   cells of a box from 170° E to 170° W.
# Seen: two of the three give it that of 179.99° E, the last cell before the meridian, without a word; pygeohash
#   refuses. Of the box ngeohash lists no cell at all.
# Why it matters: all meters beyond the 180th meridian lie in one cell, which is the densest of the far east, and a
#   search there finds nothing.
# Version: ngeohash 0.6.4, geohash2 1.1, pygeohash 3.5.1
. "$(dirname "$0")/lib/fresh.sh"
node_with ngeohash@0.6.4 <<'JS'
import geohash from "ngeohash";
import { told } from "./finding.mjs";

told(["ngeohash"], "190 is -170; some cells",
  { hashes: [190, -170, 179.99999].map((longitude) => geohash.encode(65, longitude, 6)), cells: geohash.bboxes(60, 170, 70, -170, 2).length,
    "to 180": geohash.bboxes(60, 170, 70, 180, 2).length },
  { hashes: ["zgxczb", "b5x1g8", "zgxczb"], cells: 0, "to 180": 3 });
JS
python_with geohash2==1.1 pygeohash==3.5.1 <<'PY'
import geohash2
import pygeohash
from finding import told


def strict(longitude):
    try:
        return pygeohash.encode(65, longitude, 6)
    except ValueError as error:
        return type(error).__name__


told(["geohash2", "pygeohash"], "190 is -170",
     {"geohash2": [geohash2.encode(65, longitude, 6) for longitude in (190, -170, 179.99999)], "pygeohash": [strict(190), strict(-170)]},
     {"geohash2": ["zgxczb", "b5x1g8", "zgxczb"], "pygeohash": ["ValueError", "b5x1g8"]})
PY
