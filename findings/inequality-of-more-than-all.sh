#!/usr/bin/env bash
# Guessed: Gini's coefficient of the use of meters, one of which feeds in, is at most 1, or refused, and so is that of a shut district where all use is 0; Theil's, too, refuses what is below zero.
# Seen: 1.33 with one meter at -1, and -2.67 where feed-in exceeds use. All at nought is NaN for Gini and 0 for Theil, equal shares of nothing; a negative value is NaN for Theil, without a word.
# Why it matters: houses with solar roofs make a street more unequal than one in which one house uses all; at the sum of 0 it goes from very large to very small.
# Version: inequality 1.1.2
. "$(dirname "$0")/lib/fresh.sh"
python_with inequality==1.1.2 numpy==2.4.6 pandas==2.3.3 <<'PY'
import numpy
from finding import told
from inequality.gini import Gini
from inequality.theil import Theil


def both(*kwh):
    values = []
    for measure in (lambda: Gini(numpy.array(kwh, float)).g, lambda: Theil(numpy.array(kwh, float)).T):
        try:
            values.append(str(round(float(measure()), 2)))
        except Exception as error:
            values.append(type(error).__name__)
    return values


seen = {"equal": both(1, 1, 1, 1), "one has all": both(0, 0, 0, 4), "one feeds in": both(-1, 1, 1), "more in than out": both(-3, 1, 1), "all at nought": both(0, 0, 0, 0)}
told(["inequality"], "0, 0.75, up to 1 or errors", seen,
     {"equal": ["0.0", "0.0"], "one has all": ["0.75", "1.39"], "one feeds in": ["1.33", "nan"], "more in than out": ["-2.67", "nan"], "all at nought": ["nan", "0.0"]})
PY
