#!/usr/bin/env bash
# Guessed: mapclassify refuses a value that is missing (NaN), or leaves it without a class.
# Seen: it goes into class 0, the lowest, and is counted there. With Quantiles it also takes the last
#   bound along, so the two highest regions land in class 0, too; FisherJenks puts all ten there.
#   Only NaturalBreaks refuses.
# Why it matters: on a map a region without a figure gets the colour of the fewest farms, and so may the
#   region with the most.
# Version: mapclassify 2.10.0, numpy 2.4.6
. "$(dirname "$0")/lib/fresh.sh"
python_with mapclassify==2.10.0 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1 scikit-learn==1.9.1 <<'PY'
import math

import mapclassify
import numpy as np
from finding import told

farms = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, math.nan])


def classes(scheme, **how):
    try:
        return getattr(mapclassify, scheme)(farms, **how).yb.tolist()
    except ValueError:
        return "refused"


seen = {"EqualInterval": classes("EqualInterval", k=3), "UserDefined": classes("UserDefined", bins=[3, 6, 9]),
        "Quantiles": classes("Quantiles", k=3), "FisherJenks": classes("FisherJenks", k=3), "NaturalBreaks": classes("NaturalBreaks", k=3)}
told(["mapclassify"], "refused, or no class for the last of the ten", seen,
     {"EqualInterval": [0, 0, 0, 1, 1, 1, 2, 2, 2, 0], "UserDefined": [0, 0, 0, 1, 1, 1, 2, 2, 2, 0],
      "Quantiles": [0, 0, 0, 0, 1, 1, 1, 0, 0, 0], "FisherJenks": [0] * 10, "NaturalBreaks": "refused"})
PY
