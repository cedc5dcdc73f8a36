#!/usr/bin/env bash
# Guessed: in a CQL filter AND binds before OR, as in SQL and in the standard's grammar: "kw > 50 OR kw > 5 AND kind = 'flat'" finds a hall of 60 kW and a flat of 6; "_" stands for one letter;
#   a day without quotes is refused.
# Seen: both parsers of pygeofilter read from left to right, "(kw > 50 OR kw > 5) AND kind = 'flat'": the hall is not found, in any order that begins with OR. A dot stands for one letter, the
#   underline in SQL alone: "ТП.1" finds ТП11. 2026-01-01 is the number 2024. "kw <> 5" has the silent meter by table and not by SQL.
# Why it matters: a map service that takes filters as text answers another question than the one the same text puts to a database, and it looks like an answer.
# Version: pygeofilter 0.4.0, pandas 3.1.1, geopandas 1.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with pygeofilter==0.4.0 pandas==3.1.1 geopandas==1.2.0 <<'PY'
import sqlite3
import pandas
from finding import told
from pygeofilter.backends.geopandas.evaluate import GeoPandasEvaluator
from pygeofilter.backends.sql import to_sql_where
from pygeofilter.parsers import cql2_text, ecql

meters = [("hall", 60, "ТП.1"), ("flat", 6, "ТП11"), ("flat", 5, "ТП.2"), ("shop", None, "ТП21")]
table, names = pandas.DataFrame(meters, columns=["kind", "kw", "feeder"]), {name: name for name in ("kind", "kw", "feeder")}
database = sqlite3.connect(":memory:")
database.execute("create table meters (kind, kw, feeder)")
database.executemany("insert into meters values (?, ?, ?)", meters)


def rows(condition):
    return [row - 1 for row, in database.execute(f"select rowid from meters where {condition}")]


def found(text):
    by_parser = [parser.parse(text) for parser in (ecql, cql2_text)]
    answers = [[rows(to_sql_where(tree, names)), table.index[GeoPandasEvaluator(table, names, {}).evaluate(tree)].tolist()] for tree in by_parser]
    return answers[0] if answers[0] == answers[1] else answers


either = "kw > 50 OR kw > 5 AND kind = 'flat'"
told(["pygeofilter", "pandas", "geopandas"], "[0, 1] by all; [0]; [0, 1]; refused; [0, 1]", {
    "by SQLite itself": rows(either), "OR, AND": found(either), "dot": found("feeder LIKE 'ТП.1'"), "underline": found("feeder LIKE 'ТП_1'"),
    "day": to_sql_where(ecql.parse("kw = 2026-01-01"), names), "not 5": found("kw <> 5")},
     {"by SQLite itself": [0, 1], "OR, AND": [[1], [1]], "dot": [[0, 1, 3], [0, 1, 3]], "underline": [[0, 1, 3], []],
      "day": '("kw" = ((2026 - 1) - 1))', "not 5": [[0, 1], [0, 1, 3]]})
PY
