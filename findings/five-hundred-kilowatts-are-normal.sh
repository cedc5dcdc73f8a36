#!/usr/bin/env bash
# Guessed: after 300 loads of some 50 kW, half-space trees in river score 500 kW higher than 50 kW, in kW as in shares of a maximum.
# Seen: in kW 50, 60 and 500 score 0, the least there is, and half a kilowatt scores 0.996: all that is beyond 1 is one. With a scaler to
#   0 to 1 in front, which learns the range of the loads, 60 and 500 score 0.99, and the 50 kW of every day 0.89.
# Why it matters: nothing says that values are to lie from 0 to 1. A farm is as normal as a flat, and the meter of an empty flat is the
#   find.
# Version: river 0.26.1
. "$(dirname "$0")/lib/fresh.sh"
python_with river==0.26.1 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 <<'PY'
import random
from finding import told
from river import anomaly, compose, preprocessing


def scores(*in_front):
    model, loads = compose.Pipeline(*in_front, anomaly.HalfSpaceTrees(n_trees=25, height=8, window_size=50, seed=1)), random.Random(1)
    for _ in range(300):
        model.learn_one({"kw": loads.gauss(50, 5)})
    return {kw: round(model.score_one({"kw": kw}), 3) for kw in (0.5, 50.0, 60.0, 500.0)}


told(["river"], "500 kW scores highest", {"in kW": scores(), "scaled": scores(preprocessing.MinMaxScaler())},
     {"in kW": {0.5: 0.996, 50.0: 0.0, 60.0: 0.0, 500.0: 0.0}, "scaled": {0.5: 0.996, 50.0: 0.893, 60.0: 0.988, 500.0: 0.992}})
PY
