#!/usr/bin/env bash
# Guessed: where a meter is exchanged and its register falls from 105 to 3, the difference of the two is -102, or an error, also where
#   registers are stored as numbers without a sign.
# Seen: -102 by polars' diff() alone, and an error by DuckDB. pandas, pyarrow and polars' own subtraction have 4,294,967,194, without a word.
#   pandas' older type, of the same width, has it as a number with a point.
# Why it matters: a register has no sign and Modbus and Parquet carry it so; one exchange adds four gigawatt-hours to a house, and "less
#   than nothing" as the sign of an exchange never comes.
# Version: pandas 3.1.1, polars 2.1.0, pyarrow 26.0.1, duckdb 2.0.1
. "$(dirname "$0")/lib/fresh.sh"
python_with duckdb==2.0.1 polars==2.1.0 pandas==3.1.1 pyarrow==26.0.1 numpy==2.4.6 <<'PY'
import duckdb
import pandas
import polars
import pyarrow
import pyarrow.compute as compute
from finding import told

register = [100, 105, 3]


def in_duckdb():
    try:
        return duckdb.sql("SELECT kwh - lag(kwh) OVER () FROM (VALUES (100::UINTEGER), (105), (3)) AS register(kwh)").fetchall()[2][0]
    except duckdb.OutOfRangeException:
        return "error"


column = polars.Series("kwh", register, polars.UInt32)
seen = {"polars diff": column.diff()[2], "polars minus": (column - column.shift(1))[2],
        "pandas uint32": pandas.Series(register, dtype="uint32").diff()[2].item(),
        "pandas UInt32": int(pandas.Series(register, dtype="UInt32").diff()[2]),
        "pyarrow": compute.pairwise_diff(pyarrow.array(register, pyarrow.uint32()))[2].as_py(), "duckdb": in_duckdb()}
told(["polars", "pandas", "pyarrow", "duckdb"], "-102 or an error", seen,
     {"polars diff": -102, "polars minus": 4294967194, "pandas uint32": 4294967194.0, "pandas UInt32": 4294967194,
      "pyarrow": 4294967194, "duckdb": "error"})
PY
