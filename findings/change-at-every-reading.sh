#!/usr/bin/env bash
# Guessed: fastcpd's "meanvariance" finds the step from 1 to 4 kW in 100 readings with noise of 0.1 kW,
#   as its "mean" does.
# Seen: 99 change points, one at every reading: a piece of one reading has no variance, and its cost
#   falls without end. Without any noise it finds the one step.
# Why it matters: the better the meter, the better the answer, until the last digit moves; then each
#   reading is an event.
# Version: fastcpd 1.3.1, numpy 2.4.6
. "$(dirname "$0")/lib/fresh.sh"
python_with fastcpd==1.3.1 numpy==2.4.6 <<'PY'
import fastcpd.segmentation as segmentation
import numpy as np
from finding import told

step = np.r_[np.full(43, 1.0), np.full(57, 4.0)]
noisy = step + np.random.default_rng(0).normal(0, 0.1, 100)
found = lambda method, load: [int(end) for end in method(load).cp_set]
seen = {"mean, noisy": found(segmentation.mean, noisy), "meanvariance, clean": found(segmentation.meanvariance, step),
        "meanvariance, noisy": len(found(segmentation.meanvariance, noisy))}
told(["fastcpd"], "[43] each time", seen, {"mean, noisy": [43], "meanvariance, clean": [43], "meanvariance, noisy": 99})
PY
