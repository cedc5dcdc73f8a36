#!/usr/bin/env bash
# Guessed: statsmodels' STL and MSTL refuse a series with one missing hour of 400, as its seasonal_decompose does,
#   or leave the trend out around it.
# Seen: trend, season and rest are missing at all 400 hours, robust or not, without a word. And of times an hour
#   apart they know the period; of half-hours they say that the frequency MIN is not understood.
# Why it matters: one hour not read and the meter has no rest in which to look for a farm, none above any bound.
# Version: statsmodels 0.15.0, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with statsmodels==0.15.0 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1 <<'PY'
import numpy as np
import pandas as pd
from finding import told
from statsmodels.tsa.seasonal import MSTL, STL, seasonal_decompose

load = 2 + np.sin(np.arange(400) * 2 * np.pi / 24)
gap = load.copy()
gap[100] = np.nan


def attempt(work):
    try:
        return work()
    except ValueError as error:
        return str(error).split(".")[0]


def missing(fitted):
    return [int(np.isnan(part).sum()) for part in (fitted.trend, fitted.seasonal, fitted.resid)]


def period(freq):
    return attempt(lambda: int(STL(pd.Series(load, pd.date_range("2026-01-01", periods=400, freq=freq))).period))


told(["statsmodels", "pandas"], "errors, or gaps as wide as a window; 24 and 48",
     {"STL": missing(STL(gap, period=24).fit()), "robust": missing(STL(gap, period=24, robust=True).fit()),
      "MSTL": missing(MSTL(gap, periods=24).fit()), "seasonal_decompose": attempt(lambda: missing(seasonal_decompose(gap, period=24))),
      "h": period("h"), "30min": period("30min")},
     {"STL": [400, 400, 400], "robust": [400, 400, 400], "MSTL": [400, 400, 400],
      "seasonal_decompose": "This function does not handle missing values", "h": 24, "30min": "freq MIN not understood"})
PY
