#!/usr/bin/env bash
# Guessed: @turf/turf's Moran index takes its threshold in kilometers, as turf's distances do, and so finds at
#   69° N, where a tenth of a degree of longitude is 4 km and not 11, other neighbours than at the equator.
# Seen: it takes it in degrees, of longitude and of latitude alike. With 12 for 12 km, all of 36 meters are
#   neighbours of all, and the clearest gradient has the index of no pattern at all; with 0.11, which is
#   what 12 km are, 0.89. The index at 69° N is that at the equator to the last digit.
# Why it matters: nothing is refused and the answer "no clusters" is plausible.
# Version: @turf/turf 7.4.0
. "$(dirname "$0")/lib/fresh.sh"
node_with @turf/turf@7.4.0 <<'JS'
import { featureCollection, moranIndex, point } from "@turf/turf";
import { told } from "./finding.mjs";

const meters = (south) => featureCollection(Array.from({ length: 36 }, (_, index) =>
  point([37 + (index % 6) / 10, south + Math.floor(index / 6) / 10], { kwh: index % 6 })));
const index = (south, threshold) => Math.round(100 * moranIndex(meters(south), { inputField: "kwh", threshold, binary: true }).moranIndex) / 100;
told(["@turf/turf"], "0.89 for 12 at the equator, less at 69 N",
  { "equator, 12": index(0, 12), "equator, 0.11": index(0, 0.11), "69 N, 12": index(69, 12), "69 N, 0.11": index(69, 0.11) },
  { "equator, 12": -0.03, "equator, 0.11": 0.89, "69 N, 12": -0.03, "69 N, 0.11": 0.89 });
JS
