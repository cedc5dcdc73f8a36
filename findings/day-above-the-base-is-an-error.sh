#!/usr/bin/env bash
# Guessed: a day from 15 to 25 degrees has 10 degree days above a base of 10 by the daily average and by the sine curve alike; twelve hourly readings of 22 degrees are half a day's 12.
# Seen: by the sine an error of Python, a sum of two functions, for each day wholly above the base; days that cross it are right. Twelve hours of 22 are a whole day's 12 degree days,
#   and with a reading missing the day is as long as the rest.
# Why it matters: the cooling a data center needs is asked for on just the days that fail; hours that are missing count as if they had been like the others.
# Version: gddpy 1.0.3
. "$(dirname "$0")/lib/fresh.sh"
python_with gddpy==1.0.3 numpy==1.26.4 <<'PY'
from contextlib import redirect_stdout
from io import StringIO

from finding import told
from gddPy import GDD


def degree_days(how, **day):
    try:
        with redirect_stdout(StringIO()):
            return round(float(getattr(GDD({"threshold_low": 10, **day}), how)()), 2)
    except Exception as error:
        return type(error).__name__


sine, average, hourly = "calcBaskervilleEmin", "calcDailyAverage", "calcHourlyUtilization"
seen = {"15 to 25": [degree_days(average, min_temp=15, max_temp=25), degree_days(sine, min_temp=15, max_temp=25)], "5 to 25": [degree_days(average, min_temp=5, max_temp=25), degree_days(sine, min_temp=5, max_temp=25)],
        "24 and 12 hours": [degree_days(hourly, hourly_temps=[22] * 24), degree_days(hourly, hourly_temps=[22] * 12)]}
told(["gddpy"], "10 twice, 5 and 6.09, 12 and 6", seen, {"15 to 25": [10.0, "TypeError"], "5 to 25": [5.0, 6.09], "24 and 12 hours": [12.0, 12.0]})
PY
