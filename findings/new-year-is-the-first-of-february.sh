#!/usr/bin/env bash
# Guessed: 1 January 2026 as BACnet writes a date (year less 1900, month, day, weekday) is that day in any library, "any day" and "last day of February" are no day, or
#   refused; an unknown time is not midnight.
# Seen: node-bacnet reads 1 February, and writes month 0 for January, which bacpypes3 shows as it is; it gets its own dates back right. "Last day" is 1 April there, and of @bacnet-js/client 1 January 1900, as
#   is every date sent without its weekday. An unknown time is midnight in both.
# Why it matters: each date of a building's meter, or of its timetable, is a month late, between two programs that each pass their own tests.
# Version: node-bacnet 0.2.4, @bacnet-js/client 3.3.2, bacpypes3 0.0.110
. "$(dirname "$0")/lib/fresh.sh"
node_with node-bacnet@0.2.4 @bacnet-js/client@3.3.2 <<'JS'
import { createRequire } from "node:module";
import { told } from "./finding.mjs";

process.env.TZ = "UTC";
const require = createRequire(import.meta.url), seen = {};
for (const [name, file] of [["node-bacnet", "node-bacnet/lib/asn1.js"], ["@bacnet-js/client", "./node_modules/@bacnet-js/client/dist/lib/asn1.js"]]) {
  const asn1 = require(file), day = (...bytes) => asn1.decodeDate(Buffer.from(bytes), 0).value.toISOString().slice(0, 10);
  const into = { buffer: Buffer.alloc(8), offset: 0 };
  asn1.encodeApplicationDate(into, new Date(2026, 0, 1));
  seen[name] = { "1 January": day(126, 1, 1, 4), "without a weekday": day(126, 1, 1, 255), "last day of February": day(126, 2, 32, 255),
    written: into.buffer.toString("hex", 1, into.offset), "unknown time": asn1.decodeBacnetTime(Buffer.from([255, 255, 255, 255]), 0).value.toISOString().slice(11, 16) };
}
told(["node-bacnet", "@bacnet-js/client"], "2026-01-01 twice, none or refused, 7e010104, none", seen, {
  "node-bacnet": { "1 January": "2026-02-01", "without a weekday": "2026-02-01", "last day of February": "2026-04-01", written: "7e000104", "unknown time": "00:00" },
  "@bacnet-js/client": { "1 January": "2026-01-01", "without a weekday": "1900-01-01", "last day of February": "1900-01-01", written: "7e010104", "unknown time": "00:00" } });
JS
python_with bacpypes3==0.0.110 <<'PY'
from bacpypes3.primitivedata import Date
from finding import told

told(["bacpypes3"], "as written", {"1 January": Date((126, 1, 1, 4)).date.isoformat(), "month 0": str(Date((126, 0, 1, 4))), "last day": str(Date((126, 2, 32, 255)))},
     {"1 January": "2026-01-01", "month 0": "2026-0-1 thu", "last day": "2026-2-last *"})
PY
