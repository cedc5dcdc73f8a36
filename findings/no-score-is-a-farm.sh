#!/usr/bin/env bash
# Guessed: venn-abers refuses a score that is missing (NaN), or has no probability for it.
# Seen: it has that of the highest score there is, here 0.95: NaN sorts behind all numbers.
# Why it matters: a meter whose features could not be computed, for its readings are missing, heads the
#   list of farms.
# Version: venn-abers 1.5.4
. "$(dirname "$0")/lib/fresh.sh"
python_with venn-abers==1.5.4 numpy==2.4.6 pandas==2.3.3 scipy==1.16.2 scikit-learn==1.7.2 <<'PY'
import math

import numpy as np
from finding import told
from venn_abers import VennAbers

draw = np.random.default_rng(0)
score = draw.random(200)
farm = (draw.random(200) < score).astype(int)
calibrated = VennAbers()
calibrated.fit(np.column_stack([1 - score, score]), farm)
asked = {"0.0": 0.0, "0.5": 0.5, "1.0": 1.0, "missing": math.nan}
probability, _ = calibrated.predict_proba(np.array([[1 - value, value] for value in asked.values()]))
told(["venn-abers"], "the last refused, or nan", {name: round(float(row[1]), 2) for name, row in zip(asked, probability)},
     {"0.0": 0.05, "0.5": 0.45, "1.0": 0.95, "missing": 0.95})
PY
