#!/usr/bin/env bash
# Guessed: three readers of lengths of time, parse-duration, timestring and juration, have 90 minutes for "1.5h", "1,5h", "1h30" and "1:30", or refuse what they
#   do not know; "1 час" is refused or an hour.
# Seen: "1,5h" is 15 hours in two and five hours and a second in the third; "1h30" is 90 minutes, an hour, and an hour and 30 seconds; "1:30" is a
#   thousandth of a second in one and 31 seconds in another; "1 час" is one second in juration.
# Why it matters: outages typed by hand, as in a dispatcher's list, are ten times too long or all but nothing, and the energy not supplied with them.
# Version: parse-duration 2.1.9, timestring 7.0.0, juration 0.1.1
. "$(dirname "$0")/lib/fresh.sh"
node_with parse-duration@2.1.9 timestring@7.0.0 juration@0.1.1 <<'JS'
import juration from "juration";
import parse from "parse-duration";
import timestring from "timestring";
import { told } from "./finding.mjs";

const minutes = (reader, text) => { try { return Math.round(reader(text) / 60 * 1000) / 1000; } catch { return "error"; } };
const read = (text) => [minutes((of) => { const ms = parse(of); return ms === null ? NaN : ms / 1000; }, text), minutes(timestring, text), minutes(juration.parse, text)];
const seen = Object.fromEntries(["1.5h", "1,5h", "1h30", "1:30", "1 час"].map((text) => [text, read(text)]));
told(["parse-duration", "timestring", "juration"], "90 or an error in all, 60 or an error for the last", seen,
  { "1.5h": [90, 90, 90], "1,5h": [900, 900, 300.017], "1h30": [90, 60, 60.5], "1:30": [0, "error", 0.517], "1 час": [null, "error", 0.017] });
JS
