#!/usr/bin/env bash
# Guessed: quantiles in four classes of ten regions, six of them without a farm, paint the six alike and
#   lightest in d3-scale, geostats and mapclassify.
# Seen: in d3-scale the six get the third of four colours: a value equal to a bound belongs above it,
#   and two bounds are 0. In the others they get the first. mapclassify makes three classes of the
#   four; geostats, whose bounds are readings and not in between, puts 10 with 5.
# Why it matters: one table, three maps, and one of them shows "no farms" as "many".
# Version: d3-scale 4.0.3, geostats 2.1.0, mapclassify 2.10.0
. "$(dirname "$0")/lib/fresh.sh"
node_with d3-scale@4.0.3 geostats@2.1.0 <<'JS'
import { scaleQuantile } from "d3-scale";
import geostats from "geostats";
import { told } from "./finding.mjs";

const farms = [0, 0, 0, 0, 0, 0, 5, 10, 20, 40];
const d3 = scaleQuantile(farms, [0, 1, 2, 3]);
const series = new geostats(farms.slice());
const bounds = series.getClassQuantile(4);
told(["d3-scale", "geostats"], "six in class 0 in both",
  { d3: farms.map(d3), geostats: farms.map((value) => series.getClass(value)), bounds },
  { d3: [2, 2, 2, 2, 2, 2, 2, 3, 3, 3], geostats: [0, 0, 0, 0, 0, 0, 2, 2, 3, 3], bounds: [0, 0, 0, 10, 40] });
JS
python_with mapclassify==2.10.0 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1 scikit-learn==1.9.1 <<'PY'
import mapclassify
import numpy as np
from finding import told

farms = np.array([0.0, 0, 0, 0, 0, 0, 5, 10, 20, 40])
quantiles = mapclassify.Quantiles(farms, k=4)
told(["mapclassify"], "six in class 0, four classes", {"classes": quantiles.yb.tolist(), "bounds": quantiles.bins.tolist()},
     {"classes": [0, 0, 0, 0, 0, 0, 1, 2, 2, 2], "bounds": [0.0, 8.75, 40.0]})
PY
