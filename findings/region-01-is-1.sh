#!/usr/bin/env bash
# Guessed: a table with a column of texts, 01, 02 and 07, that DuckDB writes into a folder for each region (region=01/) comes back with
#   these texts.
# Seen: from DuckDB it does. pyarrow, polars, pandas and fastparquet read 1, 2 and 7. With one region RU-MOW more, all but
#   fastparquet have texts, so that what is read of 01 depends on which other regions are there.
# Why it matters: Russian region codes begin with 01, and a join with the register's texts finds nothing, or with numbers all but one.
#   It breaks, or heals, when the first reading of a region comes in.
# Version: duckdb 2.0.1, pyarrow 26.0.1, polars 2.1.0, pandas 2.3.3, fastparquet 2026.9.0
. "$(dirname "$0")/lib/fresh.sh"
python_with duckdb==2.0.1 pyarrow==26.0.1 polars==2.1.0 pandas==2.3.3 fastparquet==2026.9.0 numpy==2.4.6 <<'PY'
import duckdb
import fastparquet
import pandas
import polars
import pyarrow.parquet as parquet
from finding import told


def regions(folder, *written):
    duckdb.sql(f"COPY (SELECT unnest({list(written)}) AS region, 1.5 AS kwh) TO '{folder}' (FORMAT parquet, PARTITION_BY (region))")
    read = {"duckdb": [region for region, in duckdb.sql(f"SELECT region FROM '{folder}/*/*.parquet'").fetchall()],
            "pyarrow": parquet.read_table(folder)["region"].to_pylist(), "polars": polars.read_parquet(folder)["region"].to_list(),
            "pandas": pandas.read_parquet(folder)["region"].tolist(),
            "fastparquet": fastparquet.ParquetFile(folder).to_pandas()["region"].tolist()}
    return {by: sorted(str(region) for region in found)[:2] for by, found in read.items()}


told(["duckdb", "pyarrow", "polars", "pandas", "fastparquet"], "01, 02, by all", {
    "three": regions("three", "01", "02", "07"), "and RU-MOW": regions("four", "01", "02", "07", "RU-MOW")}, {
    "three": {"duckdb": ["01", "02"], "pyarrow": ["1", "2"], "polars": ["1", "2"], "pandas": ["1", "2"], "fastparquet": ["1", "2"]},
    "and RU-MOW": {"duckdb": ["01", "02"], "pyarrow": ["01", "02"], "polars": ["01", "02"], "pandas": ["01", "02"], "fastparquet": ["1", "2"]}})
PY
