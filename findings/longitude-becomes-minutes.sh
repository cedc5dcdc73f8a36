#!/usr/bin/env bash
# Guessed: "55.75° 37.61°" is 55.75 north, 37.61 east, as "55.75, 37.61" is; 55°45,5'N has 45.5 minutes, or is refused; -0°30' is half a degree south.
# Seen: parse-dms and dms-conversion take 37.61 for minutes: 56.377 degrees, one number and no longitude; coord-parser has 55.7604 north and 1 east. In parse-dms 55°45,5'N 37°37,2'E is 55.75
#   north and 5 east. dms-conversion, made for one coordinate, leaves out what follows it; -0°30' is north in it and in
#   coord-parser, for a minus before 0 is no minus.
# Why it matters: degrees with their sign and a blank between are how maps show a place; it lands in the Atlantic or the Gulf of Guinea, and nothing is said.
# Version: parse-dms 0.0.5, coord-parser 1.0.0, dms-conversion 3.1.4
. "$(dirname "$0")/lib/fresh.sh"
node_with parse-dms@0.0.5 coord-parser@1.0.0 dms-conversion@3.1.4 <<'JS'
import coordParser from "coord-parser";
import { parseDms as dmsConversion } from "dms-conversion";
import parseDms from "parse-dms";
import { told } from "./finding.mjs";

const places = ["55.75, 37.61", "55.75° 37.61°", "55°45,5'N 37°37,2'E", "-0°30'"];
const read = (parse) => places.map((place) => {
  try {
    return JSON.parse(JSON.stringify(parse(place), (_, value) => (typeof value === "number" ? Math.round(value * 1e4) / 1e4 : value)));
  } catch {
    return "error";
  }
});
told(["parse-dms", "coord-parser", "dms-conversion"], "55.75 and 37.61 twice, 55.7583 and 37.62, -0.5; or errors",
  { "parse-dms": read(parseDms), "coord-parser": read(coordParser), "dms-conversion": read(dmsConversion) },
  { "parse-dms": [{ lat: 55.75, lon: 37.61 }, 56.3768, { lat: 55.75, lon: 5 }, -0.5], "coord-parser": [{ lat: 55.75, lon: 37.61 }, { lat: 55.7604, lon: 1 }, "error", 0.5],
    "dms-conversion": [55.75, 56.3768, 55.75, 0.5] });
JS
