#!/usr/bin/env bash
# Guessed: the integral of 3 kW over the hours of a day in xarray is 72 kWh, or 259,200 kW seconds, however times are stored.
# Seen: it is in whatever unit the times are stored in: a thousand or a million times as much in milli- and microseconds. The slope of a
#   straight line (differentiate) goes the same way, that of polyfit stays in nanoseconds. Told to count hours it is 69 kWh: 24 readings are 23
#   steps, and the last hour has no length.
# Why it matters: pandas 3 makes microseconds where it made nanoseconds, and files make seconds or either. One program gives energies a
#   thousandfold by where the times came from; a day is short of an hour.
# Version: xarray 2026.9.0, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with xarray==2026.9.0 numpy==2.4.6 pandas==3.1.1 <<'PY'
import numpy
import xarray
from finding import told

hours, seen = numpy.arange("2026-01-01T00", "2026-01-02T00", dtype="M8[h]"), {}
for unit in ("s", "ms", "us", "ns"):
    flat = xarray.DataArray(numpy.full(24, 3.0), coords={"hour": hours.astype(f"M8[{unit}]")}, dims="hour")
    rising = flat.copy(data=numpy.arange(24.0))
    seen[unit] = {"integrate": float(flat.integrate("hour")), "told": float(flat.integrate("hour", datetime_unit="h")),
                  "differentiate": f"{float(rising.differentiate('hour')[0]):.3g}", "polyfit": f"{float(rising.polyfit('hour', 1).polyfit_coefficients[0]):.3g}"}
told(["xarray"], "one energy and one slope", seen, {
    unit: {"integrate": 248400.0 * factor, "told": 69.0, "differentiate": slope, "polyfit": "2.78e-13"}
    for unit, factor, slope in (("s", 1, "0.000278"), ("ms", 1e3, "2.78e-07"), ("us", 1e6, "2.78e-10"), ("ns", 1e9, "2.78e-13"))})
PY
