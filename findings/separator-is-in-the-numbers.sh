#!/usr/bin/env bash
# Guessed: whoever finds out the separator of a table finds the semicolons of one written in Russia, with a comma in each number, for each
#   row has as many of them.
# Seen: papaparse takes the comma, with and without a heading; DuckDB and Python's Sniffer do where there is no heading. "12,5;3,25" is
#   12, "5;3" and 25. clevercsv finds the semicolons in all of them.
# Why it matters: the columns at both ends are numbers, and so nothing fails: the whole kW of the first reading and the hundredths
#   of the last go on.
# Version: papaparse 5.7.1, duckdb 2.0.1, clevercsv 0.8.5
. "$(dirname "$0")/lib/fresh.sh"
node_with papaparse@5.7.1 <<'JS'
import { writeFileSync } from "node:fs";
import Papa from "papaparse";
import { told } from "./finding.mjs";

const tables = { heading: "at;kw\n01.01.2026 00:30;12,5\n01.01.2026 01:00;13,75\n", none: "12,5;3,25\n13,75;2,5\n1,5;2,25\n",
  towns: "Иркутск;12,5\nБратск;3,25\n" };
const seen = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, (writeFileSync(`${name}.csv`, table), Papa.parse(table).meta.delimiter)]));
told(["papaparse"], "; in all", seen, { heading: ",", none: ",", towns: "," });
JS
python_with duckdb==2.0.1 clevercsv==0.8.5 <<'PY'
import csv
from pathlib import Path
import clevercsv
import duckdb
from finding import told

seen = {}
for name in ("heading", "none", "towns"):
    table = Path(f"{name}.csv").read_text(encoding="utf-8")
    seen[name] = {"duckdb": duckdb.sql(f"SELECT delimiter FROM sniff_csv('{name}.csv')").fetchall()[0][0],
                  "csv": csv.Sniffer().sniff(table).delimiter, "clevercsv": clevercsv.Sniffer().sniff(table).delimiter}
seen["first row"] = duckdb.sql("FROM 'none.csv'").fetchall()[0]
told(["duckdb", "clevercsv"], "; in all", seen,
     {"heading": {"duckdb": ";", "csv": ";", "clevercsv": ";"}, "none": {"duckdb": ",", "csv": ",", "clevercsv": ";"},
      "towns": {"duckdb": ",", "csv": ",", "clevercsv": ";"}, "first row": (12, "5;3", 25)})
PY
