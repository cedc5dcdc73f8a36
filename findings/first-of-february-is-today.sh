#!/usr/bin/env bash
# Guessed: rutimeparser, told that it is 15:00 on 30 November 2026, reads Russian dates and times as a person does, or says that it cannot (None).
# Seen: "1 февраля 2026 в 00:30" is today, 00:30: with a time the date written out in words is dropped, while 01.02.2026 00:30 is kept. "двадцать первого января" is the
#   20th, "в 12 дня" the 13th of November, "через 1,5 часа" five in the morning; of "завтра в 7 утра" the hour is lost. None is refused.
# Why it matters: a note about an outage or an exchange of a meter is put on the day that the program runs, and agrees with no reading.
# Version: rutimeparser 1.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with rutimeparser==1.1.1 <<'PY'
from datetime import datetime

from finding import told
from rutimeparser import parse

now = datetime(2026, 11, 30, 15)
seen = {text: str(parse(text, now=now)) for text in ("01.02.2026 00:30", "1 февраля 2026 в 00:30", "двадцать первого января", "в 12 дня", "через полтора часа",
                                                     "через 1,5 часа", "завтра в 7 утра")}
told(["rutimeparser"], "1 February 00:30 (twice), 21 January, 12:00, 16:30 (twice), tomorrow 07:00, or None", seen,
     {"01.02.2026 00:30": "2026-02-01 00:30:00", "1 февраля 2026 в 00:30": "2026-11-30 00:30:00", "двадцать первого января": "2027-01-20", "в 12 дня": "2026-11-13",
      "через полтора часа": "2026-11-30 16:30:00", "через 1,5 часа": "2026-11-30 05:00:00", "завтра в 7 утра": "2026-12-01"})
PY
