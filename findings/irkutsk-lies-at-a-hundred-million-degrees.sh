#!/usr/bin/env bash
# Guessed: meters that geobuf for JavaScript has packed come out of geobuf for Python where they were, whether their places have no digits, three or nine (six are kept); a figure that
#   is null stays so, and a meter without a place stays in the file.
# Seen: with six digits or more Irkutsk is read at 104,280,612° east: six is what the format takes where nothing is said, so JavaScript says nothing, and Python takes nothing for none. With fewer
#   all is right. Null is dropped by Python, and a meter without a place is an error there for the whole file.
# Why it matters: one meter measured by satellite moves all meters of its file off the map, in an exchange that had worked with rounded places.
# Version: geobuf 4.0.0 and pbf 4.0.1 (JavaScript), geobuf 2.0.1 (Python)
. "$(dirname "$0")/lib/fresh.sh"
node_with geobuf@4.0.0 pbf@4.0.1 <<'JS'
import { writeFileSync } from "node:fs";
import * as geobuf from "geobuf";
import Pbf from "pbf";
import { told } from "./finding.mjs";

const encode = geobuf.encode ?? geobuf.default.encode, decode = geobuf.decode ?? geobuf.default.decode, seen = {};
const places = { none: [104, 52], three: [104.281, 52.286], nine: [104.280612345, 52.286412345], absent: null };
for (const [digits, place] of Object.entries(places)) {
  const meter = { type: "Feature", geometry: place && { type: "Point", coordinates: place }, properties: { kw: -5, farm: null } };
  writeFileSync(`${digits}.pbf`, encode({ type: "FeatureCollection", features: [meter] }, new Pbf()));
  const back = decode(new Pbf(encode({ type: "FeatureCollection", features: [meter] }, new Pbf()))).features[0];
  seen[digits] = [back.geometry?.coordinates ?? null, "farm" in back.properties];
}
told(["geobuf", "pbf"], "as written, to six digits", seen,
  { none: [[104, 52], true], three: [[104.281, 52.286], true], nine: [[104.280612, 52.286412], true], absent: [null, true] });
JS
python_with geobuf==2.0.1 <<'PY'
from pathlib import Path
import geobuf
from finding import told


def read(digits):
    meter = geobuf.decode(Path(f"{digits}.pbf").read_bytes())["features"][0]
    again = geobuf.decode(geobuf.encode({"type": "FeatureCollection", "features": [meter]}))["features"][0]
    return meter["geometry"]["coordinates"], "farm" in meter["properties"], "farm" in again["properties"]


def without_place():
    try:
        return geobuf.decode(geobuf.encode({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": None, "properties": {}}]}))
    except TypeError:
        return "TypeError"


told(["geobuf"], "as above", {**{digits: read(digits) for digits in ("none", "three", "nine")}, "absent": without_place()},
     {"none": ([104.0, 52.0], False, False), "three": ([104.281, 52.286], False, False), "nine": ([104280612.0, 52286412.0], False, False), "absent": "TypeError"})
PY
