#!/usr/bin/env bash
# Guessed: when none of 100 inspected sites is a farm, every interval for the share has 0 as its lower end
#   and something between 0.02 and 0.05 as its upper end.
# Seen: statsmodels' Jeffreys interval leaves out 0, and so the share that was seen, in one direction;
#   its default, "normal", ends at 0 in the other; samplics says that the share of what was not found
#   is not there, and that of the rest is 1.0 to 1.0.
# Why it matters: "no farms, with certainty" is what a small sample of a district says most of the time.
# Version: statsmodels 0.15.0, samplics 0.4.19
. "$(dirname "$0")/lib/fresh.sh"
python_with statsmodels==0.15.0 samplics==0.4.19 numpy==2.4.6 pandas==2.3.3 scipy==1.16.2 <<'PY'
import numpy as np
from finding import told
from samplics import PopParam
from samplics.estimation import TaylorEstimator
from statsmodels.stats.proportion import proportion_confint

seen = {method: [round(float(end), 6) for end in proportion_confint(0, 100, method=method)] for method in ("normal", "jeffreys", "beta", "wilson")}
survey = TaylorEstimator(PopParam.prop)
survey.estimate(y=np.zeros(100), samp_weight=np.ones(100), psu=np.arange(100))
seen["samplics"] = [{int(kind): float(end) for kind, end in ends.items()} for ends in (survey.lower_ci, survey.upper_ci)]
told(["statsmodels", "samplics"], "0 to some 0.03 in all", seen,
     {"normal": [0.0, 0.0], "jeffreys": [5e-06, 0.024745], "beta": [0.0, 0.036217], "wilson": [0.0, 0.036993], "samplics": [{0: 1.0}, {0: 1.0}]})
PY
