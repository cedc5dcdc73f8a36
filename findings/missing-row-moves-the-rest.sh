#!/usr/bin/env bash
# Guessed: pyjstat writes a table of regions and years to JSON-stat by what its rows say, in any order, and a row that is not there as null; jsonstat-toolkit reads it so.
# Seen: it writes the values in the order of the rows, whatever they say. Without Abai's 2024 five values stand in a cube of six: Abai's 2024 is Almaty's 30, and Almaty's
#   years move. With the rows sorted by use Almaty's first and last year change places.
# Why it matters: a statistics office leaves out a cell that it keeps secret, and those that follow move up, without a word, in any reader.
# Version: pyjstat 2.4.0, jsonstat-toolkit 2.2.2, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with pyjstat==2.4.0 pandas==3.1.1 numpy==2.4.6 requests==2.34.2 <<'PY'
from pathlib import Path

import pandas
from finding import told
from pyjstat import pyjstat

table = pandas.DataFrame({"region": ["Abai"] * 3 + ["Almaty"] * 3, "year": ["2023", "2024", "2025"] * 2, "value": [1, 2, 3, 30, 20, 10]})
seen = {}
for name, rows in {"all": table, "no Abai in 2024": table.drop(index=1), "by use": table.sort_values("value")}.items():
    text = pyjstat.Dataset.read(rows).write()
    Path(f"{name}.json").write_text(text)
    back = pyjstat.Dataset.read(text) if name != "no Abai in 2024" else None
    seen[name] = back and back.write("dataframe").query("region == 'Almaty'")["value"].tolist()
told(["pyjstat", "pandas"], "Almaty: 30 20 10 twice, in the order of the years", seen, {"all": [30, 20, 10], "no Abai in 2024": None, "by use": [10, 20, 30]})
PY
node_with jsonstat-toolkit@2.2.2 <<'JS'
import { readFileSync } from "node:fs";
import JSONstat from "jsonstat-toolkit";
import { told } from "./finding.mjs";

const seen = {};
for (const name of ["all", "no Abai in 2024", "by use"]) {
  const cube = JSONstat(JSON.parse(readFileSync(`${name}.json`, "utf8")));
  seen[name] = ["Abai", "Almaty"].map((region) => ["2023", "2024", "2025"].map((year) => cube.Data({ region, year })?.value ?? null));
}
told(["jsonstat-toolkit"], "1 2 3, 30 20 10; 1 null 3, 30 20 10; 1 2 3, 30 20 10", seen,
  { all: [[1, 2, 3], [30, 20, 10]], "no Abai in 2024": [[1, 30, 3], [20, null, 10]], "by use": [[1, 2, 3], [10, 20, 30]] });
JS
