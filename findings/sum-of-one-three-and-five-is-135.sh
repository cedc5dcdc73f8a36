#!/usr/bin/env bash
# Guessed: three readings of 1, 3 and 5 kWh that d3-dsv took from a CSV, given to pondjs as they are, add up to 9 in a day, with a mean of 3, or are refused as texts.
# Seen: the sum of the day is "0135", the mean 45, and of 9 and 10 the greatest is 9.
# Why it matters: a mean of 45 from loads below 6 is a number like any other, and the chart of the readings themselves is right.
# Version: d3-dsv 3.0.2, pondjs 0.9.0
. "$(dirname "$0")/lib/fresh.sh"
node_with d3-dsv@3.0.2 pondjs@0.9.0 @babel/runtime@7.28.4 <<'JS'
import { csvParse } from "d3-dsv";
import pond from "pondjs";
import { told } from "./finding.mjs";

const read = (text) => new pond.TimeSeries({ name: "meter", columns: ["time", "kwh"], points: csvParse(text).map(({ ts, kwh }) => [Date.parse(ts), kwh]) });
const day = (...kwh) => read(`ts,kwh\n${kwh.map((value, hour) => `2026-01-01T0${hour}:00Z,${value}`).join("\n")}`);
const rolled = (series, how) => series.dailyRollup({ aggregation: { kwh: { kwh: how } } }).toJSON().points[0][1];
const series = day(1, 3, 5);
told(["d3-dsv", "pondjs"], "9 twice, 3 twice, 5 and 10", [series.sum("kwh"), rolled(series, pond.sum()), series.avg("kwh"), rolled(series, pond.avg()), series.max("kwh"), day(9, 10).max("kwh")],
  ["0135", "0135", 45, 45, "5", "9"]);
JS
