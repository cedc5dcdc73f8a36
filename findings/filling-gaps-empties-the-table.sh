#!/usr/bin/env bash
# Guessed: utilsforecast's fill_gaps and polars' upsample, told that readings are hourly, keep those they get, at 00:10, 01:12 and 03:10, and add one
#   for 02:10; or they refuse them.
# Seen: fill_gaps makes a table of full hours from 01:00 on, and none of the three is in it: four rows of NaN, without a word. upsample counts
#   hours from the first reading and loses the one that came two minutes late. On the hour both do what they say.
# Why it matters: registers are read some seconds after the hour. A meter whose clock is late has no load at all after its gaps were filled,
#   and its neighbour has all of it.
# Version: utilsforecast 0.2.17, polars 2.1.0
. "$(dirname "$0")/lib/fresh.sh"
python_with utilsforecast==0.2.17 polars==2.1.0 pandas==2.3.3 numpy==2.4.6 pyarrow==26.0.1 <<'PY'
import pandas
import polars
from finding import told
from utilsforecast.preprocessing import fill_gaps


def filled(*times):
    load = pandas.DataFrame({"unique_id": "meter", "ds": pandas.to_datetime([f"2026-01-01 {time}" for time in times]), "y": [1.0, 2.0, 3.0]})
    tables = {"fill_gaps": fill_gaps(load, freq="h"), "upsample": polars.DataFrame(load).upsample("ds", every="1h").to_pandas()}
    return {by: ([f"{at:%H:%M}" for at in table["ds"]], [None if pandas.isna(kwh) else kwh for kwh in table["y"]]) for by, table in tables.items()}


whole = (["00:00", "01:00", "02:00", "03:00"], [1.0, 2.0, None, 3.0])
seen = {"on the hour": filled("00:00", "01:00", "03:00"), "late": filled("00:10", "01:12", "03:10")}
told(["utilsforecast", "polars"], "three readings and a gap", seen, {"on the hour": {"fill_gaps": whole, "upsample": whole}, "late": {
    "fill_gaps": (["01:00", "02:00", "03:00", "04:00"], [None, None, None, None]), "upsample": (["00:10", "01:10", "02:10", "03:10"], [1.0, None, None, 3.0])}})
PY
