#!/usr/bin/env bash
# Guessed: "Jenks" in geostats, ckmeans in simple-statistics and Fisher-Jenks in mapclassify put eleven
#   skewed counts into the same four classes, for all seek the smallest sum of squares within classes.
# Seen: simple-statistics and mapclassify reach 1594; geostats 126326.5, 79 times the best: it puts 640
#   with 200 and 210, and spends a class on 40 and 41. Of 1, 2, … 10 it makes 2, 2, 2 and 4.
# Why it matters: the region with three times as many farms as the next has the colour of two others,
#   under the same words "natural breaks".
# Version: geostats 2.1.0, simple-statistics 7.12.1, mapclassify 2.10.0
. "$(dirname "$0")/lib/fresh.sh"
node_with simple-statistics@7.12.1 geostats@2.1.0 <<'JS'
import geostats from "geostats";
import { ckmeans } from "simple-statistics";
import { told } from "./finding.mjs";

const squares = (values) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
};
const within = (classes) => classes.map(squares).reduce((sum, part) => sum + part, 0);
const by_geostats = (values) => {
  const series = new geostats(values.slice());
  series.getClassJenks(4);
  return [0, 1, 2, 3].map((place) => values.filter((value) => series.getClass(value) === place));
};
const farms = [3, 5, 8, 12, 17, 40, 41, 90, 200, 210, 640];
const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
told(["geostats", "simple-statistics"], "the same classes, 1594 for both; for 1 to 10 a sum of 5",
  { geostats: by_geostats(farms), sum: within(by_geostats(farms)), "simple-statistics": ckmeans(farms, 4), its_sum: within(ckmeans(farms, 4)),
    "1 to 10": [within(by_geostats(ten)), within(ckmeans(ten, 4))] },
  { geostats: [[3, 5, 8, 12, 17], [40, 41], [90], [200, 210, 640]], sum: 126326.5,
    "simple-statistics": [[3, 5, 8, 12, 17, 40, 41], [90], [200, 210], [640]], its_sum: 1594, "1 to 10": [6.5, 5] });
JS
python_with mapclassify==2.10.0 numpy==2.4.6 pandas==3.1.1 scipy==1.17.1 scikit-learn==1.9.1 <<'PY'
import mapclassify
import numpy as np
from finding import told

farms = np.array([3.0, 5, 8, 12, 17, 40, 41, 90, 200, 210, 640])
told(["mapclassify"], "the classes of the other two", mapclassify.FisherJenks(farms, k=4).yb.tolist(), [0, 0, 0, 0, 0, 0, 0, 1, 2, 2, 3])
PY
