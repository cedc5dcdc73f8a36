#!/usr/bin/env bash
# Guessed: aniso8601 reads 2026-01-01T24:00, the end of New Year's Day, as the midnight that follows, as dateutil does, or refuses it as isodate does.
#   A month from 31 January ends on 28 February; readings repeated monthly fall on one day of each month.
# Seen: midnight at the beginning of that day, 24 hours earlier. A month is thirty days: the interval 2026-01-31/P1M ends on 2 March, and what is repeated monthly from
#   1 January falls on the 31st, on 2 March, and on 1 April.
# Why it matters: the last reading of a day becomes its first, and a bill by months has two in one month and none in another.
# Version: aniso8601 10.0.1, isodate 0.7.2, python-dateutil 2.9.0.post0
. "$(dirname "$0")/lib/fresh.sh"
python_with aniso8601==10.0.1 isodate==0.7.2 python-dateutil==2.9.0.post0 <<'PY'
import aniso8601
import isodate
from dateutil.parser import isoparse
from finding import told


def read(reader):
    try:
        return str(reader("2026-01-01T24:00:00"))
    except ValueError:
        return "error"


seen = {"24:00": [read(reader) for reader in (aniso8601.parse_datetime, isoparse, isodate.parse_datetime)],
        "a month from 31 January": [str(aniso8601.parse_interval("2026-01-31/P1M")[1]), str(isodate.parse_date("2026-01-31") + isodate.parse_duration("P1M"))],
        "monthly": [str(day) for day in aniso8601.parse_repeating_interval("R5/2026-01-01/P1M")]}
told(["aniso8601", "isodate", "python-dateutil"], "2 January or an error; 28 February; the first of five months", seen,
     {"24:00": ["2026-01-01 00:00:00", "2026-01-02 00:00:00", "error"], "a month from 31 January": ["2026-03-02", "2026-02-28"],
      "monthly": ["2026-01-01", "2026-01-31", "2026-03-02", "2026-04-01", "2026-05-01"]})
PY
