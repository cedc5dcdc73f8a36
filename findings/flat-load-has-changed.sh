#!/usr/bin/env bash
# Guessed: pyhomogeneity finds no change in fifty days of 3 kWh each: p = 1, or an error.
# Seen: five of its six tests find one, at the first day, with p = 0; only Pettitt's does not. With 0.001 kWh of noise there is none in any.
# Why it matters: a meter that stands still, or an empty flat, is the surest change in the whole table, and heads every list sorted by p.
# Version: pyhomogeneity 1.1, numpy 2.4.6
. "$(dirname "$0")/lib/fresh.sh"
python_with pyhomogeneity==1.1 numpy==2.4.6 scipy==1.17.1 pandas==2.3.3 <<'PY'
import numpy
import pyhomogeneity
from finding import told

noise = 3 + numpy.random.RandomState(3).normal(0, .001, 50)
seen = {}
for name in ("pettitt", "snht", "buishand_range", "buishand_q", "buishand_u", "buishand_likelihood_ratio"):
    numpy.random.seed(1)
    flat = getattr(pyhomogeneity, name + "_test")(numpy.full(50, 3.), sim=500)
    seen[name] = [bool(flat.h), int(flat.cp), float(flat.p), bool(getattr(pyhomogeneity, name + "_test")(noise, sim=500).h)]
told(["pyhomogeneity", "numpy"], "no change, p = 1, no change with noise", seen,
     {"pettitt": [False, 1, 1.0, False]} | {name: [True, 1, 0.0, False] for name in list(seen)[1:]})
PY
