#!/usr/bin/env bash
# Guessed: marching-squares leaves a hole in a band where a value is not known (NaN), as it leaves one where it is
#   above the band; d3-contour does.
# Seen: the NaN is inside of every band that its neighbours are in; null counts as 0.
# Why it matters: a surface of farms per home has no gaps where nobody looked.
# Version: marching-squares 1.0.0, d3-contour 4.0.3
. "$(dirname "$0")/lib/fresh.sh"
node_with marching-squares@1.0.0 d3-contour@4.0.3 <<'JS'
import { contours } from "d3-contour";
import { isoBands } from "marching-squares";
import { told } from "./finding.mjs";

const grid = (middle) => [[1, 1, 1, 1], [1, middle, 1, 1], [1, 1, 1, 1], [1, 1, 1, 1]];
const rings = (middle, from, width) => isoBands(grid(middle), [from], [width])[0].length;
const seen = {
  "above the band": rings(9, 0.5, 2), "not known": rings(NaN, 0.5, 2),
  "null, band from 0.5": rings(null, 0.5, 2), "null, band from -1": rings(null, -1, 3),
  "d3, not known": contours().size([4, 4]).thresholds([0.5])(grid(NaN).flat())[0].coordinates[0].length,
};
told(["marching-squares", "d3-contour"], "two rings, the outline and the hole, in all", seen,
  { "above the band": 2, "not known": 1, "null, band from 0.5": 2, "null, band from -1": 1, "d3, not known": 2 });
JS
