#!/usr/bin/env bash
# Guessed: timezone-soft reads "GMT+5" as it reads "UTC+5", five hours east of Greenwich, or knows neither, and has Almaty at +5; MAGT and VOLT, the times of Magadan and
#   Volgograd, are +11 and +3 in timezone-abbr-offsets and timezone-abbreviations, as the zones are today.
# Seen: "GMT+5" is five hours west, "UTC+5" east. Almaty and Qostanay are at +6. Both tables have MAGT at +12 and VOLT at +4.
# Why it matters: a head-end that writes GMT+5 for Yekaterinburg is ten hours off, and nothing in the answer says so; in Magadan it is an hour.
# Version: timezone-soft 1.5.2, timezone-abbr-offsets 1.0.2, timezone-abbreviations 1.2.6, tzdata 2026.3
. "$(dirname "$0")/lib/fresh.sh"
node_with timezone-soft@1.5.2 timezone-abbr-offsets@1.0.2 timezone-abbreviations@1.2.6 <<'JS'
import { createRequire } from "node:module";
import named from "timezone-abbreviations";
import soft from "timezone-soft";
import { told } from "./finding.mjs";

const minutes = createRequire(import.meta.url)("timezone-abbr-offsets");
const read = (name) => { const [{ iana, standard }] = soft(name); return `${iana} ${standard.offset}`; };
const seen = { soft: ["GMT+5", "UTC+5", "Almaty", "Qostanay"].map(read), hours: ["MAGT", "VOLT"].map((name) => minutes[name] / 60),
  named: ["MAGT", "VOLT"].map((name) => (named.default ?? named).find(({ abbr }) => abbr === name).offset) };
told(["timezone-soft", "timezone-abbr-offsets", "timezone-abbreviations"], "5 five times; 11 and 3 twice", seen,
  { soft: ["Etc/GMT+5 -5", "Etc/GMT-5 5", "Asia/Almaty 6", "Asia/Qostanay 6"], hours: [12, 4], named: ["UTC+12", "UTC+04"] });
JS
python_with tzdata==2026.3 <<'PY'
from datetime import datetime
from zoneinfo import ZoneInfo, reset_tzpath

from finding import told

reset_tzpath(())
zones = "Asia/Almaty", "Asia/Qostanay", "Asia/Magadan", "Europe/Volgograd"
told(["tzdata"], "5, 5, 11, 3", [datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)).utcoffset().total_seconds() / 3600 for zone in zones], [5.0, 5.0, 11.0, 3.0])
PY
