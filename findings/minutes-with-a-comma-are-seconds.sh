#!/usr/bin/env bash
# Guessed: coordinate-parser reads 55°45,5' N, with a Russian comma, as 55 degrees and 45.5 minutes, and "55,75 37,61" as 55.75 and 37.61,
#   or refuses them, as it does other things.
# Seen: the comma separates: 45 minutes and 5 seconds, 800 m farther south, and 55 degrees and 75 minutes, which are 56.25. With a point both
#   are as guessed. geo-coordinates-parser and lat-lon-parser take the comma for one of decimals.
# Why it matters: the error is less than a district and more than a street; 75 minutes, which no place has, are no reason to stop.
# Version: coordinate-parser 1.0.7, geo-coordinates-parser 1.7.4, lat-lon-parser 1.3.1
. "$(dirname "$0")/lib/fresh.sh"
node_with coordinate-parser@1.0.7 geo-coordinates-parser@1.7.4 <<'JS'
import Coordinates from "coordinate-parser";
import * as geo from "geo-coordinates-parser";
import { told } from "./finding.mjs";

const round = (degrees) => +degrees.toFixed(4);
const read = (text) => {
  const place = new Coordinates(text);
  return [place.getLatitude(), place.getLongitude()].map(round);
};
const other = geo.convert("55°45,5'N 37°37,1'E");
told(["coordinate-parser", "geo-coordinates-parser"], "55.7583, 37.6183, and 55.75, 37.61 or errors", {
  comma: read("55°45,5'N 37°37,1'E"), point: read("55°45.5'N 37°37.1'E"),
  degrees: read("55,75 37,61"), other: [other.decimalLatitude, other.decimalLongitude].map(round) },
  { comma: [55.7514, 37.6169], point: [55.7583, 37.6183], degrees: [56.25, 38.0167], other: [55.7583, 37.6183] });
JS
python_with lat-lon-parser==1.3.1 <<'PY'
from finding import told
from lat_lon_parser import parse

told(["lat-lon-parser"], "55.7583 and 55.75", [round(parse(text), 4) for text in ("55°45,5'N", "55,75")], [55.7583, 55.75])
PY
