#!/usr/bin/env bash
# Guessed: energykit's detector, fitted to sixty days of a load between 0.8 and 1.2 kW, calls an outage of six hours a drop; on a meter of steadily 1 kW it takes 1.0001 kW
#   for usual, or cannot say.
# Seen: six hours of "sustained_elevation": three anomalies in a row are one, up or down; only a drop of one or two hours is "sudden_drop". On the steady meter
#   1.0001 kW is a spike with a score of 100. What is far more likely a farm, 3 kW for six hours, has the same name as the outage.
# Why it matters: a list of elevated loads is filled with outages, and the steadier a meter, the surer it is flagged for its last digit.
# Version: energykit 0.2.0, pandas 2.3.3
. "$(dirname "$0")/lib/fresh.sh"
python_with energykit==0.2.0 pandas==2.3.3 numpy==2.4.6 scikit-learn==1.8.0 <<'PY'
import numpy
import pandas
from energykit.anomaly.detector import MeterAnomalyDetector
from finding import told


def kinds(usual, *unusual):
    hours = pandas.date_range("2026-01-05", periods=len(usual) + 24, freq="h")
    day = numpy.r_[[1.] * 10, unusual, [1.] * (14 - len(unusual))]
    detector = MeterAnomalyDetector().fit(pandas.Series(usual, hours[:len(usual)]))
    found = detector.detect(pandas.Series(day, hours[-24:])).anomalies_df
    found = found[found.is_anomaly]
    return [found.anomaly_type.value_counts().to_dict(), round(float(found.z_score.abs().max()))]


varying = 1 + .2 * numpy.random.RandomState(0).uniform(-1, 1, 60 * 24)
seen = {"outage": kinds(varying, *[0.] * 6)[0], "short outage": kinds(varying, 0., 0.)[0], "farm": kinds(varying, *[3.] * 6)[0], "steady": kinds(numpy.ones(60 * 24), 1.0001)}
told(["energykit", "pandas"], "6 drops, 2 drops, 6 elevations, nothing", seen,
     {"outage": {"sustained_elevation": 6}, "short outage": {"sudden_drop": 2}, "farm": {"sustained_elevation": 6}, "steady": [{"spike": 1}, 100]})
PY
