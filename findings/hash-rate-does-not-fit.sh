#!/usr/bin/env bash
# Guessed: geobuf writes any number that JSON has, or one too large with the last digits lost.
# Seen: a number that is whole and does not fit into 64 bits is an error for the file, as whole numbers are written
#   as such; infinity, which JSON has not, comes back. What helps is another unit.
# Why it matters: the hash rate of the network in H/s is such a number: 650 EH/s are 6.5e20. Of one country in H/s the
#   map is written, of the world it is not.
# Version: geobuf 4.0.0, pbf 5.1.2
. "$(dirname "$0")/lib/fresh.sh"
node_with geobuf@4.0.0 pbf@5.1.2 <<'JS'
import { decode, encode } from "geobuf";
import { PbfReader, PbfWriter } from "pbf";
import { told } from "./finding.mjs";

const back = (rate) => {
  try {
    const map = { type: "Feature", properties: { rate }, geometry: { type: "Point", coordinates: [104, 52] } };
    return String(decode(new PbfReader(encode(map, new PbfWriter()))).properties.rate);
  } catch (error) {
    return error.message;
  }
};
told(["geobuf", "pbf"], "all come back", [650, 1.5e18, 6.5e20, Infinity].map(back),
  ["650", "1500000000000000000", "Given varint doesn't fit into 10 bytes", "Infinity"]);
JS
