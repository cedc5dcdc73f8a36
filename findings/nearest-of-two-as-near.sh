#!/usr/bin/env bash
# Guessed: a reading at 00:30 gets the temperature nearest to it, of 00:00 or of 01:00, which are as near: of one of them by one rule
#   in pandas and in what builds on it, and in polars.
# Seen: pandas' merge_asof takes 00:00; pandas' own reindex, xarray and polars take 01:00.
# Why it matters: half-hourly readings with hourly weather are such a case at every second reading. With one program they get the weather
#   before, with the next the weather after, and the load's answer to the cold comes an hour earlier or later.
# Version: pandas 3.1.1, polars 2.1.0, xarray 2026.9.0
. "$(dirname "$0")/lib/fresh.sh"
python_with polars==2.1.0 pandas==3.1.1 xarray==2026.9.0 numpy==2.4.6 pyarrow==26.0.1 <<'PY'
import pandas
import polars
import xarray
from finding import told

at, hours = pandas.to_datetime(["2026-01-01 00:30"]), pandas.to_datetime(["2026-01-01 00:00", "2026-01-01 01:00"])
reading, weather = pandas.DataFrame({"at": at}), pandas.DataFrame({"at": hours, "of": ["before", "after"]})
seen = {"pandas merge_asof": pandas.merge_asof(reading, weather, on="at", direction="nearest")["of"][0],
        "pandas reindex": weather.set_index("at")["of"].reindex(at, method="nearest").iloc[0],
        "polars join_asof": polars.DataFrame(reading).join_asof(polars.DataFrame(weather), on="at", strategy="nearest")["of"][0],
        "xarray": str(xarray.DataArray(["before", "after"], coords={"at": hours}, dims="at").sel(at=at, method="nearest").values[0])}
told(["pandas", "polars", "xarray"], "the same in all", seen,
     {"pandas merge_asof": "before", "pandas reindex": "after", "polars join_asof": "after", "xarray": "after"})
PY
