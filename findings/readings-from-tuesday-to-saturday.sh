#!/usr/bin/env bash
# Guessed: "0 7 * * 1-5" is seven o'clock from Monday to Friday, "0 0 1,15 * 0" the 1st, the 15th and each Sunday, by all that read the
#   lines of a crontab.
# Seen: APScheduler's from_crontab takes 1 for Tuesday, and so 1-5 for Tuesday to Saturday, and wants a day of the month and of the week
#   at once: the next 1st or 15th that is a Monday is two months away. "*/2" in the days wants both in
#   cronsim, too, and either in croniter and cron-parser.
# Why it matters: registers that are to be read on workdays are read on Saturday and not on Monday; a load that is the same on all days
#   hides it, and one that rests at weekends seems to rest on Mondays.
# Version: apscheduler 3.11.3, croniter 7.0.0, cronsim 2.8, cron-parser 5.10.6
. "$(dirname "$0")/lib/fresh.sh"
python_with apscheduler==3.11.3 croniter==7.0.0 cronsim==2.8 tzdata==2026.2 <<'PY'
from datetime import datetime, timedelta, timezone
from apscheduler.triggers.cron import CronTrigger
from croniter import croniter
from cronsim import CronSim
from finding import told

start = datetime(2026, 11, 30, 8)


def with_apscheduler(line):
    trigger, at = CronTrigger.from_crontab(line, timezone=timezone.utc), start.replace(tzinfo=timezone.utc)
    while True:
        at = trigger.get_next_fire_time(None, at)
        yield at
        at += timedelta(minutes=1)


def days(times, count):
    return " ".join(next(times).strftime("%a%d.%m") for _ in range(count))


def by_all(line, count):
    return {"apscheduler": days(with_apscheduler(line), count), "croniter": days(croniter(line, start, ret_type=datetime), count),
            "cronsim": days(CronSim(line, start), count)}


lines = {"0 7 * * 1-5": 6, "0 0 1,15 * 0": 4, "0 0 */2 * 1": 3}
told(["apscheduler", "croniter", "cronsim"], "Monday to Friday; 1st, 15th and Sundays", {line: by_all(line, count) for line, count in lines.items()}, {
    "0 7 * * 1-5": {"apscheduler": "Tue01.12 Wed02.12 Thu03.12 Fri04.12 Sat05.12 Tue08.12",
                    "croniter": "Tue01.12 Wed02.12 Thu03.12 Fri04.12 Mon07.12 Tue08.12",
                    "cronsim": "Tue01.12 Wed02.12 Thu03.12 Fri04.12 Mon07.12 Tue08.12"},
    "0 0 1,15 * 0": {"apscheduler": "Mon01.02 Mon15.02 Mon01.03 Mon15.03", "croniter": "Tue01.12 Sun06.12 Sun13.12 Tue15.12",
                     "cronsim": "Tue01.12 Sun06.12 Sun13.12 Tue15.12"},
    "0 0 */2 * 1": {"apscheduler": "Tue01.12 Tue15.12 Tue29.12", "croniter": "Tue01.12 Thu03.12 Sat05.12", "cronsim": "Mon07.12 Mon21.12 Mon11.01"}})
PY
node_with cron-parser@5.10.6 <<'JS'
import cron from "cron-parser";
import { told } from "./finding.mjs";

const days = (line, count) => {
  const times = cron.CronExpressionParser.parse(line, { currentDate: "2026-11-30T08:00:00Z", tz: "UTC" });
  return Array.from({ length: count }, () => times.next().toISOString().slice(5, 10)).join(" ");
};
told(["cron-parser"], "as croniter", [days("0 7 * * 1-5", 6), days("0 0 1,15 * 0", 4), days("0 0 */2 * 1", 3)],
  ["12-01 12-02 12-03 12-04 12-07 12-08", "12-01 12-06 12-13 12-15", "12-01 12-03 12-05"]);
JS
