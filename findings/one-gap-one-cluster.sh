#!/usr/bin/env bash
# Guessed: tslearn refuses series with a gap (NaN) inside, as its documents speak of NaN only at the end,
#   where it marks a shorter series.
# Seen: with the Euclidean metric it refuses. With DTW the distance is infinite, nothing is said, and
#   k-means puts the meter with the gap into a cluster of its own; one with twice and one with
#   a tenth of its load share the other.
# Why it matters: the cluster "unlike all others", where one looks for farms, holds a lost reading.
# Version: tslearn 0.10.0, scikit-learn 1.9.1
. "$(dirname "$0")/lib/fresh.sh"
python_with tslearn==0.10.0 scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1 numba==0.68.1 <<'PY'
import math

import numpy as np
from finding import told
from tslearn.clustering import TimeSeriesKMeans
from tslearn.metrics import dtw

whole = np.array([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
gap = whole.copy()
gap[2] = math.nan
meters = np.array([whole, gap, 2 * whole, 0.1 * whole])
try:
    euclidean = TimeSeriesKMeans(n_clusters=2, metric="euclidean", random_state=0).fit_predict(meters).tolist()
except ValueError:
    euclidean = "refused"
labels = TimeSeriesKMeans(n_clusters=2, metric="dtw", random_state=0).fit_predict(meters).tolist()
seen = {"euclidean": euclidean, "distance to itself with a gap": dtw(whole, gap), "gap alone": labels.count(labels[1]) == 1}
told(["tslearn"], "refused both times", seen, {"euclidean": "refused", "distance to itself with a gap": math.inf, "gap alone": True})
PY
