#!/usr/bin/env bash
# Guessed: stats-lite's 5% percentile of the loads 0 and 10 kW is 0 or 0.5; of 1, 2, 3, 10 it lies between 1 and 2, by any of the nine usual rules.
# Seen: -4 kW, and 0.7: below the middle of the first two it runs on in a straight line, under the least load; the 0% percentile is -5 and 0.5. At the upper end it stops at the greatest.
# Why it matters: a lower threshold for suspiciously small use lies below zero, and no meter falls under it. Bands of 5 to 95% show loads that no one fed in.
# Version: stats-lite 2.2.0, simple-statistics 7.12.1
. "$(dirname "$0")/lib/fresh.sh"
node_with stats-lite@2.2.0 simple-statistics@7.12.1 <<'JS'
import { quantileSorted } from "simple-statistics";
import { percentile } from "stats-lite";
import { told } from "./finding.mjs";

const shares = [0, 0.05, 0.25, 0.5, 0.95, 1], round = (kw) => Math.round(kw * 100) / 100;
const of = (loads) => ({ "stats-lite": shares.map((share) => round(percentile(loads, share))), "simple-statistics": shares.map((share) => round(quantileSorted(loads, share))) });
told(["stats-lite", "simple-statistics"], "none below the least load", { "0 and 10": of([0, 10]), "1, 2, 3, 10": of([1, 2, 3, 10]) },
  { "0 and 10": { "stats-lite": [-5, -4, 0, 5, 10, 10], "simple-statistics": [0, 0.5, 2.5, 5, 9.5, 10] },
    "1, 2, 3, 10": { "stats-lite": [0.5, 0.7, 1.5, 2.5, 10, 10], "simple-statistics": [1, 1.15, 1.75, 2.5, 8.95, 10] } });
JS
