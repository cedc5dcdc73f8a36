#!/usr/bin/env bash
# Guessed: on noise, one region in twenty has p below 0.05 in esda's local Moran statistic.
# Seen: one in eleven. Its p counts the smaller tail only, never exceeds 0.5, and so is half of
#   what R's localmoran or a reader of "p < 0.05" takes it for.
# Why it matters: of 2000 districts without any pattern nearly 200 are coloured as clusters of farms
#   in place of 100.
# Version: esda 2.9.0, libpysal 4.14.1
. "$(dirname "$0")/lib/fresh.sh"
python_with esda==2.9.0 libpysal==4.14.1 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1 scikit-learn==1.9.1 geopandas==1.1.4 shapely==2.2.0 <<'PY'
import numpy as np
from esda import Moran_Local
from finding import told
from libpysal.weights import lat2W

side = 40
local = Moran_Local(np.random.default_rng(1).normal(size=side * side), lat2W(side, side), permutations=999, seed=1)
told(["esda"], "0.05, 1.0", {"share below 0.05": round(float((local.p_sim < 0.05).mean()), 2), "greatest p": round(float(local.p_sim.max()), 2)},
     {"share below 0.05": 0.09, "greatest p": 0.5})
PY
