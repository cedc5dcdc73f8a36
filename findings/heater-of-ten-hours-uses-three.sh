#!/usr/bin/env bash
# Guessed: energykit gives a load of 3000 W for ten hours of a day to the heater of 3000 W, by the non-negative least squares that it names, and none to the farm of 2000 W;
#   it detects one appliance with 30 kWh that day.
# Seen: 1800 W for the heater and 1200 W for the farm, in every hour, whatever the load: it is split by rated power times share of time. The detected appliance has
#   3.025 kWh whether it ran for ten hours or for three: rated power, rounded to the middle of 50 W, times the number of switchings.
# Why it matters: every house with a heater has a farm, and a machine that never switches off has the energy of a single hour.
# Version: energykit 0.2.0, pandas 2.3.3
. "$(dirname "$0")/lib/fresh.sh"
python_with energykit==0.2.0 pandas==2.3.3 numpy==2.4.6 scikit-learn==1.8.0 <<'PY'
import pandas
from energykit.disaggregate.nilm import Appliance, ApplianceDisaggregator, EdgeDetector
from finding import told


def day(hours):
    return pandas.Series([0.] * 5 + [3000.] * hours + [0.] * (19 - hours), index=pandas.date_range("2026-01-01", periods=24, freq="h"))


def detected(hours):
    detector = EdgeDetector()
    detector.fit_transform(day(hours))
    return detector.detected_appliances_.total_energy_kwh.tolist()


split = ApplianceDisaggregator([Appliance("heater", 3000), Appliance("farm", 2000)]).fit(day(10))
watts = split.transform(day(10))[["heater", "farm"]].max()
told(["energykit", "pandas"], "3000 W and 0 W; 30 and 9 kWh", {"split": watts.tolist(), "detected": [detected(10), detected(3)]},
     {"split": [1800.0, 1200.0], "detected": [[3.025], [3.025]]})
PY
