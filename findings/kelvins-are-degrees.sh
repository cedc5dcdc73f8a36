#!/usr/bin/env bash
# Guessed: temperatures of 253.15, 263.15, none and 273.15 K in a GRIB file that eccodes has written are 253.15, 263.15, none and 273.15 for cfgrib, for eccodes itself and for rasterio.
# Seen: rasterio has −20, −10 and 0: it takes kelvins to be wanted in degrees Celsius, and says so in a tag of the band alone; its units are None. The missing one is 9999 in eccodes and in
#   rasterio, which names it as its mark; in cfgrib it is NaN.
# Why it matters: the 273.15 that a program takes off once more makes 293 K of frost of a cold day, and a mean over the district with one 9999 in it is that of a furnace.
# Version: eccodes 2.50.0, cfgrib 0.9.15.1, xarray 2026.9.0, rasterio 1.4.4
. "$(dirname "$0")/lib/fresh.sh"
python_with eccodes==2.50.0 cfgrib==0.9.15.1 xarray==2026.9.0 rasterio==1.4.4 numpy==2.4.6 <<'PY'
import eccodes
import rasterio
import xarray
from finding import told

message = eccodes.codes_grib_new_from_samples("regular_ll_sfc_grib2")
for key, value in {"Ni": 2, "Nj": 2, "latitudeOfFirstGridPointInDegrees": 53, "latitudeOfLastGridPointInDegrees": 52, "longitudeOfFirstGridPointInDegrees": 103,
                   "longitudeOfLastGridPointInDegrees": 104, "iDirectionIncrementInDegrees": 1, "jDirectionIncrementInDegrees": 1, "dataDate": 20260101, "dataTime": 0,
                   "discipline": 0, "parameterCategory": 0, "parameterNumber": 0, "bitmapPresent": 1}.items():
    eccodes.codes_set(message, key, value)
eccodes.codes_set_values(message, [253.15, 263.15, 9999, 273.15])
with open("frost.grib", "wb") as out:
    eccodes.codes_write(message, out)


def shown(values):
    return [round(float(value), 2) + 0.0 for value in values]


with rasterio.open("frost.grib") as raster:
    read, units, tag, mark = shown(raster.read(1).flatten()), raster.units[0], raster.tags(1)["GRIB_UNIT"], raster.nodata
told(["eccodes", "cfgrib", "rasterio"], "253.15, 263.15, none, 273.15 three times", {
    "eccodes": shown(eccodes.codes_get_values(message)),
    "cfgrib": [str(value) for value in shown(xarray.open_dataset("frost.grib", engine="cfgrib", backend_kwargs={"indexpath": ""})["t"].values.flatten())],
    "rasterio": read, "units": units, "tag": tag, "mark": mark},
     {"eccodes": [253.15, 263.15, 9999.0, 273.15], "cfgrib": ["253.15", "263.15", "nan", "273.15"], "rasterio": [-20.0, -10.0, 9999.0, 0.0],
      "units": None, "tag": "[C]", "mark": 9999.0})
PY
