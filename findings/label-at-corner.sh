#!/usr/bin/env bash
# Guessed: polylabel, asked with defaults, puts the label of a district into the district.
# Seen: into the south-western corner of its bounding box, with a distance of 0, where the district is
#   less than a degree wide or high. Its precision is 1.0, of whatever unit the map has; what is
#   narrower counts as a point. shapely's function of that name and that default finds the middle.
# Why it matters: in longitude and latitude that is most cities and districts. Looking up by its label
#   what a district is in finds the neighbour; a crescent's label is not in the crescent.
# Version: polylabel 2.1.0, shapely 2.2.0
. "$(dirname "$0")/lib/fresh.sh"
node_with polylabel@2.1.0 <<'JS'
import polylabel from "polylabel";
import { told } from "./finding.mjs";

const ring = (radius, points) => [Array.from({ length: points + 1 }, (_, index) => {
  const angle = 2 * Math.PI * (index % points) / points;
  return [37 + radius * Math.cos(angle), 55 + radius * Math.sin(angle)].map((value) => Math.round(value * 1e6) / 1e6);
})];
const place = (polygon, ...precision) => Array.from(polylabel(polygon, ...precision), (value) => Math.round(value * 10) / 10);
told(["polylabel"], "37, 55 three times",
  { "0.8 degrees wide": place(ring(0.4, 36)), "2 degrees wide": place(ring(1, 36)), "0.8 degrees to 0.001": place(ring(0.4, 36), 0.001) },
  { "0.8 degrees wide": [36.6, 54.6], "2 degrees wide": [37, 55], "0.8 degrees to 0.001": [37, 55] });
JS
python_with shapely==2.2.0 numpy==2.4.6 <<'PY'
from finding import told
from shapely import Point
from shapely.ops import polylabel

label = polylabel(Point(37, 55).buffer(0.4))
told(["shapely"], "37, 55", [round(label.x, 1) + 0.0, round(label.y, 1) + 0.0], [37.0, 55.0])
PY
