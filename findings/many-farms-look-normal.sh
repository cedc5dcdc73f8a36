#!/usr/bin/env bash
# Guessed: pyod's KNN, as it comes, ranks flat meters of 3 kW above all 200 households, be they 3 or 6.
# Seen: three rank first to third. Six rank last of 206: each has five neighbours (the default) just like it, so its
#   score is 0, "the most usual". LOF and isolation forest still rank all six first.
# Why it matters: where a landlord puts the same machines into six flats, each of them looks more
#   honest than any neighbour.
# Version: pyod 3.6.7, scikit-learn 1.9.1
. "$(dirname "$0")/lib/fresh.sh"
python_with pyod==3.6.7 scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1 <<'PY'
import numpy as np
from finding import told
from pyod.models.iforest import IForest
from pyod.models.knn import KNN
from pyod.models.lof import LOF

chance, hour = np.random.default_rng(0), np.arange(24)
day = 0.3 + 0.5 * np.exp(-(((hour - 19) / 3) ** 2))
households = np.abs([day * chance.uniform(0.7, 1.5) + chance.normal(0, 0.05, 24) for _ in range(200)])


def ranks(model, farms):
    scores = model.fit(np.vstack([households, np.full((farms, 24), 3.0)])).decision_scores_
    above, below = scores[200:].min() > scores[:200].max(), scores[200:].max() < scores[:200].min()
    return "above all households" if above else "below all households" if below else "mixed"


told(["pyod"], "above all households, each time",
     {"KNN, 3": ranks(KNN(), 3), "KNN, 6": ranks(KNN(), 6), "LOF, 6": ranks(LOF(), 6), "IForest, 6": ranks(IForest(random_state=0), 6)},
     {"KNN, 3": "above all households", "KNN, 6": "below all households", "LOF, 6": "above all households",
      "IForest, 6": "above all households"})
PY
