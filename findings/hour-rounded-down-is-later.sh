#!/usr/bin/env bash
# Guessed: DuckDB's date_trunc('hour', …) of a time with a zone is never later than the time, and tells the two hours 02:00 of a day in
#   October apart, as its own time_bucket and its date_trunc('minute', …) do.
# Seen: the first 02:30 (+02) becomes 02:00 (+01), half an hour later. So a day of 25 hours has 24 sums: the hour before the clocks go
#   back is missing, and the hour after has the energy of both.
# Why it matters: once a year each meter has a peak of twice its load at night, when others have least. In Irkutsk it stands in
#   data up to 2014.
# Version: duckdb 2.0.1
. "$(dirname "$0")/lib/fresh.sh"
python_with duckdb==2.0.1 <<'PY'
import duckdb
from finding import told

ASKED = {"time_bucket": "time_bucket(INTERVAL 1 HOUR, ends)", "hour": "date_trunc('hour', ends)", "minute": "date_trunc('minute', ends)"}


def sums(zone, first, last):
    duckdb.sql(f"SET TimeZone = '{zone}'")
    duckdb.sql(f"""CREATE OR REPLACE TABLE load AS
        SELECT unnest(generate_series(TIMESTAMPTZ '{first}', TIMESTAMPTZ '{last}', INTERVAL 30 MINUTE)) AS ends""")
    seen = {}
    for name, call in ASKED.items():
        rows = duckdb.sql(f"SELECT {call}::TEXT, count(*), bool_or({call} > ends) FROM load GROUP BY 1 ORDER BY min(ends)").fetchall()
        seen[name] = len(rows), max(count for _, count, _ in rows), [start for start, _, is_later in rows if is_later]
    return seen


told(["duckdb"], "25 hours of two half-hours; none is later", {
    "Berlin": sums("Europe/Berlin", "2026-10-24 22:00+00", "2026-10-25 22:30+00"),
    "Irkutsk": sums("Asia/Irkutsk", "2014-10-25 15:00+00", "2014-10-26 15:30+00")}, {
    "Berlin": {"time_bucket": (25, 2, []), "hour": (24, 4, ["2026-10-25 02:00:00+01"]), "minute": (50, 1, [])},
    "Irkutsk": {"time_bucket": (25, 2, []), "hour": (24, 4, ["2014-10-26 01:00:00+08"]), "minute": (50, 1, [])}})
PY
