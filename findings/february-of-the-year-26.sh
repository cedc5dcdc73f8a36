#!/usr/bin/env bash
# Guessed: DuckDB, polars and pandas read 01.02.26 to 03.02.26 in a CSV file, as Russian exports have dates, as February 2026, as they read
#   01.02.2026, or leave it a text.
# Seen: for DuckDB they are 26 February of 2001, 2002 and 2003, for polars 1 to 3 February of the year 26, and pandas has the 2nd of
#   January, February and March 2026. With 13.02.26 beside the 1st pandas reads the 13th of February, and the 2nd of
#   January still. With years of four digits DuckDB and polars are right, pandas is as before.
# Why it matters: three days become three years or three months, of valid dates. Nothing is missing and nothing is refused.
# Version: duckdb 2.0.1, polars 2.1.0, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with duckdb==2.0.1 polars==2.1.0 pandas==3.1.1 numpy==2.4.6 <<'PY'
import duckdb
import pandas
import polars
from finding import told


def dates(*written):
    with open("days.csv", "w") as file:
        file.write("day,kwh\n" + "".join(f"{day},1\n" for day in written))
    read = {"duckdb": [day for day, in duckdb.sql("SELECT day FROM 'days.csv'").fetchall()],
            "polars": polars.read_csv("days.csv", try_parse_dates=True)["day"].to_list(),
            "pandas": pandas.read_csv("days.csv", parse_dates=["day"])["day"]}
    return {by: [str(day)[:10] for day in days] for by, days in read.items()}


told(["duckdb", "polars", "pandas"], "2026-02-01, 02, 03", {
    "short": dates("01.02.26", "02.02.26", "03.02.26"), "with the 13th": dates("01.02.26", "13.02.26"),
    "long": dates("01.02.2026", "02.02.2026", "03.02.2026")}, {
    "short": {"duckdb": ["2001-02-26", "2002-02-26", "2003-02-26"], "polars": ["0026-02-01", "0026-02-02", "0026-02-03"],
              "pandas": ["2026-01-02", "2026-02-02", "2026-03-02"]},
    "with the 13th": {"duckdb": ["2001-02-26", "2013-02-26"], "polars": ["0026-02-01", "0026-02-13"], "pandas": ["2026-01-02", "2026-02-13"]},
    "long": {"duckdb": ["2026-02-01", "2026-02-02", "2026-02-03"], "polars": ["2026-02-01", "2026-02-02", "2026-02-03"],
             "pandas": ["2026-01-02", "2026-02-02", "2026-03-02"]}})
PY
