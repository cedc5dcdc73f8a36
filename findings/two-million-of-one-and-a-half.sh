#!/usr/bin/env bash
# Guessed: Babel's compact form of 1,500,000 in Russian is "1,5 млн", as CLDR's rules for it have it (two digits
#   where there is one in front of the comma), and that of 4500 "4,5 тыс.".
# Seen: "2 млн" and "4 тыс.": no digit behind the comma unless a number of them is asked for, and halves go to the
#   even side, so 4500 and 3500 are both "4 тыс.". With one digit asked for, 12,500 is "12,5 тыс.".
# Why it matters: on a map's legend 1.5 million meters are two million, and neighbouring classes carry one label.
# Version: babel 2.19.0
. "$(dirname "$0")/lib/fresh.sh"
python_with babel==2.19.0 <<'PY'
from babel.numbers import format_compact_decimal
from finding import told

seen = [format_compact_decimal(meters, locale="ru").replace("\xa0", " ") for meters in (1500000, 1400000, 4500, 3500)]
told(["babel"], "1,5 млн, 1,4 млн, 4,5 тыс., 3,5 тыс.", seen, ["2 млн", "1 млн", "4 тыс.", "4 тыс."])
PY
