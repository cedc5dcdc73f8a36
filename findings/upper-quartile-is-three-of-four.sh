#!/usr/bin/env bash
# Guessed: jStat's quartiles of 1, 2, 3, 4, 5 are 2, 3, 4 (some rules say 1.5 and 4.5); those of the same loads with a minus are the same with a minus.
# Seen: 1, 3, 4, and with a minus -5, -3, -2: the lower quartile is the least value, the upper one the greatest but one. Of 1, 2, 3, 4 it has 1, 2, 3. quantiles() of the
#   same library has 1.688 and 4.313 for the five.
# Why it matters: a fence at one and a half times the distance of the quartiles lies where only the upper half decides: loads are flagged that the mirrored data pass.
# Version: jstat 1.9.6, simple-statistics 7.12.1
. "$(dirname "$0")/lib/fresh.sh"
node_with jstat@1.9.6 simple-statistics@7.12.1 <<'JS'
import jstat from "jstat";
import { quantile } from "simple-statistics";
import { told } from "./finding.mjs";

const { jStat } = jstat, loads = [1, 2, 3, 4, 5], minus = loads.map((kw) => -kw);
const ends = (quartiles) => quartiles.map((kw) => Math.round(kw * 1000) / 1000);
told(["jstat", "simple-statistics"], "2 3 4; -4 -3 -2; 1.5 2.5 3.5", { quartiles: jStat.quartiles(loads), minus: jStat.quartiles(minus), "of four": jStat.quartiles([1, 2, 3, 4]),
  "quantiles()": ends(jStat.quantiles(loads, [0.25, 0.5, 0.75])), "simple-statistics": quantile(loads, [0.25, 0.5, 0.75]) },
  { quartiles: [1, 3, 4], minus: [-5, -3, -2], "of four": [1, 2, 3], "quantiles()": [1.688, 3, 4.313], "simple-statistics": [2, 3, 4] });
JS
