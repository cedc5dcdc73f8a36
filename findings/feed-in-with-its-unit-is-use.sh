#!/usr/bin/env bash
# Guessed: the three readers of Table Schema, tableschema in Python and in JavaScript and frictionless, told that a number may have its unit with it (bareNumber: false),
#   read "12.5 kWh" as 12.5 and "-1.5 kWh" as -1.5, with a comma for the point if it is told, or refuse the second.
# Seen: -1.5 is 1.5 in the two that are called tableschema: what stands in front of the first digit is dropped, a minus too. frictionless, which came after them, has -1.5;
#   so have all without that word in the schema.
# Why it matters: feed-in becomes use for every column that was exported with its unit, and a table of use alone shows nothing.
# Version: tableschema 1.21.0 (Python), frictionless 5.21.0, tableschema 1.12.6 (JavaScript)
. "$(dirname "$0")/lib/fresh.sh"
node_with tableschema@1.12.6 <<'JS'
import { createRequire } from "node:module";
import { told } from "./finding.mjs";

const { Field } = createRequire(import.meta.url)("tableschema");
const read = (text, options) => new Field({ name: "use", type: "number", ...options }).castValue(text), unit = { bareNumber: false };
told(["tableschema"], "12.5, -1.5, -1.5, -1.5", [read("12.5 kWh", unit), read("-1.5 kWh", unit), read("-1,5 kWh", { ...unit, decimalChar: "," }), read("-1.5", {})], [12.5, 1.5, 1.5, -1.5]);
JS
python_with tableschema==1.21.0 frictionless==5.21.0 <<'PY'
from finding import told
from frictionless import Field as New
from tableschema import Field as Old

UNIT = {"bareNumber": False}
CELLS = (("12.5 kWh", UNIT), ("-1.5 kWh", UNIT), ("-1,5 kWh", UNIT | {"decimalChar": ","}), ("-1.5", {}))
old = [float(Old({"name": "use", "type": "number", **options}).cast_value(text)) for text, options in CELLS]
new = [New.from_descriptor({"name": "use", "type": "number", **options}).read_cell(text)[0] for text, options in CELLS]
told(["tableschema", "frictionless"], "12.5, -1.5, -1.5, -1.5 twice", [old, [value and float(value) for value in new]], [[12.5, 1.5, 1.5, -1.5], [12.5, -1.5, -1.5, -1.5]])
PY
