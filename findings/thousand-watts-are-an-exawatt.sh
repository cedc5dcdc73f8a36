#!/usr/bin/env bash
# Guessed: human-format, quantiphy and engineering-notation, which read numbers with SI prefixes, have "1e3" as 1000, "1,5 kW" as 1500 W or an error, "5 min" as 5 min or an error, and
#   "1.5e3 kW" as 1.5 MW.
# Seen: "1e3" is 10^18 in human-format, an exa with a 3 behind it. "1,5 kW" is 1 there and in engineering-notation, whose unit is ",5kW", and 15 kW in quantiphy. "5 min" is five
#   thousandths of an "in" in both of Python's. 1.5e3 kW is "1.5 kkW" in quantiphy and an error in the other.
# Why it matters: a load written with an exponent is more than the world has, and one with a comma is a thousandth or ten times of what it was.
# Version: human-format 1.2.1, quantiphy 2.23, engineering-notation 0.13.3
. "$(dirname "$0")/lib/fresh.sh"
node_with human-format@1.2.1 <<'JS'
import humanFormat from "human-format";
import { told } from "./finding.mjs";

told(["human-format"], "1000, 1500, 1500", ["1e3", "1,5 kW", "1.5 kW"].map((text) => humanFormat.parse(text)), [1e18, 1, 1500]);
JS
python_with quantiphy==2.23 engineering-notation==0.13.3 <<'PY'
from engineering_notation import EngUnit
from finding import told
from quantiphy import Quantity


def other(text):
    try:
        found = EngUnit(text.replace(" ", ""))
        return float(found.eng_num.number), found.unit
    except ArithmeticError as error:
        return type(error).__name__


TEXTS = "1e3", "1,5 kW", "5 min", "1.5e3 kW"
seen = {text: [(float(Quantity(text)), str(Quantity(text))), other(text)] for text in TEXTS}
told(["quantiphy", "engineering-notation"], "1000, 1500 W, 5 min, 1.5 MW, or errors, twice", seen,
     {"1e3": [(1000.0, "1k"), (1000.0, None)], "1,5 kW": [(15000.0, "15 kW"), (1.0, ",5kW")], "5 min": [(0.005, "5 min"), (0.005, "in")],
      "1.5e3 kW": [(1500.0, "1.5 kkW"), "InvalidOperation"]})
PY
