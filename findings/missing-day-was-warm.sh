#!/usr/bin/env bash
# Guessed: a day at 8 °C has 10 heating degree days below 18 °C in xclim, from 24 hourly values as from one; a year with a day missing
#   has none, or less by what is missing and says so.
# Seen: xclim.indices has 3640 in place of 3650 of a year with a gap, as if that had been a warm day, and of hours 240, degree hours by their
#   unit under the name of degree days. The indicator of the same name in xclim.atmos has none for the year and refuses hours. Unless told,
#   both count below 17 °C.
# Why it matters: degree days are what the load of winter is divided by; the two functions have one name, and with the first a farm in a
#   town with gaps in its weather seems to heat.
# Version: xclim 0.62.0
. "$(dirname "$0")/lib/fresh.sh"
python_with xclim==0.62.0 xarray==2026.9.0 pandas==2.3.3 numpy==2.4.6 <<'PY'
import pandas
import xarray
from finding import told
from xclim import atmos, indices


def degree_days(by, step, periods, missing=(), **how):
    at = pandas.date_range("2025-01-01", freq=step, periods=periods)
    weather = xarray.DataArray([float("nan") if row in missing else 8.0 for row in range(periods)], coords={"time": at}, dims="time",
                               attrs={"units": "degC", "standard_name": "air_temperature", "cell_methods": "time: mean"})
    try:
        days = by.heating_degree_days(weather, **how)
    except Exception as error:
        return type(error).__name__
    return float(days[0]) if days[0] == days[0] else None, days.attrs["units"]


seen = {name: {"a day of hours": degree_days(by, "h", 24, thresh="18 degC", freq="D"), "a year": degree_days(by, "D", 365, thresh="18 degC"),
               "a day missing": degree_days(by, "D", 365, [5], thresh="18 degC"), "not told": degree_days(by, "D", 365)}
        for name, by in (("indices", indices), ("atmos", atmos))}
told(["xclim"], "10, 3650, none and 3650", seen,
     {"indices": {"a day of hours": (240.0, "delta_degC h"), "a year": (3650.0, "d delta_degC"), "a day missing": (3640.0, "d delta_degC"),
                  "not told": (3285.0, "d delta_degC")},
      "atmos": {"a day of hours": "ValidationError", "a year": (3650.0, "K days"), "a day missing": (None, "K days"), "not told": (3285.0, "K days")}})
PY
