#!/usr/bin/env bash
# Guessed: error-propagation takes a reading less itself for 0 ± 0 and twice a reading for a + a, as uncertainties does; -2 squared is 4.
# Seen: 10 ± 3 less itself is 0 ± 4.24, a + a is 20 ± 4.24 and 2 * a 20 ± 6; a * a is 100 ± 42 and a ** 2 100 ± 60: one name twice is two readings. The square of a negative
#   reading is an error.
# Why it matters: the share of losses, (fed in - sold) / fed in, is too certain or too uncertain by how the formula was written, and a month with feed-in stops the program.
# Version: error-propagation 0.0.4, uncertainties 3.2.4
. "$(dirname "$0")/lib/fresh.sh"
python_with error-propagation==0.0.4 uncertainties==3.2.4 numpy==2.4.6 <<'PY'
from error_propagation import Complex
from finding import told
from uncertainties import ufloat


def show(found, width):
    return [round(width(value), 2) for value in found]


def formulas(a):
    return a - a, a + a, 2 * a, a * a, a**2


seen = {"error-propagation": show(formulas(Complex(10, 3)), lambda value: value.error),
        "uncertainties": show(formulas(ufloat(10, 3)), lambda value: value.std_dev)}
try:
    seen["-2 squared"] = (Complex(-2, 0.1) ** 2).value
except ValueError as error:
    seen["-2 squared"] = str(error)
told(["error-propagation", "uncertainties"], "0, 6, 6, 60, 60 twice; 4", seen,
     {"error-propagation": [4.24, 4.24, 6.0, 42.43, 60.0], "uncertainties": [0.0, 6.0, 6.0, 60.0, 60.0], "-2 squared": "math domain error"})
PY
