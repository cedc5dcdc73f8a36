#!/usr/bin/env bash
# Guessed: by default energy-shaper's daily summary counts 16:00-20:00 as peak from Monday to Friday
#   (its list of days is 0 to 4).
# Seen: its days begin with Sunday, those of Python with Monday: Sunday has a peak, Friday has none.
# Why it matters: time-of-use bills and the workday-to-weekend contrast, on which a business is told
#   from a farm, are off by a day, and no sum shows it.
# Version: energy-shaper 0.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with energy-shaper==0.1.1 <<'PY'
from datetime import datetime, timedelta
from energy_shaper import group_into_daily_summary
from finding import told

monday = datetime(2026, 1, 5)
hours = [monday + timedelta(hours=hour) for hour in range(24 * 7)]
days = group_into_daily_summary([(hour, hour + timedelta(hours=1), 1.0) for hour in hours])
told(["energy-shaper"], "4 kWh of peak from Monday to Friday", {f"{day.day:%a}": round(day.peak, 6) for day in days},
     {"Mon": 4.0, "Tue": 4.0, "Wed": 4.0, "Thu": 4.0, "Fri": 0.0, "Sat": 0.0, "Sun": 4.0})
PY
