#!/usr/bin/env bash
# Guessed: diptest tells fifty meters near 1 kW and fifty near 6 kW for two groups (p near 0), and with one reading missing too, or says NaN or an error.
# Seen: one NaN, wherever it stands, makes the dip 0 and p = 1: as surely one group as there is. An infinite reading leaves the two groups.
# Why it matters: whether a street falls into two groups of loads, households and farms, is answered "no" as soon as one meter is silent.
# Version: diptest 0.12.0, numpy 2.4.6
. "$(dirname "$0")/lib/fresh.sh"
python_with diptest==0.12.0 numpy==2.4.6 <<'PY'
import diptest
import numpy
from finding import told

loads = numpy.r_[numpy.random.RandomState(0).normal(1, .1, 50), numpy.random.RandomState(1).normal(6, .1, 50)]
groups = lambda readings: [round(float(number), 3) for number in diptest.diptest(readings)]
told(["diptest", "numpy"], "a dip of 0.226, p = 0; the same without the missing one, NaN, or an error",
     {"all": groups(loads), "one missing": [groups(numpy.insert(loads, place, numpy.nan)) for place in (0, 30, 100)], "one infinite": groups(numpy.r_[loads, numpy.inf])},
     {"all": [0.226, 0.0], "one missing": [[0.0, 1.0]] * 3, "one infinite": [0.224, 0.0]})
PY
