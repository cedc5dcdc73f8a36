#!/usr/bin/env bash
# Guessed: after three days of hourly load with three hours missing, statsforecast's "as a day ago" (SeasonalNaive) says 1 kW at night and 3 from
#   08:00 to 20:00, with three hours unknown, or refuses the gap, as mlforecast of the same makers does.
# Seen: it counts rows. The morning comes at 11:00, and the hours to come have the right times. An hour that is there without a value is
#   missing a day later, too.
# Why it matters: an outage of three hours in one meter moves all of its days to come by three; against such a forecast
#   each morning and each evening is a find.
# Version: statsforecast 2.1.1, mlforecast 1.1.0
. "$(dirname "$0")/lib/fresh.sh"
python_with statsforecast==2.1.1 mlforecast==1.1.0 pandas==2.3.3 numpy==2.4.6 scikit-learn==1.9.1 <<'PY'
import pandas
from finding import told
from mlforecast import MLForecast
from sklearn.linear_model import LinearRegression
from statsforecast import StatsForecast
from statsforecast.models import SeasonalNaive

at = pandas.date_range("2026-01-01", periods=72, freq="h")
load = pandas.DataFrame({"unique_id": "meter", "ds": at, "y": [3.0 if 8 <= hour < 20 else 1.0 for hour in at.hour]})


def morning(load):
    forecast = StatsForecast(models=[SeasonalNaive(24)], freq="h", n_jobs=1).forecast(df=load, h=24)
    return str(forecast.loc[forecast["SeasonalNaive"] == 3, "ds"].iloc[0])[:16], int(forecast["SeasonalNaive"].isna().sum())


def refused(load):
    try:
        MLForecast(models=[LinearRegression()], freq="h", lags=[24]).fit(load)
    except ValueError:
        return True
    return False


gap = load.drop(index=range(58, 61))
seen = {"whole": morning(load), "three rows missing": morning(gap), "three values missing": morning(load.assign(y=load["y"].drop(range(58, 61)))),
        "mlforecast refuses": refused(gap)}
told(["statsforecast", "mlforecast"], "08:00, or an error", seen,
     {"whole": ("2026-01-04 08:00", 0), "three rows missing": ("2026-01-04 11:00", 0), "three values missing": ("2026-01-04 08:00", 3),
      "mlforecast refuses": True})
PY
