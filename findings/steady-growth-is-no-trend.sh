#!/usr/bin/env bash
# Guessed: use that grows by 1 kWh a day for twenty days has a trend by any of the Mann-Kendall tests of pymannkendall.
# Seen: by two of five. Where the trend is taken out first, nothing is left, and the result is "no trend", p = 1; by two corrections for autocorrelation p is
#   NaN and the result "no trend" as well. The slope of 1 is given all the same. With 0.1 kWh of noise all find the trend.
# Why it matters: registers that rise evenly, as of a machine that never rests, are the very ones that pass for unchanged.
# Version: pymannkendall 1.4.3, numpy 2.4.6
. "$(dirname "$0")/lib/fresh.sh"
python_with pymannkendall==1.4.3 numpy==2.4.6 scipy==1.17.1 <<'PY'
import numpy
import pymannkendall
from finding import told

even = numpy.arange(20.)
noisy = even + .1 * numpy.random.RandomState(0).normal(size=20)
seen = {}
for name in ("original_test", "pre_whitening_modification_test", "hamed_rao_modification_test", "yue_wang_modification_test",
             "trend_free_pre_whitening_modification_test"):
    test = getattr(pymannkendall, name)
    seen[name] = [test(even).trend, f"{test(even).p:.3f}", float(test(even).slope), test(noisy).trend]
told(["pymannkendall", "numpy"], "increasing, p < 0.05, in all", seen,
     {"original_test": ["increasing", "0.000", 1.0, "increasing"], "pre_whitening_modification_test": ["increasing", "0.000", 1.0, "increasing"],
      "hamed_rao_modification_test": ["no trend", "nan", 1.0, "increasing"], "yue_wang_modification_test": ["no trend", "nan", 1.0, "increasing"],
      "trend_free_pre_whitening_modification_test": ["no trend", "1.000", 1.0, "increasing"]})
PY
