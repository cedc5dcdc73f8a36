#!/usr/bin/env bash
# Guessed: change-point-analyzer, which follows Taylor's method, finds a rise from 3 to 6 kW after 43 of a hundred readings at 43, and a fall there, too, with either of its two estimators.
# Seen: by the cumulative sum it finds the fall, one reading early, but the rise at the last reading: it takes the greatest sum and not the one farthest from zero. By squared errors both
#   are at 40: the first three readings are left out of the search and of the count as well.
# Why it matters: a farm that starts is told as one that starts today, and one that stops is told rightly, so a test with a fall shows nothing.
# Version: change-point-analyzer 0.0.5, numpy 1.26.4
. "$(dirname "$0")/lib/fresh.sh"
python_with change-point-analyzer==0.0.5 numpy==1.26.4 matplotlib==3.10.8 <<'PY'
import numpy
from change_point_analyzer.main import ChangePointAnalyzer
from finding import told

numpy.random.seed(1)
noise = numpy.random.normal(0, .05, 100)
rise = numpy.r_[numpy.full(43, 3.), numpy.full(57, 6.)] + noise


def at(loads):
    analyzer = ChangePointAnalyzer(loads)
    return [int(analyzer.compute_changepoint_s_diff()[0]), int(analyzer.compute_changepoint_mse()[0])]


told(["change-point-analyzer", "numpy"], "43 four times", {"rise": at(rise), "fall": at(9 - rise)},
     {"rise": [99, 40], "fall": [42, 40]})
PY
