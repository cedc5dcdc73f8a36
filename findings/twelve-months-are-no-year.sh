#!/usr/bin/env bash
# Guessed: whatever a month lasts, twelve are a year: a library that turns years into months says 12.
# Seen: in convert 12 months are 0.986 years, and a year is 12.17 months and 52.14 weeks: a month is 30 days and a year 365. In convert-units and unitmath a year is 12 months of 30.4375 days.
# Why it matters: a charge per month over a year of twelve is a sixth of a month too much; a day's energy made monthly and yearly does not add up.
# Version: convert 8.0.2, convert-units 2.3.4, unitmath 0.8.8
. "$(dirname "$0")/lib/fresh.sh"
node_with convert@8.0.2 convert-units@2.3.4 unitmath@0.8.8 <<'JS'
import { convert } from "convert";
import convertUnits from "convert-units";
import unitmath from "unitmath";
import { told } from "./finding.mjs";

const rounded = (number) => Math.round(number * 1e4) / 1e4;
told(["convert", "convert-units", "unitmath"], "12 and 1 in all", {
  convert: [rounded(convert(1, "year").to("months")), rounded(convert(12, "months").to("years"))], "convert-units": [convertUnits(1).from("year").to("month"), convertUnits(12).from("month").to("year")],
  unitmath: [unitmath("1 year").to("month").toString(), unitmath("12 month").to("year").toString()] },
{ convert: [12.1667, 0.9863], "convert-units": [12, 1], unitmath: ["12 month", "1 year"] });
JS
