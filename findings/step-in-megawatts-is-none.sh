#!/usr/bin/env bash
# Guessed: changeforest's "change_in_mean", which has no penalty or threshold to set, finds a step from 1 to 4 kW after 43 of a hundred readings (noise 0.1 kW) in kW, W and
#   MW alike, as its "random_forest" and "knn" do.
# Seen: at 43 in kW; in MW there is none, and in W there are 66. It counts squares in the unit of the readings against a fixed number. The other two find the one step in
#   any unit.
# Why it matters: a transformer's load in MW never changes, a flat's in W does so every other hour, and no setting says which unit is meant.
# Version: changeforest 1.2.1
. "$(dirname "$0")/lib/fresh.sh"
python_with changeforest==1.2.1 numpy==2.4.6 <<'PY'
import numpy
from changeforest import changeforest
from finding import told

load = numpy.where(numpy.arange(100) < 43, 1.0, 4.0) + 0.1 * numpy.sin(numpy.arange(100) ** 2)
seen = {}
for unit, factor in {"kW": 1, "MW": 0.001, "W": 1000}.items():
    found = [changeforest((load * factor).reshape(-1, 1), method, "bs").split_points() for method in ("change_in_mean", "random_forest", "knn")]
    seen[unit] = [points if len(points) < 5 else f"{len(points)} points" for points in found]
told(["changeforest"], "43 nine times", seen, {"kW": [[43], [43], [43]], "MW": [[], [43], [43]], "W": ["66 points", [43], [43]]})
PY
