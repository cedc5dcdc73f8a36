#!/usr/bin/env bash
# Guessed: the mean percentage error (MAPE) of forecasts of 1, 4 and 3 kW for 2, 4 and 0 kW is without end or refused, for nothing is no share of
#   0; where a forecast is missing, so is the error.
# Seen: in utilsforecast 25%: hours without use are left out, whatever was forecast for them. With no forecast at all for the first hour it
#   is 0%: missing ones are left out, too, there and in the mean error in kW. scikit-learn has 4.5e15 for the one and refuses the other.
# Why it matters: of two models the one that says nothing where it is hard is the better one; a farm forecast for a meter that is switched off
#   costs nothing.
# Version: utilsforecast 0.2.17, scikit-learn 1.9.1
. "$(dirname "$0")/lib/fresh.sh"
python_with utilsforecast==0.2.17 pandas==2.3.3 numpy==2.4.6 scikit-learn==1.9.1 <<'PY'
import pandas
from finding import told
from sklearn.metrics import mean_absolute_percentage_error
from utilsforecast.losses import mae, mape

load = pandas.DataFrame({"unique_id": "meter", "ds": range(3), "y": [2.0, 4.0, 0.0], "model": [1.0, 4.0, 3.0]})
gap = load.assign(model=[None, 4.0, 3.0]).astype({"model": float})


def by_sklearn(load):
    try:
        return f"{mean_absolute_percentage_error(load['y'], load['model']):.2g}"
    except ValueError:
        return "error"


seen = {name: {"mape": float(mape(table, ["model"])["model"][0]), "mae": float(mae(table, ["model"])["model"][0]), "scikit-learn": by_sklearn(table)}
        for name, table in (("whole", load), ("one missing", gap))}
told(["utilsforecast", "scikit-learn"], "without end, and missing", seen,
     {"whole": {"mape": 0.25, "mae": 4 / 3, "scikit-learn": "4.5e+15"}, "one missing": {"mape": 0.0, "mae": 1.5, "scikit-learn": "error"}})
PY
