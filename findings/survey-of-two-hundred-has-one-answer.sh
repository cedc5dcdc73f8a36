#!/usr/bin/env bash
# Guessed: a survey that pyreadstat writes for SPSS, packed or not, is read by sav-reader with its 200 rows; an answer not given is null or left out, -99, declared missing, too, and a day is a date
#   or, as the library says of itself, seconds since 1582.
# Seen: packed, one row of 200 (each row ends in bytes that stand for nothing, and it stops there), as if that was all. Not packed, an answer not given is -1.8e308, -99 is -99.
#   pyreadstat itself has 200 rows and two missing answers.
# Why it matters: a share estimated from a survey is that of its first household, or its mean load is without bound.
# Version: pyreadstat 1.3.7, sav-reader 2.0.8
. "$(dirname "$0")/lib/fresh.sh"
python_with pyreadstat==1.3.7 pandas==3.1.1 <<'PY'
import numpy
import pandas
import pyreadstat
from finding import told

survey = pandas.DataFrame({"town": ["Иркутск", "Чита"] * 100, "kw": [1.5, -99, numpy.nan, 4] * 50})
seen = {}
for packed in (False, True):
    pyreadstat.write_sav(survey, f"packed-{packed}.sav".lower(), row_compress=packed, missing_ranges={"kw": [-99]})
    loads = pyreadstat.read_sav(f"packed-{packed}.sav".lower())[0]["kw"]
    seen[packed] = [len(loads), loads.head(4).fillna("missing").tolist()]
told(["pyreadstat", "pandas"], "200 rows, two missing", seen, {packed: [200, [1.5, "missing", "missing", 4.0]] for packed in (False, True)})
PY
node_with sav-reader@2.0.8 <<'JS'
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { told } from "./finding.mjs";

const { SavBufferReader } = createRequire(import.meta.url)("sav-reader"), seen = {};
for (const packed of ["false", "true"]) {
  const survey = new SavBufferReader(readFileSync(`packed-${packed}.sav`));
  await survey.open();
  const rows = await survey.readAllRows();
  seen[packed] = { announced: survey.meta.header.n_cases, rows: rows.length, kw: rows.slice(0, 4).map(({ kw }) => kw), town: rows[0].town };
}
told(["sav-reader"], "200 rows, 1.5, none, none, 4", seen, { false: { announced: 200, rows: 200, kw: [1.5, -99, -Number.MAX_VALUE, 4], town: "Иркутск" },
  true: { announced: 200, rows: 1, kw: [1.5], town: "Иркутск" } });
JS
