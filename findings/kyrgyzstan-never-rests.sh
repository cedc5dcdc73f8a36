#!/usr/bin/env bash
# Guessed: date-holidays (JavaScript) and holidays (Python) have the same free weekdays of 2026 for Kazakhstan, Uzbekistan, Kyrgyzstan and Tajikistan, but for a day where
#   one waits for the moon; a country that is not known is an error.
# Seen: Kyrgyzstan and Tajikistan have no holiday at all in date-holidays, not New Year's Day, without a word; in holidays 14 and 7 weekdays are free. Of Kazakhstan two
#   weekdays differ, of Uzbekistan five.
# Why it matters: a load that is low on New Year's Day is looked at as one of a workday, and nothing tells a country without holidays from one that is not known.
# Version: date-holidays 3.37.0, holidays 0.109
. "$(dirname "$0")/lib/fresh.sh"
node_with date-holidays@3.37.0 <<'JS'
import { writeFileSync } from "node:fs";
import Holidays from "date-holidays";
import { told } from "./finding.mjs";

const free = (country) => new Holidays(country).getHolidays(2026).filter(({ type }) => type === "public").map(({ date }) => date.slice(0, 10))
  .filter((day, at, days) => days.indexOf(day) === at && new Date(day).getUTCDay() % 6 !== 0);
const found = Object.fromEntries(["KZ", "UZ", "KG", "TJ"].map((country) => [country, free(country)]));
writeFileSync("free.json", JSON.stringify(found));
told(["date-holidays"], "eight at least, or an error", Object.values(found).map(({ length }) => length), [14, 9, 0, 0]);
JS
python_with holidays==0.109 <<'PY'
import json
from datetime import date
from pathlib import Path

import holidays
from finding import told

seen = {}
for country, days in json.loads(Path("free.json").read_text()).items():
    free = {str(day) for day in holidays.country_holidays(country, years=2026) if date.weekday(day) < 5}
    seen[country] = len(free), len(free ^ set(days))
told(["holidays"], "as many as date-holidays, one different at most", seen, {"KZ": (14, 2), "UZ": (14, 5), "KG": (14, 14), "TJ": (7, 7)})
PY
