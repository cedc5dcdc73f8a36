#!/usr/bin/env bash
# Guessed: six-hour sums of readings in Irkutsk time begin at 00:00, 06:00 … in pandas, polars and
#   DuckDB; seven-day sums begin on the first day, or on a Monday.
# Seen: DuckDB's time_bucket counts from UTC even with the session in Irkutsk: 02:00, 08:00 … And seven
#   days begin on Wednesday the 7th in pandas (its first reading), on Thursday the 1st in polars (weeks
#   of 1970) and on Monday the 5th at 08:00 in DuckDB.
# Why it matters: night and day tariff mix in DuckDB's sums; weekly totals of the same table do not
#   match between three tools, and two of them begin with a part of a week.
# Version: pandas 3.1.1, polars 2.1.0, duckdb 2.0.1
. "$(dirname "$0")/lib/fresh.sh"
python_with pandas==3.1.1 polars==2.1.0 duckdb==2.0.1 pyarrow==26.0.1 numpy==2.4.6 <<'PY'
import duckdb
import pandas as pd
import polars as pl
from finding import told

hours = pd.DataFrame({"ts": pd.date_range("2026-01-07", periods=14 * 24, freq="h", tz="Asia/Irkutsk"), "kwh": 1.0})
base = duckdb.connect()
base.execute("SET TimeZone = 'Asia/Irkutsk'")


def second_and_first_sum(width, polars_width, duckdb_width):
    by_pandas = hours.set_index("ts").kwh.resample(width).sum()
    by_polars = pl.from_pandas(hours).group_by_dynamic("ts", every=polars_width).agg(pl.col("kwh").sum())
    by_duckdb = base.execute(f"SELECT strftime(time_bucket(INTERVAL '{duckdb_width}', ts), '%a %d %H:%M') AS t, sum(kwh), min(ts) AS first "
                             "FROM hours GROUP BY t ORDER BY first").fetchall()
    text = "%a %d %H:%M"
    return {"pandas": (f"{by_pandas.index[1]:{text}}", by_pandas.iloc[0].item()),
            "polars": (f"{by_polars['ts'][1]:{text}}", by_polars["kwh"][0]), "duckdb": (by_duckdb[1][0], by_duckdb[0][1])}


told(["pandas", "polars", "duckdb"], "second bucket and sum of the first: Wed 07 06:00 and 6; one weekday for all",
     {"six hours": second_and_first_sum("6h", "6h", "6 hours"), "seven days": second_and_first_sum("7D", "7d", "7 days")},
     {"six hours": {"pandas": ("Wed 07 06:00", 6.0), "polars": ("Wed 07 06:00", 6.0), "duckdb": ("Wed 07 02:00", 2.0)},
      "seven days": {"pandas": ("Wed 14 00:00", 168.0), "polars": ("Thu 08 00:00", 24.0), "duckdb": ("Mon 12 08:00", 128.0)}})
PY
