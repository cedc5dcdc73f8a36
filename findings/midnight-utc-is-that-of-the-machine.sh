#!/usr/bin/env bash
# Guessed: tableschema in JavaScript reads "2026-01-01T00:30:00Z" as that moment on any machine, as the Z is the form that Table Schema asks for, reads meter 007 as 7 as
#   its Python sister does, and refuses the time 24:00:00 as that one does.
# Seen: on a machine in Irkutsk it is 16:30 UTC of the day before: the Z is read past, and the time is that of the machine's zone. 007 is refused as an integer; 24:00:00 is
#   midnight of tomorrow.
# Why it matters: a data package checked on a server in UTC passes and is right; on the analyst's own machine each reading is eight hours early.
# Version: tableschema 1.12.6 (JavaScript), tableschema 1.21.0 (Python)
. "$(dirname "$0")/lib/fresh.sh"
node_with tableschema@1.12.6 <<'JS'
import { createRequire } from "node:module";
import { told } from "./finding.mjs";

const { Field } = createRequire(import.meta.url)("tableschema"), seen = {};
const read = (type, text) => { try { return new Field({ name: "cell", type }).castValue(text); } catch { return "refused"; } };
for (const zone of ["UTC", "Asia/Irkutsk"]) {
  process.env.TZ = zone;
  const late = read("time", "24:00:00");
  seen[zone] = [read("datetime", "2026-01-01T00:30:00Z").toISOString(), late === "refused" ? late : late.getHours(), read("integer", "007")];
}
told(["tableschema"], "2026-01-01T00:30, refused and 7 twice", seen,
  { UTC: ["2026-01-01T00:30:00.000Z", 0, "refused"], "Asia/Irkutsk": ["2025-12-31T16:30:00.000Z", 0, "refused"] });
JS
python_with tableschema==1.21.0 <<'PY'
from finding import told
from tableschema import Field
from tableschema.exceptions import CastError


def read(kind, text):
    try:
        return str(Field({"name": "cell", "type": kind}).cast_value(text))
    except CastError:
        return "refused"


told(["tableschema"], "2026-01-01T00:30, refused and 7", [read("datetime", "2026-01-01T00:30:00Z"), read("time", "24:00:00"), read("integer", "007")], ["2026-01-01 00:30:00", "refused", "7"])
PY
