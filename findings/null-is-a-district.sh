#!/usr/bin/env bash
# Guessed: Turf's dissolve by code of region keeps codes as they are (1 stays a number and is not "01"), and leaves
#   districts without a code apart.
# Seen: codes come back as text; neighbors whose code is null become one region "null", and those that have none,
#   "undefined".
# Why it matters: joined to figures by a number, nothing is found; what nobody knows is a region with an area.
# Version: @turf/dissolve 7.4.0
. "$(dirname "$0")/lib/fresh.sh"
node_with @turf/dissolve@7.4.0 @turf/helpers@7.4.0 <<'JS'
import { featureCollection, polygon } from "@turf/helpers";
import { dissolve } from "@turf/dissolve";
import { told } from "./finding.mjs";

const districts = [{ code: 1 }, { code: "1" }, { code: null }, { code: null }, {}, {}].map((properties, x) =>
  polygon([[[x, 0], [x, 1], [x + 1, 1], [x + 1, 0], [x, 0]]], properties));
const merged = dissolve(featureCollection(districts), { propertyName: "code" }).features.map((region) => region.properties);
told(["@turf/dissolve"], "1, \"1\" and four districts without a code", merged, [{ code: "1" }, { code: "null" }, { code: "undefined" }]);
JS
