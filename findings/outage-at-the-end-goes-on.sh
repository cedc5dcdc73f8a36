#!/usr/bin/env bash
# Guessed: filling gaps in a straight line fills what lies between two readings; before the first and after the last there is no line.
# Seen: polars does so. pandas goes on with the last reading for good, but leaves the gap in front. DuckDB's fill() draws the last
#   slope on, in both directions: 1 and 3 kW become 5 kW two hours later, and -1 kW before the first.
# Why it matters: a farm that was cut off goes on as before in one table, grows without end in another and is gone in the third; a load
#   that was falling goes below zero.
# Version: pandas 3.1.1, polars 2.1.0, duckdb 2.0.1
. "$(dirname "$0")/lib/fresh.sh"
python_with duckdb==2.0.1 polars==2.1.0 pandas==3.1.1 numpy==2.4.6 <<'PY'
import duckdb
import pandas
import polars
from finding import told

kw = [None, None, 1.0, None, 3.0, None, None]
rows = ", ".join(f"({hour}, {'NULL' if load is None else load}::DOUBLE)" for hour, load in enumerate(kw))
filled = duckdb.sql(f"SELECT fill(kw ORDER BY hour) OVER (ORDER BY hour) FROM (VALUES {rows}) AS load(hour, kw) ORDER BY hour").fetchall()
plain = pandas.Series(kw, dtype=float).interpolate()
seen = {"pandas": [None if pandas.isna(load) else load for load in plain], "polars": polars.Series(kw).interpolate().to_list(),
        "duckdb": [load for load, in filled]}
told(["pandas", "polars", "duckdb"], "2 in the middle, nothing at the ends", seen,
     {"pandas": [None, None, 1.0, 2.0, 3.0, 3.0, 3.0], "polars": [None, None, 1.0, 2.0, 3.0, None, None],
      "duckdb": [-1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0]})
PY
