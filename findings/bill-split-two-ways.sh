#!/usr/bin/env bash
# Guessed: nemreader and energy-shaper, of one author, split a reading of 36 kWh over 36 hours alike:
#   24 kWh for the whole day, 12 kWh for the half.
# Seen: nemreader goes by time, energy-shaper by pieces: 18 kWh for the day and 18 for the half day.
# Why it matters: at every meter exchange or move the last piece carries a full day's share, a load
#   that nobody had, on the very day a detector looks at most closely.
# Version: nemreader 0.9.2, energy-shaper 0.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with nemreader==0.9.2 energy-shaper==0.1.1 pandas==3.1.1 numpy==2.4.6 <<'PY'
from datetime import datetime
from energy_shaper import split_into_daily_intervals
from finding import told
from nemreader.split_days import split_reading_into_days

start, end = datetime(2026, 1, 1), datetime(2026, 1, 2, 12)
seen = {"nemreader": [kwh for _, _, kwh in split_reading_into_days(start, end, 36.0)],
        "energy_shaper": [piece.usage for piece in split_into_daily_intervals([(start, end, 36.0)])]}
told(["nemreader", "energy-shaper"], "24 and 12 kWh in both", seen, {"nemreader": [24.0, 12.0], "energy_shaper": [18.0, 18.0]})
PY
