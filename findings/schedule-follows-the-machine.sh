#!/usr/bin/env bash
# Guessed: rrule gives a rule that starts daily at 07:00 Moscow time (DTSTART;TZID=Europe/Moscow), as calendars write it, the same instants
#   on every machine: 04:00 UTC.
# Seen: only where the machine stands in UTC. In Moscow they are 07:00 UTC, in Irkutsk 12:00, in Berlin 05:00: the offset of the
#   machine is added to what is right. With a start in UTC ("…Z") all agree.
# Why it matters: hours of a peak tariff, or of a farm's agreed pauses, lie three hours late in Moscow itself and are right on the
#   server. What is drawn for them at home is another day's load.
# Version: rrule 2.8.1
. "$(dirname "$0")/lib/fresh.sh"
node_with rrule@2.8.1 <<'JS'
import { execFileSync } from "node:child_process";
import rrule from "rrule";
import { told } from "./finding.mjs";

const rules = ["DTSTART;TZID=Europe/Moscow:20260105T070000\nRRULE:FREQ=DAILY;COUNT=2", "DTSTART:20260105T040000Z\nRRULE:FREQ=DAILY;COUNT=2"];
if (process.env.ASKED) console.log(JSON.stringify(rules.map((rule) => rrule.rrulestr(rule).all()[1].toISOString())));
else {
  const zones = ["UTC", "Europe/Berlin", "Europe/Moscow", "Asia/Irkutsk"];
  const ask = (TZ) => JSON.parse(execFileSync(process.execPath, ["main.mjs"], { env: { ...process.env, TZ, ASKED: "1" } }));
  told(["rrule"], "2026-01-06T04:00:00.000Z, always", Object.fromEntries(zones.map((zone) => [zone, ask(zone)])), Object.fromEntries(
    ["04", "05", "07", "12"].map((hour, index) => [zones[index], [`2026-01-06T${hour}:00:00.000Z`, "2026-01-06T04:00:00.000Z"]])));
}
JS
