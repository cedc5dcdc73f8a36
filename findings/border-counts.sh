#!/usr/bin/env bash
# Guessed: four meters on the edges of three districts that cover a square are counted once each by
#   mapshaper (a join), d3-geo and Turf, or at worst on both sides of a shared edge.
# Seen: the three districts together count 8 in mapshaper and Turf: whatever touches, a corner three
#   times. In d3-geo they count 4, which looks right: one meter is in two districts and one in none.
#   mapshaper's join the other way round gives all four to the first district of the file.
# Why it matters: meters snapped to a street or a river that is the border inflate the districts along it.
# Version: mapshaper 0.7.70, @turf/turf 7.4.0, d3-geo 3.1.2
. "$(dirname "$0")/lib/fresh.sh"
node_with mapshaper@0.7.70 @turf/turf@7.4.0 d3-geo@3.1.2 <<'JS'
import { booleanPointInPolygon } from "@turf/turf";
import { geoContains } from "d3-geo";
import mapshaper from "mapshaper";
import { told } from "./finding.mjs";

// Clockwise, as d3-geo wants them; the other two take either.
const box = (west, south, east, north) =>
  ({ type: "Polygon", coordinates: [[[west, south], [west, north], [east, north], [east, south], [west, south]]] });
const districts = { A: box(104, 52, 105, 53), B: box(105, 52, 106, 53), C: box(104, 51, 106, 52) };
const meters = [[105, 52.5], [105, 52], [104.5, 52], [104, 52.5]];
const collection = (features) => JSON.stringify({ type: "FeatureCollection", features });
const files = {
  "districts.json": collection(Object.entries(districts).map(([name, geometry]) => ({ type: "Feature", properties: { name }, geometry }))),
  "meters.json": collection(meters.map((coordinates) => ({ type: "Feature", properties: { kw: 1 }, geometry: { type: "Point", coordinates } }))),
};
const joined = async (command) => JSON.parse(Object.values(await mapshaper.applyCommands(command + " -o format=json", { ...files }))[0].toString());
const by = (holds) => Object.values(districts).map((district) => meters.filter((meter) => holds(district, meter)).length);
told(["mapshaper", "@turf/turf", "d3-geo"], "A, B and C together 4, or what lies on shared edges twice", {
  mapshaper: (await joined("-i districts.json -join meters.json calc='n = count()'")).map((row) => row.n),
  "mapshaper, points to districts": (await joined("-i meters.json -join districts.json")).map((row) => row.name),
  turf: by((district, meter) => booleanPointInPolygon(meter, district)),
  d3: by((district, meter) => geoContains(district, meter)),
}, { mapshaper: [4, 2, 2], "mapshaper, points to districts": ["A", "A", "A", "A"], turf: [4, 2, 2], d3: [2, 0, 2] });
JS
