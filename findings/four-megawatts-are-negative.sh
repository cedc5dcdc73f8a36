#!/usr/bin/env bash
# Guessed: xarray and netCDF4, told to store kW as whole tenths of 16 bits, as weather and load are packed, refuse 4000 kW, which do not
#   fit, or hold them at the largest, or leave them missing.
# Seen: -2553.6 kW, in both, as netCDF and as zarr, and no warning. 6553.6 kW are 0. What is there of smaller loads is rounded to 0.1.
# Why it matters: the scale is chosen by the meters of the first file; the first farm of some megawatts is one that feeds in, or
#   does not run.
# Version: xarray 2026.9.0, netCDF4 1.7.5.1.post1, zarr 3.1.6
. "$(dirname "$0")/lib/fresh.sh"
python_with zarr==3.1.6 xarray==2026.9.0 numpy==2.4.6 pandas==3.1.1 numcodecs==0.16.6 netCDF4==1.7.5.1.post1 <<'PY'
import netCDF4
import numpy
import xarray
from finding import told

kw = [12.34, 3276.7, 4000.0, 6553.6]
packed = {"kw": {"dtype": "int16", "scale_factor": 0.1, "_FillValue": -32768}}
load = xarray.Dataset({"kw": ("hour", kw)})
load.to_netcdf("load.nc", encoding=packed)
load.to_zarr("load.zarr", encoding=packed, consolidated=False)
with netCDF4.Dataset("own.nc", "w") as file:
    file.createDimension("hour", len(kw))
    column = file.createVariable("kw", "i2", ("hour",), fill_value=-32768)
    column.scale_factor = 0.1
    column[:] = kw
with netCDF4.Dataset("own.nc") as file:
    own = file["kw"][:]
seen = {name: [round(float(reading), 1) for reading in read] for name, read in {
    "xarray, netCDF": xarray.open_dataset("load.nc")["kw"].values, "xarray, zarr": xarray.open_zarr("load.zarr", consolidated=False)["kw"].values,
    "netCDF4": own}.items()}
told(["xarray", "netCDF4", "zarr"], "12.3, 3276.7 and an error", seen, dict.fromkeys(seen, [12.3, 3276.7, -2553.6, 0.0]))
PY
