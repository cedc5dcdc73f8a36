#!/usr/bin/env bash
# Guessed: KNX's mark for an invalid two-byte value (7FFF of type 9) is no value; a time whose sender marks its clock as faulty, or its year as not
#   valid (type 19), is told apart from a right one.
# Seen: 670760.96 in both libraries for JavaScript, whatever the quantity, in range and without a word; xknx refuses it. The two marks of a time are dropped: the clock of a
#   meter that has lost the time gives ordinary moments. In xknx they are there.
# Why it matters: one reading of a loose sensor is 670 kW in a building's load, and the maximum of its year.
# Version: knx 2.5.4, knxultimate 5.4.0, xknx 4.0.0
. "$(dirname "$0")/lib/fresh.sh"
node_with knx@2.5.4 knxultimate@5.4.0 <<'JS'
import { createRequire } from "node:module";
import { told } from "./finding.mjs";

process.env.TZ = "UTC";
const require = createRequire(import.meta.url), seen = {};
for (const name of ["knx", "knxultimate"]) {
  const types = require(name === "knx" ? "knx/src/dptlib" : "knxultimate/build/dptlib"), library = types.default ?? types;
  const read = (type, ...bytes) => library.fromBuffer(Buffer.from(bytes), library.resolve(type));
  seen[name] = { "invalid degrees": read("DPT9.001", 0x7f, 0xff), "invalid kilowatts": read("DPT9.024", 0x7f, 0xff), valid: read("DPT9.024", 0x0c, 0x2d),
    "faulty clock": read("DPT19.001", 126, 1, 1, 16, 30, 0, 0x80, 0), "no year": read("DPT19.001", 126, 1, 1, 16, 30, 0, 0x10, 0) };
}
const then = { "invalid degrees": 670760.96, "invalid kilowatts": 670760.96, valid: 21.38, "faulty clock": "2026-01-01T16:30:00.000Z", "no year": "2026-01-01T16:30:00.000Z" };
told(["knx", "knxultimate"], "none, none, 21.38, a time that says it is faulty, a time without a year", JSON.parse(JSON.stringify(seen)), { knx: then, knxultimate: then });
JS
python_with xknx==4.0.0 <<'PY'
from finding import told
from xknx.dpt import DPTArray, DPTBase
from xknx.exceptions import ConversionError


def read(kind, *octets):
    try:
        return DPTBase.parse_transcoder(kind).from_knx(DPTArray(octets))
    except ConversionError:
        return "refused"


faulty, no_year = read("19.001", 126, 1, 1, 16, 30, 0, 0x80, 0), read("19.001", 126, 1, 1, 16, 30, 0, 0x10, 0)
told(["xknx"], "as above", {"invalid degrees": read("9.001", 0x7F, 0xFF), "valid": read("9.024", 0x0C, 0x2D), "faulty clock": faulty.fault, "no year": no_year.year},
     {"invalid degrees": "refused", "valid": 21.38, "faulty clock": True, "no year": None})
PY
