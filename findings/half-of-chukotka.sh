#!/usr/bin/env bash
# Guessed: h3 fills a district from 170° E to 170° W with the same cells whether its outline is written
#   with 190 or with -170 for the eastern side, or refuses longitudes above 180.
# Seen: with -170 it crosses the 180th meridian by itself and is whole. With 190, as projections and
#   simplifiers leave it to keep the shape in one piece, half the cells are missing, no error.
# Why it matters: farms per cell and cells per district are right everywhere but in Chukotka.
# Version: h3 4.5.0
. "$(dirname "$0")/lib/fresh.sh"
python_with h3==4.5.0 <<'PY'
import h3
from finding import told


def thousand_km2(west, east):
    outline = h3.LatLngPoly([(64, west), (64, east), (66, east), (66, west)])
    return round(sum(h3.cell_area(cell, "km^2") for cell in h3.polygon_to_cells(outline, 4)) / 1000)


told(["h3"], "207 thousand km2 both times", {"170 to -170": thousand_km2(170, -170), "170 to 190": thousand_km2(170, 190)},
     {"170 to -170": 207, "170 to 190": 105})
PY
