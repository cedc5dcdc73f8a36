#!/usr/bin/env bash
# Guessed: flatgeobuf's GeoJSON writer keeps each region's figure, and leaves out what is not known.
# Seen: the first feature decides for all. If its figure is null, later figures come back as text ("5");
#   if it is a flag, 2 comes back as true; a property that it lacks is dropped from all others.
# Why it matters: atlases are sorted by region, and the first without a figure turns the whole column
#   into text, or loses the column, with no error on either side.
# Version: flatgeobuf 4.5.0
. "$(dirname "$0")/lib/fresh.sh"
node_with flatgeobuf@4.5.0 <<'JS'
import * as flatgeobuf from "flatgeobuf/lib/mjs/geojson.js";
import { told } from "./finding.mjs";

async function back(...rows) {
  const features = rows.map((properties, place) =>
    ({ type: "Feature", properties, geometry: { type: "Point", coordinates: [104 + place, 52] } }));
  const read = [];
  for await (const feature of flatgeobuf.deserialize(flatgeobuf.serialize({ type: "FeatureCollection", features }))) read.push(feature.properties);
  return read;
}
told(["flatgeobuf"], "every figure as it was written", {
  "null, then 5": await back({ farms: null }, { farms: 5 }),
  "true, then 2": await back({ farms: true }, { farms: 2 }),
  "absent, then 5": await back({ name: "a" }, { name: "b", farms: 5 }),
}, {
  "null, then 5": [{}, { farms: "5" }],
  "true, then 2": [{ farms: true }, { farms: true }],
  "absent, then 5": [{ name: "a" }, { name: "b" }],
});
JS
