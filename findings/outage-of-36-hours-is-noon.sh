#!/usr/bin/env bash
# Guessed: lengths of outages (30 minutes, a day, 36 hours) in Parquet are lengths again, or numbers with a unit, whether pandas writes
#   them with pyarrow or with fastparquet, and whoever reads them.
# Seen: fastparquet writes them as times of day. pyarrow reads 00:30, 00:00 and 12:00, polars 00:30 and two nulls, DuckDB refuses the
#   file for the 36 hours. pyarrow's are whole numbers for DuckDB and fastparquet: 1800000000000, of nanoseconds, which
#   nothing says; polars reads lengths.
# Why it matters: the longest outages are lost, or the shortest; the mean of what is left looks well.
# Version: pandas 2.3.3, fastparquet 2026.9.0, pyarrow 26.0.1, polars 2.1.0, duckdb 2.0.1
. "$(dirname "$0")/lib/fresh.sh"
python_with pandas==2.3.3 fastparquet==2026.9.0 pyarrow==26.0.1 polars==2.1.0 duckdb==2.0.1 numpy==2.4.6 <<'PY'
import duckdb
import fastparquet
import pandas
import polars
import pyarrow.parquet as parquet
from finding import told


def read(file):
    try:
        by_duckdb = [str(value) for value, in duckdb.sql(f"SELECT * FROM '{file}'").fetchall()]
    except duckdb.Error:
        by_duckdb = "refused"
    return {"fastparquet": [str(value) for value in fastparquet.ParquetFile(file).to_pandas()["lasts"]],
            "pyarrow": [str(value) for value in parquet.read_table(file)["lasts"].to_pylist()],
            "polars": [str(value) for value in polars.read_parquet(file)["lasts"]], "duckdb": by_duckdb}


outages = pandas.DataFrame({"lasts": pandas.to_timedelta(["30min", "24h", "36h"])})
outages.to_parquet("fastparquet.parquet", engine="fastparquet")
outages.to_parquet("pyarrow.parquet", engine="pyarrow")
told(["pandas", "fastparquet", "pyarrow", "polars", "duckdb"], "half an hour, a day, a day and a half, by all", {
    "of fastparquet": read("fastparquet.parquet"), "of pyarrow": read("pyarrow.parquet")}, {
    "of fastparquet": {"fastparquet": ["0 days 00:30:00", "1 days 00:00:00", "1 days 12:00:00"], "pyarrow": ["00:30:00", "00:00:00", "12:00:00"],
                       "polars": ["00:30:00", "None", "None"], "duckdb": "refused"},
    "of pyarrow": {"fastparquet": ["1800000000000", "86400000000000", "129600000000000"],
                   "pyarrow": ["0 days 00:30:00", "1 days 00:00:00", "1 days 12:00:00"],
                   "polars": ["0:30:00", "1 day, 0:00:00", "1 day, 12:00:00"], "duckdb": ["1800000000000", "86400000000000", "129600000000000"]}})
PY
