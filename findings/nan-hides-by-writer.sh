#!/usr/bin/env bash
# Guessed: DuckDB counts the readings that are not a number alike in a Parquet file whoever wrote it: isnan() finds the
#   one of four; and pyarrow finds what is not at most 3 kW in a file as in the table it was written from.
# Seen: in files of pyarrow and of polars DuckDB finds none, and "not at most 3" is empty in both: the bounds of the
#   row group, 0.5 to 2, leave NaN out, and the group is skipped. In a file of DuckDB, which writes no bounds where
#   there is NaN, both find it. Even max(kw) is 2 or NaN by the file's writer. polars finds it in all.
# Why it matters: the check that a column holds no NaN passes, and a sum over that column is NaN all the same.
# Version: duckdb 2.0.1, pyarrow 26.0.1, polars 2.1.0
. "$(dirname "$0")/lib/fresh.sh"
python_with duckdb==2.0.1 pyarrow==26.0.1 polars==2.1.0 <<'PY'
import duckdb
import polars
import pyarrow
import pyarrow.compute as compute
import pyarrow.parquet as parquet
from finding import told

load = pyarrow.table({"kw": [1.0, 2.0, float("nan"), 0.5]})
parquet.write_table(load, "pyarrow.parquet")
polars.from_arrow(load).write_parquet("polars.parquet")
duckdb.sql("COPY (SELECT * FROM load) TO 'duckdb.parquet'")


def asked(source):
    return duckdb.sql(f"SELECT count(*) FILTER (isnan(kw)) FROM {source}").fetchall()[0][0], \
        duckdb.sql(f"SELECT count(*) FROM {source} WHERE isnan(kw)").fetchall()[0][0], \
        duckdb.sql(f"SELECT max(kw)::TEXT FROM {source}").fetchall()[0][0]


not_low = ~(compute.field("kw") <= 3)
seen = {"in memory": [*asked("load"), load.filter(not_low).num_rows]}
for writer in ("duckdb", "pyarrow", "polars"):
    file = f"{writer}.parquet"
    seen[writer] = [*asked(f"'{file}'"), parquet.read_table(file, filters=not_low).num_rows,
                    polars.scan_parquet(file).filter(polars.col("kw").is_nan()).collect().height]
told(["duckdb", "pyarrow", "polars"], "1 found each time", seen,
  {"in memory": [1, 1, "nan", 1], "duckdb": [1, 1, "nan", 1, 1], "pyarrow": [1, 0, "2.0", 0, 1], "polars": [1, 0, "nan", 0, 1]})
PY
