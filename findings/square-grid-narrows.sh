#!/usr/bin/env bash
# Guessed: Turf's squareGrid of 20 km makes cells of 400 km2 at every latitude, as its hexGrid keeps
#   its area.
# Seen: 400 km2 at the equator, 245 at Irkutsk, 149 at Murmansk: cells are 20 km high and, at
#   68 degrees, 7.4 km wide. hexGrid and triangleGrid stay within 2%.
# Why it matters: farms per cell fall towards the north by the cosine of the latitude, a pattern that
#   is the grid's and looks like the climate's.
# Version: @turf/turf 7.4.0
. "$(dirname "$0")/lib/fresh.sh"
node_with @turf/turf@7.4.0 <<'JS'
import { area, hexGrid, squareGrid } from "@turf/turf";
import { told } from "./finding.mjs";

const cell = (grid, south) => Math.round(area(grid([30, south, 34, south + 1], 20, { units: "kilometers" }).features[0]) / 1e6);
const km2 = (grid) => [0, 52, 68].map((south) => cell(grid, south));
told(["@turf/turf"], "squares of 400 km2, hexagons of 1039 at latitudes 0, 52 and 68",
  { squareGrid: km2(squareGrid), hexGrid: km2(hexGrid) }, { squareGrid: [400, 245, 149], hexGrid: [1039, 1047, 1054] });
JS
