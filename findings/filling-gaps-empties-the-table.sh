#!/usr/bin/env bash
# Guessed: utilsforecast's fill_gaps, told that readings are hourly, keeps those it gets, at 00:10, 01:10 and 03:10, and adds one for 02:10;
#   or it refuses them.
# Seen: it makes a table of full hours from 01:00 on, and none of the three readings is in it, for none is at a full hour. Four
#   rows of NaN are left, without a word; with readings on the hour it does what it says.
# Why it matters: registers are read some seconds after the hour. A meter whose clock is late has no load at all after its gaps
#   were filled, and its neighbour has all of it.
# Version: utilsforecast 0.2.17
. "$(dirname "$0")/lib/fresh.sh"
python_with utilsforecast==0.2.17 pandas==2.3.3 numpy==2.4.6 <<'PY'
import pandas
from finding import told
from utilsforecast.preprocessing import fill_gaps


def filled(minute):
    at = pandas.to_datetime([f"2026-01-01 {hour:02}:{minute:02}" for hour in (0, 1, 3)])
    table = fill_gaps(pandas.DataFrame({"unique_id": "meter", "ds": at, "y": [1.0, 2.0, 3.0]}), freq="h")
    return [f"{at:%H:%M}" for at in table["ds"]], [None if pandas.isna(kwh) else kwh for kwh in table["y"]]


told(["utilsforecast"], "three readings and a gap", {minute: filled(minute) for minute in (0, 10)}, {
    0: (["00:00", "01:00", "02:00", "03:00"], [1.0, 2.0, None, 3.0]), 10: (["01:00", "02:00", "03:00", "04:00"], [None, None, None, None])})
PY
