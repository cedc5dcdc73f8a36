#!/usr/bin/env bash
# Guessed: the mean of the readings 3 and 5 in a CSV file with three cells that are empty or missing is 4 in d3 as in vega-lite, for d3's
#   mean leaves out what is no number.
# Seen: 1.6, and the median is 0: d3 reads an empty cell as an empty text, which as a number is 0. Least and greatest are texts, and of 9 and 10
#   the greatest is 9. vega-lite, which guesses the type of each column, has 4; d3 has it with autoType.
# Why it matters: an average load falls with every outage, as if nobody had used anything; that NaN and null are left out is what
#   the manual says and a test shows.
# Version: d3-dsv 3.0.2, d3-array 3.2.5, vega 6.4.0, vega-lite 6.5.0
. "$(dirname "$0")/lib/fresh.sh"
node_with d3-dsv@3.0.2 d3-array@3.2.5 vega@6.4.0 vega-lite@6.5.0 <<'JS'
import { max, mean, median, min } from "d3-array";
import { autoType, csvParse } from "d3-dsv";
import { parse, View } from "vega";
import { compile } from "vega-lite";
import { told } from "./finding.mjs";

const readings = "hour,kwh\n0,3\n1,\n2,\n3,\n4,5\n", kwh = (row) => row.kwh, plain = csvParse(readings), typed = csvParse(readings, autoType);
const chart = compile({ data: { values: readings, format: { type: "csv" } }, mark: "bar",
  encoding: { y: { aggregate: "mean", field: "kwh", type: "quantitative" } } }).spec;
const view = await new View(parse(chart), { renderer: "none" }).runAsync();
told(["d3-dsv", "d3-array", "vega", "vega-lite"], "4 in all", { mean: mean(plain, kwh), median: median(plain, kwh), least: min(plain, kwh),
  "greatest of 9 and 10": max(["9", "10"]), "with autoType": mean(typed, kwh), "vega-lite": view.data("data_0")[0].mean_kwh },
  { mean: 1.6, median: 0, least: "", "greatest of 9 and 10": "9", "with autoType": 4, "vega-lite": 4 });
JS
