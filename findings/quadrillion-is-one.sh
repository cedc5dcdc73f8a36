#!/usr/bin/env bash
# Guessed: numeralize-ru says -5 as минус пять and refuses what it has no word for, as 1.5 or a quadrillion hashes; number-to-words-ru says 6.5e20, 1e21 and 1e-7 right, for it
#   takes numbers of 306 digits, and "1e3" as a thousand.
# Seen: numeralize-ru says один for 1.5 and for 10^15, семь три миллиарда for 7,000,003,000,000,000, ноль for 6.5e20 and пять for -5: beyond trillions it has no words. number-to-words-ru says 121 roubles for
#   1e21, 17 for 1e-7 and 13 for "1e3": the e is dropped from what JavaScript writes, and the digits on both sides are joined.
# Why it matters: a sum in words stands in contracts and bills beside the digits to prevent just that; a network's hash rate is beyond 10^20.
# Version: numeralize-ru 2.0.0, number-to-words-ru 2.4.1
. "$(dirname "$0")/lib/fresh.sh"
node_with numeralize-ru@2.0.0 number-to-words-ru@2.4.1 <<'JS'
import { numeralize } from "numeralize-ru";
import words from "number-to-words-ru";
import { told } from "./finding.mjs";

const said = (numbers, say) => Object.fromEntries(numbers.map((number) => [number, say(number)]));
told(["numeralize-ru", "number-to-words-ru"], "минус пять, errors; six hundred and fifty quintillion, a sextillion, 0, a thousand",
  { numeralize: said([-5, 1.5, 1e12, 1e15, 7_000_003_000_000_000, 650_000_000_000_000_000_000], (number) => numeralize(number)), words: said([650_000_000_000_000_000_000, 1e21, 1e-7, "1e3"], (number) => words.convert(number)) },
  { numeralize: { "-5": "пять", "1.5": "один", "1000000000000": "один триллион", "1000000000000000": "один", "7000003000000000": "семь три миллиарда", "650000000000000000000": "ноль" },
    words: { "650000000000000000000": "Шестьсот пятьдесят квинтиллионов рублей 00 копеек", "1e+21": "Сто двадцать один рубль 00 копеек", "1e-7": "Семнадцать рублей 00 копеек",
      "1e3": "Тринадцать рублей 00 копеек" } });
JS
