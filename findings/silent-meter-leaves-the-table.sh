#!/usr/bin/env bash
# Guessed: turned from a column for each hour into a row for each hour, a table of two meters and three hours has six rows, readings that
#   are missing among them, in DuckDB as in pandas and polars.
# Seen: DuckDB's UNPIVOT leaves out what is missing: of six rows two are left, both of one meter, since the other has no reading at all.
#   It keeps them where told INCLUDE NULLS. NaN stays, and so the same file gives six rows or two, by who wrote it.
# Why it matters: a share of readings that are there is 100% for every meter, and a meter that fell silent is not in the answer at all.
# Version: duckdb 2.0.1, polars 2.1.0, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with duckdb==2.0.1 polars==2.1.0 pandas==3.1.1 numpy==2.4.6 pyarrow==26.0.1 <<'PY'
import duckdb
import pandas
import polars
from finding import told

wide = polars.DataFrame({"meter": ["A", "B"], "00": [1.0, None], "01": [None, None], "02": [3.0, None]}, schema_overrides={"01": polars.Float64})
wide.write_parquet("none.parquet")
wide.fill_null(float("nan")).write_parquet("nan.parquet")


def unpivot(file, nulls=""):
    rows = duckdb.sql(f'FROM "{file}" UNPIVOT {nulls} (kwh FOR hour IN ("00", "01", "02"))').fetchall()
    return len(rows), sorted({row[0] for row in rows})


seen = {"polars": len(wide.unpivot(index="meter")), "pandas": len(pandas.read_parquet("none.parquet").melt("meter")),
        "duckdb": unpivot("none.parquet"), "duckdb, NaN": unpivot("nan.parquet"), "duckdb, told": unpivot("none.parquet", "INCLUDE NULLS")}
told(["duckdb", "polars", "pandas"], "6 rows of A and B in all", seen,
     {"polars": 6, "pandas": 6, "duckdb": (2, ["A"]), "duckdb, NaN": (6, ["A", "B"]), "duckdb, told": (6, ["A", "B"])})
PY
