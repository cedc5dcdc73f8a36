#!/usr/bin/env bash
# Guessed: for a balance between -1 and 2 MWh kaucherpy and interval-py have squares from 0 to 4 and interval-py an absolute value from 0 to 2; the inverse of 1 to 4 is
#   0.25 to 1.
# Seen: kaucherpy's square is 1 to 4, and of -3 to 1 it is "9 to 1"; interval-py's absolute value is 1 to 2, and of -3 to -1 "3 to 1", its inverse as a power "1 to 0.25".
#   Times itself (-2 to 4) and interval-py's square (0 to 4) are as they should be.
# Why it matters: a feeder whose loss may well be nought has lost one at least, for sure; intervals turned round pass through all that follows.
# Version: kaucherpy 0.1.0, interval-py 1.0.5
. "$(dirname "$0")/lib/fresh.sh"
python_with --no-deps kaucherpy==0.1.0 interval-py==1.0.5 numpy==2.4.6 <<'PY'
from finding import told
from intervalpy import Interval
from kaucherpy import Kaucher


def kaucher(low, high, power):
    found = Kaucher(low, high) ** power
    return float(found.lower), float(found.upper)


def ends(found):
    return float(found[0]), float(found[1])


seen = {"kaucherpy, squares": [kaucher(-1, 2, 2), kaucher(-3, 1, 2), kaucher(-1, 1, 2)],
        "interval-py, squares": [ends(Interval([-1, 2]) ** 2), ends(Interval([-3, 1]) ** 2)],
        "interval-py, absolute": [ends(abs(Interval([-1, 2]))), ends(abs(Interval([-3, -1])))], "interval-py, inverse": ends(Interval([1, 4]) ** -1)}
told(["kaucherpy", "interval-py"], "0 to 4, 0 to 9, 0 to 1; 0 to 4, 0 to 9; 0 to 2, 1 to 3; 0.25 to 1", seen,
     {"kaucherpy, squares": [(1.0, 4.0), (9.0, 1.0), (1.0, 1.0)], "interval-py, squares": [(0.0, 4.0), (0.0, 9.0)],
      "interval-py, absolute": [(1.0, 2.0), (3.0, 1.0)], "interval-py, inverse": (1.0, 0.25)})
PY
