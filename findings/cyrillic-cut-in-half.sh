#!/usr/bin/env bash
# Guessed: @mapbox/shp-write writes Cyrillic names so that shpjs reads them back, or refuses them, and
#   tells two columns apart whose first ten letters are the same.
# Seen: of each letter the lower half of its code is written, Орёл is "\u001e@Q;" for good. Of farms_total_low and
#   farms_total_high there is one column, farms_tota, with the high figure.
# Why it matters: no name is left to join by, and of an interval only one end, under a name that says neither.
# Version: @mapbox/shp-write 0.4.3, shpjs 6.2.0
. "$(dirname "$0")/lib/fresh.sh"
node_with @mapbox/shp-write@0.4.3 shpjs@6.2.0 <<'JS'
import { zip } from "@mapbox/shp-write";
import shp from "shpjs";
import { told } from "./finding.mjs";

const region = { type: "Feature", geometry: { type: "Point", coordinates: [36, 53] }, properties: { name: "Орёл", farms_total_low: 1, farms_total_high: 9 } };
const read = await shp(await zip({ type: "FeatureCollection", features: [region] }, { outputType: "nodebuffer", compression: "STORE" }));
told(["@mapbox/shp-write", "shpjs"], "Орёл, 1 and 9", read.features[0].properties,
  { name: "\u001e@Q;", farms_tota: 9 });
JS
