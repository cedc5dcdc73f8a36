#!/usr/bin/env bash
# Guessed: regression, an npm package, finds in loads that grow by 1 kW an hour the slope 0.001 MW an hour, and over seconds 1/3600 kW; its two digits are those of the text that it prints.
# Seen: 0 in both, for the slope itself is rounded before anything is predicted with it: every hour has the mean of all, 0.12 MW in place of 0.249 at the end, and r² is 0. In kW and
#   hours it is right. With four digits asked for the first is right, the second 4% too large.
# Why it matters: whether a substation grows depends on the unit of its readings, and a forecast in megawatts stands still.
# Version: regression 2.0.1, simple-statistics 7.12.1
. "$(dirname "$0")/lib/fresh.sh"
node_with regression@2.0.1 simple-statistics@7.12.1 <<'JS'
import regression from "regression";
import { linearRegression } from "simple-statistics";
import { told } from "./finding.mjs";

const hours = Array.from({ length: 250 }, (_, hour) => hour), round = (number) => Math.round(number * 1e6) / 1e6;
const of = (points, precision = 2) => { const fit = regression.linear(points, { precision }); return [fit.equation[0], fit.predict(points.at(-1)[0])[1], round(fit.r2)]; };
const mw = hours.map((hour) => [hour, hour / 1000]), seconds = hours.map((hour) => [hour * 3600, hour]);
told(["regression", "simple-statistics"], "0.001 and 0.249 MW; 0.000278 and 249 kW; 1 and 249 kW; r² 1", { "MW, hours": of(mw), "kW, seconds": of(seconds), "kW, hours": of(hours.map((hour) => [hour, hour])),
  "four digits": [of(mw, 4), of(seconds, 4)], "simple-statistics": [round(linearRegression(mw).m), round(linearRegression(seconds).m)] },
  { "MW, hours": [0, 0.12, 0], "kW, seconds": [0, 124.5, 0], "kW, hours": [1, 249, 1], "four digits": [[0.001, 0.249, 1], [0.0003, 258.96, 0.9936]],
    "simple-statistics": [0.001, 0.000278] });
JS
