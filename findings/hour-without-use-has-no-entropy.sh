#!/usr/bin/env bash
# Guessed: the entropy of a day's load is one number in polars, scipy and DuckDB but for the base of its logarithm, and an hour without
#   use adds nothing to it.
# Seen: polars' is NaN as soon as one hour has no use, where scipy's is as without that hour. DuckDB's counts how often each value occurs
#   and asks nothing of its size: a flat load has the greatest entropy in the first two, and none in DuckDB.
# Why it matters: entropy is how a flat load is told from a household's. The order turns round from one program to the next; in polars
#   all meters that were off for an hour have none, and sort behind or before all others.
# Version: polars 2.1.0, scipy 1.17.1, duckdb 2.0.1
. "$(dirname "$0")/lib/fresh.sh"
python_with duckdb==2.0.1 polars==2.1.0 scipy==1.17.1 numpy==2.4.6 <<'PY'
import math
import duckdb
import polars
from finding import told
from scipy.stats import entropy

loads = {"flat": [3.0, 3.0, 3.0, 3.0], "household": [0.5, 0.7, 2.0, 1.1], "off for an hour": [0.0, 3.0, 3.0, 3.0]}


def bits(value):
    return None if math.isnan(value) else round(float(value) / math.log(2), 2) + 0


seen = {name: {"polars": bits(polars.Series(load).entropy()), "scipy": bits(entropy(load)),
               "duckdb": round(duckdb.sql(f"SELECT entropy(kw) FROM (SELECT unnest({load}) AS kw)").fetchall()[0][0], 2) + 0}
        for name, load in loads.items()}
told(["polars", "scipy", "duckdb"], "one number for each load", seen, {
    "flat": {"polars": 2.0, "scipy": 2.0, "duckdb": 0.0}, "household": {"polars": 1.8, "scipy": 1.8, "duckdb": 2.0},
    "off for an hour": {"polars": None, "scipy": 1.58, "duckdb": 0.81}})
PY
