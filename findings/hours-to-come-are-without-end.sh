#!/usr/bin/env bash
# Guessed: what a netCDF file has no value for yet, and what lies outside of the range that it calls valid, is missing in xarray as it is in
#   netCDF4, on which it stands.
# Seen: in netCDF4 it is. In xarray an hour not yet written is 9.97e36 kWh, a count of -2147483647, and 150 kW of "0 to 100 kW" are as good as
#   any: it asks for a mark of its own (_FillValue) in the file, and knows neither the library's default nor a range.
# Why it matters: a mean over the year that has begun has 36 noughts, which one sees; that over counts is about -2 thousand million, and a spike of
#   a meter, marked as invalid by its maker, is not seen at all.
# Version: xarray 2026.9.0, netCDF4 1.7.5.1.post1
. "$(dirname "$0")/lib/fresh.sh"
python_with xarray==2026.9.0 netCDF4==1.7.5.1.post1 numpy==2.4.6 pandas==3.1.1 <<'PY'
import netCDF4
import numpy
import xarray
from finding import told

with netCDF4.Dataset("load.nc", "w") as file:
    file.createDimension("hour", 2)
    for name, kind in (("kwh", "f8"), ("reads", "i4"), ("kw", "f4")):
        file.createVariable(name, kind, ("hour",))[0] = 5
    file["kw"].valid_range = numpy.array([0, 100], "f4")
    file["kw"][1] = 150
with netCDF4.Dataset("load.nc") as file, xarray.open_dataset("load.nc") as load:
    seen = {name: {"netCDF4": file[name][:].tolist()[1], "xarray": float(f"{float(load[name][1]):.10g}")} for name in ("kwh", "reads", "kw")}
told(["xarray", "netCDF4"], "missing", seen, {"kwh": {"netCDF4": None, "xarray": 9.969209968e36}, "reads": {"netCDF4": None, "xarray": -2147483647.0},
                                              "kw": {"netCDF4": None, "xarray": 150.0}})
PY
