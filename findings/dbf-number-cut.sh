#!/usr/bin/env bash
# Guessed: pyshp refuses a number that is wider than its column in the .dbf, or fills the cell with
#   asterisks, as it cuts a text only with a warning.
# Seen: it drops the last digits without a word. 12345678 Wh in a column of six becomes 123456; GDAL
#   reads that back as a number like any other. The warning comes for texts alone.
# Why it matters: the largest consumers, those one looks for, shrink a hundredfold.
# Version: pyshp 3.1.6, pyogrio 0.13.0
. "$(dirname "$0")/lib/fresh.sh"
python_with pyshp==3.1.6 pyogrio==0.13.0 numpy==2.4.6 <<'PY'
import warnings

import pyogrio.raw
import shapefile
from finding import told

with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    with shapefile.Writer("meters") as writer:
        writer.field("WH", "N", size=6, decimal=0)
        writer.field("KWH", "N", size=8, decimal=2)
        for wh in (123456, 12345678, -1234567):
            writer.point(104, 52)
            writer.record(wh, wh / 10)
fields = pyogrio.raw.read("meters.shp", read_geometry=False)[3]
told(["pyshp", "pyogrio"], "an error, or no value", {"wh": fields[0].tolist(), "kwh": fields[1].tolist(), "warnings": len(said)},
     {"wh": [123456, 123456, -12345], "kwh": [12345.6, 1234567.0, -123456.0], "warnings": 0})
PY
