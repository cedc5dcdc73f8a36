#!/usr/bin/env bash
# Guessed: esda's hot-spot statistic Gi*, called as its examples call it on neighbours of weight one, is the
#   standard score of Ord and Getis (1995), which needs no permutations.
# Seen: the weights are row-standardised without a word, and the variance belongs to other weights: of a block
#   of nine high districts the middle has 2.1 in place of 6.9, and none of 49 districts passes 2.576 where
#   five do. transform="B" gives the textbook's scores.
# Why it matters: a map of where mining gathers shows nothing where it should show a hot spot at p < 0.01.
# Version: esda 2.9.0, libpysal 4.14.1
. "$(dirname "$0")/lib/fresh.sh"
python_with esda==2.9.0 libpysal==4.14.1 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 scikit-learn==1.9.1 geopandas==1.2.0 shapely==2.2.0 <<'PY'
import numpy as np
from esda import G_Local
from finding import told
from libpysal.weights import lat2W

side = 7
farms = np.array([10.0 + (x * 3 + y * 5) % 4 + (30 if 2 <= x <= 4 and 2 <= y <= 4 else 0) for y in range(side) for x in range(side)])


def textbook():
    w = lat2W(side, side, rook=False).full()[0] + np.eye(side * side)
    n, mean = farms.size, farms.mean()
    s = np.sqrt((farms**2).mean() - mean**2)
    weight = w.sum(1)
    return (w @ farms - mean * weight) / (s * np.sqrt((n * (w**2).sum(1) - weight**2) / (n - 1)))


def scores(**options):
    return G_Local(farms, lat2W(side, side, rook=False), star=True, permutations=0, **options).Zs


def shown(z):
    return {"middle": round(float(z[24]), 2), "beyond 2.576": int((z > 2.576).sum())}


told(["esda", "libpysal"], "as the textbook's",
     {"textbook": shown(textbook()), "as called": shown(scores()), "transform B": shown(scores(transform="B"))},
     {"textbook": {"middle": 6.9, "beyond 2.576": 5}, "as called": {"middle": 2.1, "beyond 2.576": 0}, "transform B": {"middle": 6.9, "beyond 2.576": 5}})
PY
