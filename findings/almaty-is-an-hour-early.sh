#!/usr/bin/env bash
# Guessed: "Central Asia Standard Time", as Windows writes it into exports and calendars, is one zone with one offset in windows-iana and tzlocal, and Almaty is not in it,
#   as Kazakhstan has been at UTC+5 since March 2024.
# Seen: windows-iana names Almaty first, +5 in the tables of zones, and sends Almaty and Qostanay back to that name; for tzlocal it is Bishkek, +6, and Almaty is "West Asia
#   Standard Time". timezones-list has Almaty at +05:00 and Qostanay, which moved the same night, at +06:00.
# Why it matters: written by one and read by the other, each reading of Almaty is an hour early, and a night tariff from 23:00 begins at 22:00.
# Version: windows-iana 5.1.0, timezones-list 3.1.0, tzlocal 5.4.5, tzdata 2026.3
. "$(dirname "$0")/lib/fresh.sh"
node_with windows-iana@5.1.0 timezones-list@3.1.0 <<'JS'
import zones from "timezones-list";
import { findIana, findWindows } from "windows-iana";
import { told } from "./finding.mjs";

const offset = (name) => (zones.default ?? zones).find(({ tzCode }) => tzCode === name).utc;
const seen = { "Central Asia": findIana("Central Asia Standard Time")[0], Almaty: [findWindows("Asia/Almaty")[0], offset("Asia/Almaty")],
  Qostanay: [findWindows("Asia/Qostanay")[0], offset("Asia/Qostanay")] };
told(["windows-iana", "timezones-list"], "Bishkek; West Asia Standard Time and +05:00, twice", seen,
  { "Central Asia": "Asia/Almaty", Almaty: ["Central Asia Standard Time", "+05:00"], Qostanay: ["Central Asia Standard Time", "+06:00"] });
JS
python_with tzlocal==5.4.5 tzdata==2026.3 <<'PY'
from datetime import datetime
from zoneinfo import ZoneInfo, reset_tzpath

from finding import told
from tzlocal.windows_tz import tz_win, win_tz

reset_tzpath(())
hours = {zone: datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)).utcoffset().total_seconds() / 3600 for zone in ("Asia/Almaty", "Asia/Qostanay", "Asia/Bishkek")}
told(["tzlocal", "tzdata"], "Bishkek; West Asia Standard Time; 5, 5 and 6 hours", [win_tz["Central Asia Standard Time"], tz_win["Asia/Almaty"], list(hours.values())],
     ["Asia/Bishkek", "West Asia Standard Time", [5.0, 5.0, 6.0]])
PY
