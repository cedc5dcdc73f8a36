#!/usr/bin/env bash
# Guessed: a variogram that scikit-gstat has fitted is the same after its to_gstools(), at every distance and for every model; one missing load is left out of the measured
#   variogram, or refused, by both.
# Seen: with a nugget it is less from the first metre on, and far away by the whole nugget: the one counts it on top of the sill, the other within. Without a nugget they are equal.
#   One NaN makes NaN of 8 of 10 distances in scikit-gstat, which still names a range and a sill; gstools leaves it out.
# Why it matters: the surface of loads is the smoother and its error the smaller for having changed hands, and nothing in it shows.
# Version: scikit-gstat 1.0.26, gstools 1.7.0
. "$(dirname "$0")/lib/fresh.sh"
python_with scikit-gstat==1.0.26 gstools==1.7.0 numpy==2.4.6 scipy==1.16.3 <<'PY'
import gstools
import numpy
import skgstat
from finding import told

random = numpy.random.RandomState(7)
places = random.uniform(0, 100, (300, 2))
loads = 3 * numpy.sin(places[:, 0] / 15) + 3 * numpy.cos(places[:, 1] / 20) + random.normal(0, 1.5, 300)
far = numpy.array([1e4])
seen = {}
for model in ("spherical", "gaussian", "cubic"):
    fitted = {nugget: skgstat.Variogram(places, loads, model=model, use_nugget=nugget, n_lags=10, maxlag=60) for nugget in (False, True)}
    lost = {nugget: (own.fitted_model(far) - own.to_gstools().variogram(far)).item() for nugget, own in fitted.items()}
    nugget = fitted[True].parameters[-1]
    seen[model] = {"without": abs(lost[False]) < 1e-6, "with": f"{lost[True] / nugget:.3f} nuggets", "nugget": round(float(nugget), 1)}
gap = numpy.append(loads[:-1], numpy.nan)
own = skgstat.Variogram(places, gap, n_lags=10)
seen["one NaN"] = {"scikit-gstat": int(numpy.isnan(own.experimental).sum()), "has a range": bool(own.parameters[0] > 0),
                   "gstools": int(numpy.isnan(gstools.vario_estimate(places.T, gap, bin_edges=numpy.append(0, own.bins))[1]).sum())}
told(["scikit-gstat", "gstools"], "no difference by any; none NaN, or an error", seen, {
    "spherical": {"without": True, "with": "1.000 nuggets", "nugget": 0.1}, "gaussian": {"without": True, "with": "1.000 nuggets", "nugget": 1.5},
    "cubic": {"without": True, "with": "1.000 nuggets", "nugget": 1.1}, "one NaN": {"scikit-gstat": 8, "has a range": True, "gstools": 0}})
PY
