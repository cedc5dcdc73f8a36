#!/usr/bin/env bash
# Guessed: nemreader's set_interval=1440 turns half-hourly NEM12 readings into one row a day.
# Seen: two days become 48 rows, one an hour. Each says it lasts 24 hours, they overlap, the first
#   begins the day before the file does, and each holds one hour's energy.
# Why it matters: a "daily" table made so shows a 24th of the use, and a base load under a
#   threshold. The sum of the column is still right, so a check of the total passes.
# Version: nemreader 0.9.2, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with nemreader==0.9.2 pandas==3.1.1 numpy==2.4.6 <<'PY'
from finding import told
from nemreader import NEMFile

day = lambda date: f"300,{date}," + ",".join(["1"] * 48) + ",A,,,20260103000000,"
with open("two-days.csv", "w") as file:
    file.write("\n".join(["100,NEM12,202601030000,MDP,RETAIL", "200,NMI0000001,E1,1,E1,N1,M1,KWH,30,",
                          day("20260101"), day("20260102"), "900", ""]))
daily = NEMFile("two-days.csv").get_data_frame(set_interval=1440)
seen = {"rows": len(daily), "first_start": str(daily.t_start.min()),
        "hours_each": sorted(set((daily.t_end - daily.t_start).dt.total_seconds() / 3600)),
        "kwh_each": sorted(set(daily.value)), "kwh_together": daily.value.sum().item()}
told(["nemreader", "pandas"], "2 rows of 48 kWh, the first from 2026-01-01 00:00", seen,
     {"rows": 48, "first_start": "2025-12-31 01:00:00", "hours_each": [24.0], "kwh_each": [2.0], "kwh_together": 96.0})
PY
