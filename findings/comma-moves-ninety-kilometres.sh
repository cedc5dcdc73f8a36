#!/usr/bin/env bash
# Guessed: csv2geojson, told that columns are parted by semicolons (or to find that out itself), takes 55,75 as 55.75, or refuses the row, as it refuses one without a
#   latitude; an empty figure among its numeric fields is null.
# Seen: what stands behind the comma is dropped, without an error: the place is 55° N 37° E, 92 km from where it was. Minutes go the same way (55 45 30), and an empty
#   figure is 0.
# Why it matters: all meters of a town lie in one point, out of town, and those without a reading use nothing.
# Version: csv2geojson 5.1.2
. "$(dirname "$0")/lib/fresh.sh"
node_with csv2geojson@5.1.2 <<'JS'
import { createRequire } from "node:module";
import { told } from "./finding.mjs";

const { csv2geojson } = createRequire(import.meta.url)("csv2geojson"), seen = {};
const read = (name, text, options) => csv2geojson(text, options, (errors, found) => {
  seen[name] = found.features.map(({ geometry, properties }) => [...geometry.coordinates, properties.kw]);
  if (errors) seen[name].push(`${errors.length} refused`);
});
read("comma", "lat;lon;kw\n55,75;37,61;5\n", { delimiter: ";" });
read("comma, found", "lat;lon;kw\n55,75;37,61;5\n", { delimiter: "auto" });
read("minutes", "lat,lon,kw\n55 45 30,37 36 0,5\n", {});
read("no figure", "lat,lon,kw\n55.75,37.61,\n", { numericFields: "kw" });
read("no place", "lat,lon,kw\n,,5\n", {});
told(["csv2geojson"], "37.61 55.75 or refused, 37.6 55.758 or refused, null, refused", seen,
  { comma: [[37, 55, "5"]], "comma, found": [[37, 55, "5"]], minutes: [[37, 55, "5"]], "no figure": [[37.61, 55.75, 0]], "no place": ["1 refused"] });
JS
