#!/usr/bin/env bash
# Guessed: the crontab line "0 6 1 * 1" means 6:00 on the first of each month and on each Monday, by later as by cron-schedule: cron's manual says so.
# Seen: by later only on a first that is a Monday: in all of 2026 on 1 June, where cron-schedule has 63 days. cronstrue puts it into words as "on day 1 of the month, and on Monday".
# Why it matters: meters are read once a year in place of five times a month, and the job never fails.
# Version: @breejs/later 4.2.0, cron-schedule 6.0.0, cronstrue 3.39.0
. "$(dirname "$0")/lib/fresh.sh"
node_with @breejs/later@4.2.0 cron-schedule@6.0.0 cronstrue@3.39.0 <<'JS'
import later from "@breejs/later";
import { parseCronExpression } from "cron-schedule";
import cronstrue from "cronstrue";
import { told } from "./finding.mjs";

process.env.TZ = "UTC";
const line = "0 6 1 * 1", [from, to] = [new Date("2026-01-01T00:00Z"), new Date("2026-12-31T23:59Z")];
const days = (dates) => dates.map((date) => date.toISOString().slice(0, 10)), rest = days(parseCronExpression(line).getNextDates(100, from)).filter((day) => day < "2027");
told(["@breejs/later", "cron-schedule", "cronstrue"], "63 days in both", { later: days(later.schedule(later.parse.cron(line)).next(100, from, to)), "cron-schedule": rest.length,
  cronstrue: cronstrue.toString(line) },
  { later: ["2026-06-01"], "cron-schedule": 63, cronstrue: "At 06:00 AM, on day 1 of the month, and on Monday" });
JS
