#!/usr/bin/env bash
# Guessed: pecos finds the six hours in which a load that swings by 6 kW stands still, and one reading of 500 kW, with any pandas that its installation takes ("0.18 or newer").
# Seen: so it does with pandas 2.3.3. With pandas 3.1.1, which is what it gets today, all 48 hours stand still, or are abrupt, by its check of the difference, without a word; its checks of
#   range and of missing readings are right. pandas' stack() no longer drops what is missing, and the missing places were those without a fault.
# Why it matters: the same screening of meters that passed last year fails all of them after a fresh installation, or the good ones are masked with the bad ones.
# Version: pecos 1.0.0, pandas 3.1.1 and 2.3.3
. "$(dirname "$0")/lib/fresh.sh"
script=$(cat <<'PY'
import logging
import numpy
import pandas
import pecos
from finding import told

logging.disable()
kw = numpy.sin(numpy.arange(48) / 3) * 3 + 5
still, spike = kw.copy(), kw.copy()
still[10:16], spike[30] = 3, 500


def faults(loads, check):
    screening = pecos.monitoring.PerformanceMonitoring()
    screening.add_dataframe(pandas.DataFrame({"kw": loads}, pandas.date_range("2026-01-01", periods=48, freq="h")))
    check(screening)
    return [int(steps) for steps in screening.test_results["Timesteps"]]


hours = 4 * 3600
now = pandas.__version__.startswith("3.")
told(["pecos", "pandas"], "none, 6, some around one, 1", {
    "swings": faults(kw, lambda load: load.check_delta([0.01, None], hours)), "stands still": faults(still, lambda load: load.check_delta([0.01, None], hours)),
    "spike": faults(spike, lambda load: load.check_delta([None, 100], hours)), "range": faults(spike, lambda load: load.check_range([0, 100]))},
     {"swings": [48], "stands still": [48], "spike": [48], "range": [1]} if now else {"swings": [], "stands still": [6], "spike": [5], "range": [1]})
PY
)
python_with pecos==1.0.0 pandas==3.1.1 numpy==2.4.6 <<<"$script"
mkdir "$fresh/before"
fresh="$fresh/before" python_with pecos==1.0.0 pandas==2.3.3 numpy==2.4.6 <<<"$script"
