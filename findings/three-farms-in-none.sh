#!/usr/bin/env bash
# Guessed: of a district where no farm was found, every method of statsmodels' confint_poisson gives an interval
#   from 0 to something between 1 and 4.
# Seen: "midp-c" gives 2.996 to 2.996, "sqrt" 0.960 to 0.960: intervals of no width that leave out the
#   count itself, without a warning. "wald" has no width either, at 0. Of three farms all seven are sound.
# Why it matters: mid-P is often advised for small counts; an atlas says of districts without a farm that
#   they have three, exactly.
# Version: statsmodels 0.15.0, scipy 1.17.1
. "$(dirname "$0")/lib/fresh.sh"
python_with statsmodels==0.15.0 scipy==1.17.1 pandas==3.1.1 numpy==2.4.6 <<'PY'
from finding import told
from statsmodels.stats.rates import confint_poisson

METHODS = ["exact-c", "midp-c", "score", "sqrt", "sqrt-a", "waldccv", "wald"]


def intervals(count):
    return {method: [round(float(end), 3) for end in confint_poisson(count, 1, method=method)] for method in METHODS}


three = intervals(3)
told(["statsmodels"], "0 to some 1 to 4, seven times", intervals(0), {
    "exact-c": [0.0, 3.689], "midp-c": [2.996, 2.996], "score": [0.0, 3.841], "sqrt": [0.96, 0.96], "sqrt-a": [0.0, 2.161],
    "waldccv": [0.0, 1.386], "wald": [0.0, 0.0]})
told(["statsmodels"], "all around 3", all(low < 3 < high for low, high in three.values()), True)
PY
