#!/usr/bin/env bash
# Guessed: where opendsm makes days of quarter-hours, a day with 10 of 24 hours missing is scaled up by
#   what is there, or missing.
# Seen: it is 14 kWh, the sum of the rest, beside days of 24; with 15 hours missing it is 9. A whole day
#   without a reading has 0.25: rows that are NaN are taken out first, and the quarter-hour
#   before a gap is stretched over all of it. No warning speaks of missing readings.
# Why it matters: an outage of the meter reads as a saving, and as a drop of the load where a detector
#   looks for tampering. Of true zeros the same library says the opposite: zero-days-are-missing.sh.
# Version: opendsm 1.2.7, pandas 2.3.3
. "$(dirname "$0")/lib/fresh.sh"
python_with opendsm==1.2.7 multimethod==1.12 pandas==2.3.3 numpy==2.4.6 <<'PY'
import logging
import math

import numpy as np
import pandas as pd
from finding import told
from opendsm.eemeter import DailyBaselineData

logging.disable(logging.CRITICAL)
quarters = pd.date_range("2025-01-01", periods=365 * 96, freq="15min", tz="Asia/Irkutsk")
hours = pd.date_range("2025-01-01", periods=365 * 24, freq="h", tz="Asia/Irkutsk")
kwh = pd.Series(0.25, index=quarters, name="observed")
for date, missing in (("2025-03-03", 40), ("2025-03-05", 60), ("2025-03-07", 96)):
    first = quarters.get_loc(f"{date} 00:00")
    kwh.iloc[first + 96 - missing:first + 96] = math.nan
temperature = pd.Series(50 + 20 * np.sin(np.arange(len(hours)) / 500), index=hours, name="temperature")
data = DailyBaselineData.from_series(kwh, temperature, is_electricity_data=True)
day = lambda date: round(float(data.df.observed.loc[data.df.index.strftime("%m-%d") == date].iloc[0]), 2)
said = [entry.qualified_name for entry in data.warnings + data.disqualification]
told(["opendsm"], "24 kWh, then 24 or missing, missing, missing",
     {"whole": day("03-02"), "10 hours missing": day("03-03"), "15 hours missing": day("03-05"), "24 hours missing": day("03-07"),
      "said of missing readings": [name for name in said if "missing" in name and "temperature" not in name]},
     {"whole": 24.0, "10 hours missing": 14.0, "15 hours missing": 9.0, "24 hours missing": 0.25, "said of missing readings": []})
PY
