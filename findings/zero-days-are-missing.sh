#!/usr/bin/env bash
# Guessed: opendsm (OpenEEmeter) keeps ten days of 0 kWh in a daily electricity baseline, perhaps
#   with a warning.
# Seen: as electricity they become missing, without a warning or disqualification; the same series
#   as another fuel keeps them. A reading of 0.001 stays.
# Why it matters: a supply cut off, or a meter bypassed completely, is struck from the baseline, while
#   one bypassed almost completely is learned as normal use.
# Version: opendsm 1.2.7, pandas 2.3.3
. "$(dirname "$0")/lib/fresh.sh"
python_with opendsm==1.2.7 "multimethod==1.12" pandas==2.3.3 numpy==2.4.6 <<'PY'
import logging

import numpy as np
import pandas as pd
from finding import told
from opendsm.eemeter import DailyBaselineData

logging.disable(logging.CRITICAL)
days = pd.date_range("2025-01-01", periods=365, freq="D", tz="Asia/Irkutsk")
number = np.arange(365)


def kept(kwh, electricity):
    table = pd.DataFrame({"temperature": 30 + 20 * np.sin(number / 58), "observed": 10.0 + number % 7}, index=days)
    table.iloc[100:110, 1] = kwh
    data = DailyBaselineData(table, is_electricity_data=electricity)
    said = [entry.qualified_name for entry in data.warnings + data.disqualification if "temperature" not in entry.qualified_name]
    return {"days kept": int(data.df.observed.iloc[100:110].notna().sum()), "said": said}


told(["opendsm"], "all ten days each time",
     {"0 kWh": kept(0.0, True), "0 kWh of another fuel": kept(0.0, False), "0.001 kWh": kept(0.001, True)},
     {"0 kWh": {"days kept": 0, "said": []}, "0 kWh of another fuel": {"days kept": 10, "said": []},
      "0.001 kWh": {"days kept": 10, "said": []}})
PY
