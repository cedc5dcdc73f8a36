#!/usr/bin/env bash
# Guessed: half-hours appended to a zarr store that xarray wrote with hourly times have the times they had, or are refused.
# Seen: a warning says that they are written in minutes, since hours would not hold them; they are, and the store goes on to call them
#   hours. Midnight of 2 January is 1440 minutes, read as 1440 hours: 2 March; and 1 February in hours is in 2028 among days.
# Why it matters: the first month of a year is whole and the rest of it lies in years to come; a store opened for one of them has no
#   readings, and no error. Where all times are written in one unit from the start (encoding) it holds.
# Version: xarray 2026.9.0, zarr 3.1.6
. "$(dirname "$0")/lib/fresh.sh"
python_with zarr==3.1.6 xarray==2026.9.0 numpy==2.4.6 pandas==3.1.1 numcodecs==0.16.6 <<'PY'
import pandas
import xarray
from finding import told


def load(start, step, periods):
    return xarray.Dataset({"kwh": ("at", [1.0] * periods)}, coords={"at": pandas.date_range(start, freq=step, periods=periods)})


def last_two(first, then, **encoding):
    first.to_zarr("load", mode="w", consolidated=False, **encoding)
    then.to_zarr("load", append_dim="at", consolidated=False)
    return [str(at)[:16] for at in xarray.open_zarr("load", consolidated=False)["at"].values[-2:]]


hours, half_hours = load("2026-01-01", "1h", 24), load("2026-01-02", "30min", 2)
seen = {"half-hours to hours": last_two(hours, half_hours), "hours to days": last_two(load("2026-01-01", "1D", 31), load("2026-02-01", "1h", 2)),
        "minutes from the start": last_two(hours, half_hours, encoding={"at": {"units": "minutes since 2026-01-01", "dtype": "i8"}})}
told(["xarray", "zarr"], "2026-01-02T00:00 and 00:30, 2026-02-01T00:00 and 01:00", seen,
     {"half-hours to hours": ["2026-03-02T00:00", "2026-03-03T06:00"], "hours to days": ["2028-01-15T00:00", "2028-01-16T00:00"],
      "minutes from the start": ["2026-01-02T00:00", "2026-01-02T00:30"]})
PY
