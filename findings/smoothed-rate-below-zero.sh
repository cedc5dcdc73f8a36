#!/usr/bin/env bash
# Guessed: an empirical-Bayes rate of esda lies between a district's own rate and the rate of all.
# Seen: where districts differ by less than chance would make them (here 9 to 11 farms per 1,000 homes), the
#   variance between them is estimated below zero and kept: the smoothed rates fly away from the mean, one is
#   negative, and the order of districts is turned round. Marshall (1991) sets the variance to zero, which
#   gives the mean for all.
# Why it matters: smoothing is there for small counts, which is where a map would show −96 farms.
# Version: esda 2.9.0, libpysal 4.14.1
. "$(dirname "$0")/lib/fresh.sh"
python_with esda==2.9.0 libpysal==4.14.1 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 scikit-learn==1.9.1 geopandas==1.2.0 shapely==2.2.0 <<'PY'
import numpy as np
from esda.smoothing import Empirical_Bayes
from finding import told

farms = np.array([10.0, 11, 9, 10])
homes = np.array([1000.0, 1000, 1000, 1200])
smoothed = Empirical_Bayes(farms, homes).r.ravel() * 1000
told(["esda", "libpysal"], "between 8.3 and 11 per 1,000",
     {"own": [round(float(rate), 1) for rate in farms / homes * 1000], "mean": round(float(farms.sum() / homes.sum() * 1000), 1),
      "smoothed": [round(float(rate), 1) for rate in smoothed]},
     {"own": [10.0, 11.0, 9.0, 8.3], "mean": 9.5, "smoothed": [7.0, 1.6, 12.3, -95.8]})
PY
