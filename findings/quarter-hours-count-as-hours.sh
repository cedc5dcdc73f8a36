#!/usr/bin/env bash
# Guessed: PyPSA takes from 96 snapshots a quarter of an hour apart that 5 MW for a day at 10 a MWh are
#   120 MWh and cost 1200, and that a battery of 10 MWh carries 5 MW for two hours.
# Seen: 480 MWh, 4800, and half an hour: each snapshot counts as one hour until weightings are set by
#   hand, whatever the times say.
# Why it matters: metered quarter-hours put straight into a plan make energy and cost four times too
#   large and storage four times too small, and the optimum still looks like one.
# Version: pypsa 1.2.4, pandas 2.3.3
. "$(dirname "$0")/lib/fresh.sh"
python_with pypsa==1.2.4 linopy==0.10.1 highspy==1.16.0 pandas==2.3.3 numpy==2.4.6 <<'PY'
import logging

import pandas as pd
import pypsa
from finding import told

logging.disable(logging.CRITICAL)


def optimal(with_battery):
    grid = pypsa.Network()
    grid.set_snapshots(pd.date_range("2026-01-01", periods=96, freq="15min"))
    grid.add("Bus", "bus")
    grid.add("Load", "homes", bus="bus", p_set=5.0)
    grid.add("Generator", "plant", bus="bus", p_nom=100, marginal_cost=10)
    if with_battery:
        grid.add("Store", "battery", bus="bus", e_nom=10, e_initial=10)
    grid.optimize(solver_name="highs", log_to_console=False)
    return grid


day, carried = optimal(False), optimal(True)
saved = (day.objective - carried.objective) / day.objective * 96
told(["pypsa"], "cost 1200, 120 MWh, 8 quarters carried by the battery",
     {"cost": round(day.objective), "mwh": round(float(day.statistics.supply().sum())), "quarters carried": round(saved)},
     {"cost": 4800, "mwh": 480, "quarters carried": 2})
PY
