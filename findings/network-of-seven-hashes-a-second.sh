#!/usr/bin/env bash
# Guessed: accounting, currency.js, numeral and numbro read "6.5e+20", as Python writes a hash rate, "1e3" and "2.5e-7" as these numbers, or refuse them; in Russian
#   numeral reads "7 млрд" as it writes 7e9.
# Seen: 6.52 in accounting and currency.js, which drop the letter; "1e3" is 13 in three of four, "2.5e-7" 2.5 in accounting and NaN in currency.js. numeral in Russian writes "7 млрд." and reads it, but
#   without the full stop, which no rule of spelling wants there, it is 7; "5 тыс. руб." is 5.
# Why it matters: figures that went through a text once are wrong by any factor, and only the very large and the very small ones.
# Version: accounting 0.4.1, currency.js 2.0.4, numeral 2.0.6, numbro 2.5.0
. "$(dirname "$0")/lib/fresh.sh"
node_with accounting@0.4.1 currency.js@2.0.4 numeral@2.0.6 numbro@2.5.0 <<'JS'
import accounting from "accounting";
import currency from "currency.js";
import numbro from "numbro";
import numeral from "numeral";
import "numeral/locales/ru.js";
import { told } from "./finding.mjs";

numeral.locale("en");
const texts = ["6.5e+20", "1e3", "2.5e-7"];
const seen = { accounting: texts.map((text) => accounting.unformat(text)), "currency.js": texts.map((text) => currency(text, { precision: 8 }).value),
  numeral: texts.map((text) => numeral(text).value()), numbro: texts.map((text) => numbro.unformat(text)) };
numeral.locale("ru");
seen.russian = [numeral(7e9).format("0 a"), ...["7 млрд.", "7 млрд", "5 тыс. руб."].map((text) => numeral(text).value())];
told(["accounting", "currency.js", "numeral", "numbro"], "6.5e+20, 1000, 2.5e-7; 7000000000 (twice) and 5000", seen,
  { accounting: [6.52, 13, 2.5], "currency.js": [6.52, 13, null], numeral: [650000000000000000000, 13, 2.5e-7], numbro: [650000000000000000000, 1000, 2.5e-7],
    russian: ["7 млрд.", 7000000000, 7, 5] });
JS
