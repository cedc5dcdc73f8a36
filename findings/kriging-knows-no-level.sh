#!/usr/bin/env bash
# Guessed: kriging.js, "ordinary kriging" by its manual, gives 3 between five places that all have 3, and 100 kW more everywhere
#   if all readings are 100 kW higher; far from all readings it gives their mean, 104, as pykrige does.
# Seen: 0 where all have 3, at the measured places, too. Where all have 100 kW more, the place between has 69 to 103 more, by the model, and
#   far away there are 40 to 113 in place of 104: the mean is taken for 0, and the model is fitted to how the readings differ.
# Why it matters: a surface of loads, tariffs or temperatures depends on where the scale begins: in kelvins it has other ups and
#   downs than in degrees, and where a quantity is the same everywhere it shows none of it.
# Version: @sakitam-gis/kriging 0.1.0, pykrige 1.7.3
. "$(dirname "$0")/lib/fresh.sh"
node_with @sakitam-gis/kriging@0.1.0 <<'JS'
import kriging from "@sakitam-gis/kriging";
import { told } from "./finding.mjs";

const x = [0, 1, 0, 1, 0.5], y = [0, 0, 1, 1, 0.5], loads = [1, 2, 3, 4, 10], seen = {};
for (const model of ["gaussian", "exponential", "spherical"]) {
  const at = (readings, px, py) => Math.round(kriging.predict(px, py, kriging.train(readings, x, y, model, 0, 100)) * 10) / 10;
  const higher = loads.map((kw) => kw + 100);
  seen[model] = { "all have 3": [at([3, 3, 3, 3, 3], 0.25, 0.25), at([3, 3, 3, 3, 3], 0, 0)], "100 more": [at(loads, 0.25, 0.25), at(higher, 0.25, 0.25)],
    "far away": at(higher, 50, 50) };
}
told(["@sakitam-gis/kriging"], "3 and 3; 100 apart; 104", seen,
  { gaussian: { "all have 3": [0, 0], "100 more": [5.1, 97.7], "far away": 40.3 }, exponential: { "all have 3": [0, 0], "100 more": [3.3, 72.1], "far away": 43.4 },
    spherical: { "all have 3": [0, 0], "100 more": [5.1, 108.2], "far away": 112.7 } });
JS
python_with pykrige==1.7.3 numpy==2.4.6 scipy==1.17.1 matplotlib==3.10.8 <<'PY'
from finding import told
from pykrige.ok import OrdinaryKriging

x, y, loads = [0., 1., 0., 1., .5], [0., 0., 1., 1., .5], [1., 2., 3., 4., 10.]


def at(readings, px, py):
    fit = OrdinaryKriging(x, y, readings, variogram_model="exponential", variogram_parameters={"psill": 9, "range": 1, "nugget": 0})
    return round(fit.execute("points", [float(px)], [float(py)])[0].item(), 1)


higher = [kw + 100 for kw in loads]
told(["pykrige"], "3; 100 apart; 104", {"all have 3": at([3] * 5, .25, .25), "100 more": [at(loads, .25, .25), at(higher, .25, .25)],
                                       "far away": at(higher, 50, 50)},
     {"all have 3": 3.0, "100 more": [4.6, 104.6], "far away": 103.6})
PY
