#!/usr/bin/env bash
# Guessed: dateparser reads "00:30 1 января 2026" as half past midnight of 1 January, as it does in English, or of any other day.
# Seen: 00:31 of today's day in January. Minutes and day are added up where they can be one number in words: thirty and one, twenty and one to
#   nine. The 2nd at half past is right, and so is the date in front of the time. "Вчера в 24:00" is yesterday at this time
#   of day.
# Why it matters: of half-hours 24 of each month go astray, all of its first day; they come to lie on a day that depends on when the file was
#   read, beside readings that are right.
# Version: dateparser 1.5.0
. "$(dirname "$0")/lib/fresh.sh"
python_with dateparser==1.5.0 <<'PY'
from datetime import datetime
import dateparser
from finding import told


def read(text, language="ru"):
    return str(dateparser.parse(text, languages=[language], settings={"RELATIVE_BASE": datetime(2026, 11, 17, 12, 5)}))


texts = ("00:30 1 января 2026", "23:30 1 марта 2026", "00:20 9 января 2026", "00:30 2 января 2026", "00:00 1 января 2026", "1 января 2026 00:30", "вчера в 24:00",
         "вчера в 23:30")
seen = {text: read(text) for text in texts} | {"English": read("00:30 1 January 2026", "en")}
half_hours = [(day, hour, minute) for day in range(1, 32) for hour in (0, 7, 23) for minute in (0, 30)]
wrong = [(day, hour, minute) for day, hour, minute in half_hours
         if read(f"{hour:02}:{minute:02} {day} мая 2026") != f"2026-05-{day:02} {hour:02}:{minute:02}:00"]
told(["dateparser"], "half past midnight of the 1st, none wrong", seen | {"wrong": wrong}, {
    "00:30 1 января 2026": "2026-01-17 00:31:00", "23:30 1 марта 2026": "2026-03-17 23:31:00", "00:20 9 января 2026": "2026-01-17 00:29:00",
    "00:30 2 января 2026": "2026-01-02 00:30:00", "00:00 1 января 2026": "2026-01-01 00:00:00", "1 января 2026 00:30": "2026-01-01 00:30:00",
    "вчера в 24:00": "2026-11-16 12:05:00", "вчера в 23:30": "2026-11-16 23:30:00", "English": "2026-01-01 00:30:00",
    "wrong": [(1, 0, 30), (1, 7, 30), (1, 23, 30)]})
PY
