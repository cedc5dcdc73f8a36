#!/usr/bin/env bash
# Guessed: the three times of day 00:30, 23:30 and 24:00 that DuckDB writes to Parquet come back as three times, or
#   24:00 is refused, by DuckDB on writing or by whoever reads it.
# Seen: DuckDB has 24:00 and adds it to a date as the next midnight. pyarrow tells it as 00:00, the midnight before;
#   in polars it is null, as it is when DuckDB hands it over without a file; in fastparquet a day.
# Why it matters: meters stamp the end of an interval, so 24:00 is in every day. It is lost, or counts a day early.
# Version: duckdb 2.0.1, pyarrow 26.0.1, polars 2.1.0, fastparquet 2026.9.0
. "$(dirname "$0")/lib/fresh.sh"
python_with duckdb==2.0.1 pyarrow==26.0.1 polars==2.1.0 fastparquet==2026.9.0 pandas==2.3.3 numpy==2.4.6 <<'PY'
import duckdb
import fastparquet
import polars
import pyarrow.parquet as parquet
from finding import told

times = "SELECT unnest([TIME '00:30', TIME '23:30', TIME '24:00']) AS ends"
duckdb.sql(f"COPY ({times}) TO 'day.parquet'")
dates = duckdb.sql("SELECT (DATE '2026-01-01' + ends)::TEXT FROM 'day.parquet'").fetchall()


def shown(values):
    return [str(value) for value in values][-2:]


told(["duckdb", "pyarrow", "polars", "fastparquet"], "23:30 and 24:00, or an error",
     {"duckdb, as dates": shown(date for date, in dates), "pyarrow": shown(parquet.read_table("day.parquet")["ends"].to_pylist()),
      "polars": shown(polars.read_parquet("day.parquet")["ends"]), "duckdb to polars": shown(duckdb.sql(times).pl()["ends"]),
      "fastparquet": shown(fastparquet.ParquetFile("day.parquet").to_pandas()["ends"])},
     {"duckdb, as dates": ["2026-01-01 23:30:00", "2026-01-02 00:00:00"], "pyarrow": ["23:30:00", "00:00:00"],
      "polars": ["23:30:00", "None"], "duckdb to polars": ["23:30:00", "None"], "fastparquet": ["0 days 23:30:00",
      "1 days 00:00:00"]})
PY
