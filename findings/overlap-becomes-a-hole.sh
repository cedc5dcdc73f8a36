#!/usr/bin/env bash
# Guessed: shapely's make_valid, as called, makes of a district of two overlapping parts (4 km2 each, 1 shared) their union, 7 km2, takes
#   of a hole that sticks out of its district what lies inside, and of a hole within a hole nothing more, as buffer(0) does.
# Seen: what two rings cover is turned over at each: the overlap is a hole (6 km2), the part of the hole outside is land (18 km2
#   of a district of 16), the island in the hole is land, too (24 of 20). Its "structure" method does as guessed; geopandas' make_valid
#   has the same default. mapshaper's -clean makes 7, 16 and 20: it drops a hole that sticks out.
# Why it matters: meters in the overlap of two parts are in no district after the repair; those outside of the border are in one.
# Version: shapely 2.2.0, geopandas 1.2.0, mapshaper 0.7.70
. "$(dirname "$0")/lib/fresh.sh"
python_with shapely==2.2.0 geopandas==1.2.0 pandas==2.3.3 pyproj==3.7.2 pyogrio==0.13.0 numpy==2.4.6 <<'PY'
import geopandas
from finding import told
from shapely import MultiPolygon, Polygon, box, make_valid, to_geojson

districts = {"two parts": MultiPolygon([box(0, 0, 2, 2), box(1, 1, 3, 3)]),
             "hole sticks out": Polygon(box(0, 0, 4, 4).exterior, [box(3, 3, 5, 5).exterior]),
             "hole in a hole": Polygon(box(0, 0, 6, 6).exterior, [box(1, 1, 5, 5).exterior, box(2, 2, 4, 4).exterior])}
for index, shape in enumerate(districts.values()):
    open(f"{index}.json", "w").write(to_geojson(shape))
told(["shapely", "geopandas"], "7, 15 and 20 by all four", {
    name: [make_valid(shape).area, float(geopandas.GeoSeries([shape]).make_valid().area[0]),
           make_valid(shape, method="structure").area, shape.buffer(0).area]
    for name, shape in districts.items()}, {
    "two parts": [6, 6, 7, 7], "hole sticks out": [18, 18, 15, 15], "hole in a hole": [24, 24, 20, 20]})
PY
node_with mapshaper@0.7.70 <<'JS'
import { readFileSync } from "node:fs";
import mapshaper from "mapshaper";
import { told } from "./finding.mjs";

const ring = (points) => points.slice(1).reduce((sum, [x, y], at) => sum + (points[at][0] * y - x * points[at][1]) / 2, 0);
const area = (shape) => (shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates)
  .reduce((sum, [shell, ...holes]) => sum + Math.abs(ring(shell)) - holes.reduce((all, hole) => all + Math.abs(ring(hole)), 0), 0);
const areas = [];
for (const index of [0, 1, 2]) {
  const written = await mapshaper.applyCommands("-i a.json -clean -o b.json", { "a.json": readFileSync(`${index}.json`) });
  areas.push(area(JSON.parse(written["b.json"]).geometries[0]));
}
told(["mapshaper"], "7, 15, 20", areas, [7, 16, 20]);
JS
