#!/usr/bin/env bash
# Guessed: a grid of weather whose latitudes have 32 bits, as those of ERA5 do, times one of the same latitudes in 64 bits has all of them, or
#   is refused.
# Seen: two of ten in xarray, 50.0 and 50.5, which both sizes hold exactly; the others are no equals and are left out, without a word. Merged, there
#   are eighteen. At steps of a quarter of a degree all are exact, and nothing is lost.
# Why it matters: at 0.25° all is well; a finer grid, of 0.1°, loses four fifths of the places, and their sum is a fifth.
# Version: xarray 2026.9.0
. "$(dirname "$0")/lib/fresh.sh"
python_with xarray==2026.9.0 numpy==2.4.6 pandas==3.1.1 <<'PY'
import numpy
import xarray
from finding import told


def both(latitudes):
    wide, narrow = (xarray.DataArray(numpy.ones(10), coords={"latitude": latitudes.astype(size)}, dims="latitude") for size in ("f8", "f4"))
    merged = xarray.merge([wide.rename("load"), narrow.rename("weather")], join="outer")
    return {"times": (wide * narrow).latitude.values.tolist(), "merged": merged.sizes["latitude"]}


told(["xarray"], "10 each, or an error", {"0.1": both(numpy.arange(500, 510) / 10), "0.25": both(50 + numpy.arange(10) / 4)},
     {"0.1": {"times": [50.0, 50.5], "merged": 18}, "0.25": {"times": (50 + numpy.arange(10) / 4).tolist(), "merged": 10}})
PY
