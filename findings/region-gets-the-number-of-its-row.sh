#!/usr/bin/env bash
# Guessed: the id of a GeoJSON feature, such as RU-IRK or "01", is what it was after a way through FlatGeobuf in JavaScript, or gone.
# Seen: it is the number of the row, from 0: Irkutsk is 0 and region "01", second in the file, is 1. mapshaper and topojson keep ids; turf's
#   buffer and bboxClip drop them, and its simplify does not.
# Why it matters: a map in the browser joins its figures by id. Numbers that look like ids find partners: of regions numbered by code and sorted
#   by it, each gets the figure of the one before.
# Version: flatgeobuf 4.5.0, mapshaper 0.7.70, topojson-server 3.0.1, topojson-client 3.1.0, @turf/turf 7.4.0
. "$(dirname "$0")/lib/fresh.sh"
node_with flatgeobuf@4.5.0 mapshaper@0.7.70 topojson-server@3.0.1 topojson-client@3.1.0 @turf/turf@7.4.0 <<'JS'
import { bboxClip, buffer, simplify } from "@turf/turf";
import { deserialize, serialize } from "flatgeobuf/lib/mjs/geojson.js";
import mapshaper from "mapshaper";
import { feature } from "topojson-client";
import { topology } from "topojson-server";
import { told } from "./finding.mjs";

const square = (west) => [[[west, 0], [west + 1, 0], [west + 1, 1], [west, 1], [west, 0]]];
const features = ["RU-IRK", "01", 38].map((id, row) => ({ type: "Feature", id, properties: { farms: row },
  geometry: { type: "Polygon", coordinates: square(2 * row) } }));
const regions = { type: "FeatureCollection", features }, ids = (list) => list.map(({ id }) => id ?? null);
const read = [];
for await (const region of deserialize(serialize(structuredClone(regions)))) read.push(region);
const simpler = JSON.parse((await mapshaper.applyCommands("-i in.json -o out.json", { "in.json": JSON.stringify(regions) }))["out.json"]);
const topo = topology({ regions: structuredClone(regions) });
const seen = { flatgeobuf: ids(read), mapshaper: ids(simpler.features), topojson: ids(feature(topo, topo.objects.regions).features),
  buffer: ids(features.map((region) => buffer(region, 1))), bboxClip: ids(features.map((region) => bboxClip(region, [0, 0, 9, 9]))),
  simplify: ids(features.map((region) => simplify(region, { tolerance: 0.01 }))) };
const kept = ["RU-IRK", "01", 38], gone = [null, null, null];
told(["flatgeobuf", "mapshaper", "topojson-server", "topojson-client", "@turf/turf"], "RU-IRK, 01, 38 or none", seen,
  { flatgeobuf: [0, 1, 2], mapshaper: kept, topojson: kept, buffer: gone, bboxClip: gone, simplify: kept });
JS
