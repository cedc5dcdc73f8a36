#!/usr/bin/env bash
# Guessed: in esda's local Moran a region without neighbours (an exclave, an island) is not significant,
#   and a missing figure makes its p-value missing.
# Seen: the region without neighbours gets p = 0.001, the smallest that 999 permutations allow, and class
#   "high among low"; of 20 random values it is the only significant one. Where one figure is NaN,
#   all 20 regions get p = 0.001 and class "low among low".
# Why it matters: an atlas of hot spots would mark the exclave in every year, and one gap would mark
#   the whole country.
# Version: esda 2.9.0, libpysal 4.14.1
. "$(dirname "$0")/lib/fresh.sh"
python_with esda==2.9.0 libpysal==4.14.1 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 scikit-learn==1.9.1 geopandas==1.2.0 shapely==2.2.0 <<'PY'
import math

import numpy as np
from esda import Moran_Local
from finding import told
from libpysal.weights import W

chain = {region: [near for near in (region - 1, region + 1) if 0 <= near < 19] for region in range(19)}
weights = W({**chain, 19: []}, silence_warnings=True)
rates = np.append(np.random.default_rng(1).normal(0, 1, 19), 9.0)


def marked(values):
    local = Moran_Local(values, weights, permutations=999, seed=1)
    return {int(region): (round(float(local.p_sim[region]), 3), int(local.q[region])) for region in np.flatnonzero(local.p_sim < 0.05)}


gap = rates.copy()
gap[3] = math.nan
told(["esda", "libpysal"], "none marked; with a gap at most its neighbours",
     {"marked": marked(rates), "regions marked with a gap": len(marked(gap)), "p and class with a gap": sorted(set(marked(gap).values()))},
     {"marked": {19: (0.001, 4)}, "regions marked with a gap": 20, "p and class with a gap": [(0.001, 3)]})
PY
