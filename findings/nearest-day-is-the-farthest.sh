#!/usr/bin/env bash
# Guessed: the distance of two days by dynamic time warping is one number in four libraries, as each is called without options, or at least
#   three days have one order by it.
# Seen: 1.73 in dtaidistance and tslearn, 3 in fastdtw, 4 in dtw-python: the root of a sum of squares, a sum, and a sum where a step on both days
#   counts twice. Of a day that is late, one with a spike and one with noise, noise is the nearest and the spike the farthest in the first two,
#   and the other way round in the others.
# Why it matters: a threshold for "like a known farm" from one paper or program means nothing in the next, and the meter that is most like
#   one is the least like it.
# Version: dtaidistance 2.5.1, tslearn 0.10.0, fastdtw 0.3.4, dtw-python 1.9.0
. "$(dirname "$0")/lib/fresh.sh"
python_with dtaidistance==2.5.1 tslearn==0.10.0 fastdtw==0.3.4 dtw-python==1.9.0 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 numba==0.68.1 <<'PY'
import numpy
from dtaidistance import dtw as dtaidistance
from dtw import dtw
from fastdtw import fastdtw
from finding import told
from tslearn.metrics import dtw as tslearn

farm = numpy.array([0.0, 0, 3, 3, 3, 0, 0, 0])
days = {"late": [0.0, 0, 0, 0, 3, 3, 3, 1], "one spike": [0.0, 0, 3, 5, 3, 0, 0, 0], "noise": [0.5, 0.5, 2.5, 2.5, 2.5, 0.5, 0.5, 0.5]}


def distances(day):
    by_all = dtaidistance.distance(farm, day), tslearn(farm, day), fastdtw(farm, day, radius=8)[0], dtw(farm, day).distance
    return [round(float(distance), 2) for distance in by_all]


seen = {name: distances(numpy.array(day)) for name, day in days.items()}
told(["dtaidistance", "tslearn", "fastdtw", "dtw-python"], "one number for each day, or one order", seen,
     {"late": [1.73, 1.73, 3.0, 4.0], "one spike": [2.0, 2.0, 2.0, 2.0], "noise": [1.41, 1.41, 4.0, 7.5]})
PY
