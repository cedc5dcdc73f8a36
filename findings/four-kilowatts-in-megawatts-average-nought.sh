#!/usr/bin/env bash
# Guessed: the moving averages of loads are numbers, in MW a thousandth of those in kW; with a reading missing an average of two is that of the other, or missing, or an error.
# Seen: exponential-moving-average has texts with two digits behind the point: 0.002 and 0.004 MW are "0.00". null is 0 there, and in moving-averages null, NaN and a hole are, too: 2, nothing and
#   4 kW have the averages 1 and 2. Texts, as a CSV has them, have no average at all in moving-averages.
# Why it matters: the smoothed curve of a feeder in MW is flat at nought; an outage looks like half the load.
# Version: exponential-moving-average 1.0.0, moving-averages 4.0.6
. "$(dirname "$0")/lib/fresh.sh"
node_with exponential-moving-average@1.0.0 moving-averages@4.0.6 <<'JS'
import exponential from "exponential-moving-average";
import averages from "moving-averages";
import { told } from "./finding.mjs";

const ma = (loads) => Array.from(averages.ma(loads, 2)).slice(1);
told(["exponential-moving-average", "moving-averages"], "3, 0.003, 2 and 4 or missing", {
  exponential: { kW: exponential([2, 4], 2), MW: exponential([0.002, 0.004], 2), gap: exponential([2, null, 4, 4], 2) },
  moving: { kW: ma([2, 4]), MW: ma([0.002, 0.004]), null: ma([2, null, 4]), NaN: ma([2, NaN, 4]), texts: ma(["2", "4"]) } },
{ exponential: { kW: ["3.00"], MW: ["0.00"], gap: ["1.00", "3.00", "3.67"] }, moving: { kW: [3], MW: [0.003], null: [1, 2], NaN: [1, 2], texts: [] } });
JS
