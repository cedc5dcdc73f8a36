#!/usr/bin/env bash
# Guessed: adtk's validate_series stops at two readings of one time, as local time has them when clocks go back.
# Seen: it keeps the first and drops the second without a word: the day loses an hour's energy.
# Why it matters: each autumn the balance of a feeder is an hour short, which looks like an
#   unauthorised connection in reverse; validation was meant to find just that.
# Version: adtk 0.6.2, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with adtk==0.6.2 pandas==3.1.1 numpy==2.4.6 <<'PY'
import pandas as pd
from adtk.data import validate_series
from finding import told

local = pd.to_datetime(["2025-10-26 01:00", "2025-10-26 02:00", "2025-10-26 02:00", "2025-10-26 03:00"])
readings = pd.Series([1.0, 2.0, 9.0, 4.0], index=local)
try:
    seen = validate_series(readings).tolist()
except Exception as error:
    seen = type(error).__name__
told(["adtk", "pandas"], "an error", seen, [1.0, 2.0, 4.0])
PY
