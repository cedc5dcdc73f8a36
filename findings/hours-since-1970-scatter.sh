#!/usr/bin/env bash
# Guessed: loess draws a straight line through readings that lie on one, whether their times are hours 0 to 19 or the same hours in seconds since 1970; whole
#   numbers of that size are exact.
# Seen: through hours 0 to 19 it does, and through their seconds since the first; through seconds since 1970 a rise from 1 to 39 comes out off by up to 56, up and down,
#   without a word; in milliseconds by up to 4,400, and in whole hours since 1970 by 108.
# Why it matters: the line is what a trend or an anomaly is measured from, and the time of a reading in JavaScript is a number since 1970.
# Version: loess 1.3.5
. "$(dirname "$0")/lib/fresh.sh"
node_with loess@1.3.5 <<'JS'
import loess from "loess";
import { told } from "./finding.mjs";

const hours = [...Array(20).keys()], kwh = hours.map((hour) => 2 * hour + 1), first = Date.UTC(2026, 0, 1) / 1000;
const worst = (times) => {
  const { fitted } = new (loess.default ?? loess)({ x: times, y: kwh }, { span: 0.5 }).predict();
  const most = Math.max(...fitted.map((found, at) => Math.abs(found - kwh[at])));
  return most < 0.01 ? "on the line" : most > 10 ? "off by more than 10" : "off by less than 10";
};
told(["loess"], "on the line four times", {
  hours: worst(hours), "seconds since the first": worst(hours.map((hour) => 3600 * hour)), "seconds since 1970": worst(hours.map((hour) => first + 3600 * hour)),
  "hours since 1970": worst(hours.map((hour) => first / 3600 + hour)) },
  { hours: "on the line", "seconds since the first": "on the line", "seconds since 1970": "off by more than 10",
    "hours since 1970": "off by more than 10" });
JS
