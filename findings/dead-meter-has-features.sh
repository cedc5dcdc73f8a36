#!/usr/bin/env bash
# Guessed: pycatch22 gives NaN for all 22 features of a constant series, which has no spread to scale by.
# Seen: 22 finite numbers, one of them 773.9, the same for 0 kW, 3 kW and 3000 W to the last digit.
# Why it matters: a classifier on these features cannot tell a dead meter from a farm at full load, and
#   sees one outlying figure in both.
# Version: pycatch22 1.0.2
. "$(dirname "$0")/lib/fresh.sh"
python_with pycatch22==1.0.2 <<'PY'
import math

from finding import told
from pycatch22 import catch22_all

of = {level: catch22_all([level] * 96) for level in (0.0, 3.0, 3000.0)}
values = of[3.0]["values"]
seen = {"finite": sum(math.isfinite(value) for value in values), "alike": of[0.0]["values"] == values == of[3000.0]["values"],
        "largest": (of[3.0]["names"][values.index(max(values))], round(max(values), 1))}
told(["pycatch22"], "NaN throughout", seen,
     {"finite": 22, "alike": True, "largest": ("CO_Embed2_Dist_tau_d_expfit_meandiff", 773.9)})
PY
