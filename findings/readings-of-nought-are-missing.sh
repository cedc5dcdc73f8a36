#!/usr/bin/env bash
# Guessed: readings of 0 kWh that zarr wrote are 0 when xarray opens the array, in either version of the format, and what was not written
#   yet is the same in both.
# Seen: in version 2 each 0 is NaN: zarr's fill value, which is 0 unless told otherwise, is xarray's mark of what is missing. Counts become
#   numbers with a point. In version 3 zeros are zeros, and hours not yet written are readings of 0.
# Why it matters: a mean without the zeros is that of the hours with a load; a supply that was cut off is a gap. After a move to version 3
#   the same script gives other figures, and the hours to come are of no use.
# Version: zarr 3.1.6, xarray 2026.9.0
. "$(dirname "$0")/lib/fresh.sh"
python_with zarr==3.1.6 xarray==2026.9.0 numpy==2.4.6 pandas==3.1.1 numcodecs==0.16.6 <<'PY'
import xarray
import zarr
from finding import told


def read_back(version):
    group = zarr.open_group(f"load{version}", mode="w", zarr_format=version)
    names = {"attributes": {"_ARRAY_DIMENSIONS": ["hour"]}} if version == 2 else {"dimension_names": ["hour"]}
    kwh = group.create_array("kwh", shape=(4,), chunks=(1,), dtype="f8", **names)
    kwh[:3] = [0.0, 1.5, 0.0]
    load = xarray.open_zarr(f"load{version}", consolidated=False)["kwh"]
    return [str(hour) for hour in load.values], float(load.mean())


told(["zarr", "xarray"], "0, 1.5, 0 and the same behind", {version: read_back(version) for version in (2, 3)},
     {2: (["nan", "1.5", "nan", "nan"], 1.5), 3: (["0.0", "1.5", "0.0", "0.0"], 0.375)})
PY
