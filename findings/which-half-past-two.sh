#!/usr/bin/env bash
# Guessed: of the two 02:30 of a day in October, libraries take one by one rule, or ask. The proposal for JavaScript's own Temporal
#   ("compatible") takes the first, and moves the 02:30 that March lacks forward, to 03:30.
# Seen: luxon and dayjs take the second; date-fns-tz takes the second in Berlin and the first where the machine
#   stands in New York, and moves March's 02:30 back, to 01:30, which the others move forward. None asks.
# Why it matters: a reading of each meter lies an hour apart from that of the next program, once a year; in one of them the server's
#   own zone decides, so that a test on the desk and the run at the provider differ.
# Version: luxon 3.7.2, dayjs 1.11.23, date-fns-tz 3.2.0, temporal-polyfill 1.0.8
. "$(dirname "$0")/lib/fresh.sh"
node_with luxon@3.7.2 dayjs@1.11.23 date-fns@4.4.0 date-fns-tz@3.2.0 temporal-polyfill@1.0.8 <<'JS'
import { execFileSync } from "node:child_process";
import { fromZonedTime } from "date-fns-tz";
import dayjs from "dayjs";
import timezone from "dayjs/plugin/timezone.js";
import utc from "dayjs/plugin/utc.js";
import { DateTime } from "luxon";
import { Temporal } from "temporal-polyfill";
import { told } from "./finding.mjs";

const zone = "Europe/Berlin", times = { october: "2026-10-25T02:30:00", march: "2026-03-29T02:30:00" };
if (process.env.ASKED) {
  dayjs.extend(utc), dayjs.extend(timezone);
  const by = { luxon: (at) => DateTime.fromISO(at, { zone }).toMillis(), dayjs: (at) => +dayjs.tz(at, zone),
    "date-fns-tz": (at) => +fromZonedTime(at, zone), temporal: (at) => Temporal.PlainDateTime.from(at).toZonedDateTime(zone).epochMilliseconds };
  const utcTime = (ms) => new Date(ms).toISOString().slice(11, 16);
  const read = Object.entries(by).map(([name, read]) => [name, [utcTime(read(times.october)), utcTime(read(times.march))]]);
  console.log(JSON.stringify(Object.fromEntries(read)));
} else {
  const ask = (TZ) => JSON.parse(execFileSync(process.execPath, ["main.mjs"], { env: { ...process.env, TZ, ASKED: "1" } }));
  const { "date-fns-tz": fns } = ask("America/New_York");
  told(["luxon", "dayjs", "date-fns-tz", "temporal-polyfill"], "00:30 and 01:30 UTC", { ...ask("Europe/Berlin"), "date-fns-tz in New York": fns }, {
    luxon: ["01:30", "01:30"], dayjs: ["01:30", "01:30"], "date-fns-tz": ["01:30", "00:30"], temporal: ["00:30", "01:30"],
    "date-fns-tz in New York": ["00:30", "00:30"] });
}
JS
