#!/usr/bin/env bash
# Guessed: a load profile with one missing reading (NaN) makes PyPSA, power-grid-model and pandapower
#   refuse the run, or gives NaN at that hour.
# Seen: three answers. PyPSA solves to "optimal" with no load and a price of 0 at that hour;
#   power-grid-model quietly takes the load of its base case, 9 kW in place of 5; pandapower stops.
# Why it matters: a planner who feeds metered profiles gets the gap as an idle hour from one program
#   and as the peak from the other, and nothing in either result says so.
# Version: pypsa 1.2.4, power-grid-model 1.12.110, pandapower 3.5.6
. "$(dirname "$0")/lib/fresh.sh"
python_with pypsa==1.2.4 linopy==0.10.1 highspy==1.16.0 power-grid-model==1.12.110 pandapower==3.5.6 pandas==2.3.3 numpy==2.4.6 <<'PY'
import logging
import math

import numpy as np
import pandas as pd
from finding import told

logging.disable(logging.CRITICAL)
HOURS, PROFILE_KW = pd.date_range("2026-01-01", periods=3, freq="h"), [5.0, math.nan, 5.0]


def with_pypsa():
    import pypsa
    grid = pypsa.Network()
    grid.set_snapshots(HOURS)
    grid.add("Bus", "bus")
    grid.add("Generator", "plant", bus="bus", p_nom=100, marginal_cost=10)
    grid.add("Load", "homes", bus="bus", p_set=pd.Series(PROFILE_KW, index=HOURS))
    status, condition = grid.optimize(solver_name="highs", log_to_console=False)
    return {"condition": condition, "kw": [abs(round(kw, 6)) for kw in grid.generators_t.p.plant],
            "price": [abs(round(price, 6)) for price in grid.buses_t.marginal_price.bus]}


def with_power_grid_model():
    from power_grid_model import PowerGridModel, initialize_array

    def table(kind, **columns):
        rows = initialize_array("input", kind, len(columns["id"]))
        for name, values in columns.items():
            rows[name] = values
        return rows

    base = {"node": table("node", id=[1, 2], u_rated=[400, 400]),
            "source": table("source", id=[3], node=[1], status=[1], u_ref=[1]),
            "line": table("line", id=[4], from_node=[1], to_node=[2], from_status=[1], to_status=[1],
                          r1=[0.01], x1=[0.01], c1=[0], tan1=[0]),
            "sym_load": table("sym_load", id=[5], node=[2], status=[1], type=[0], p_specified=[9000], q_specified=[0])}
    update = initialize_array("update", "sym_load", (3, 1))
    update["id"] = 5
    update["p_specified"] = 1000 * np.array(PROFILE_KW).reshape(3, 1)
    result = PowerGridModel(base).calculate_power_flow(update_data={"sym_load": update})
    return {"kw": [round(watts / 1000, 6) for watts in result["sym_load"]["p"].ravel().tolist()]}


def with_pandapower():
    import pandapower as pp
    from pandapower.control import ConstControl
    from pandapower.timeseries import DFData, OutputWriter, run_timeseries
    grid = pp.create_empty_network()
    supply, homes = pp.create_bus(grid, 0.4), pp.create_bus(grid, 0.4)
    pp.create_ext_grid(grid, supply)
    pp.create_line_from_parameters(grid, supply, homes, 0.1, 0.1, 0.1, 0, 1)
    load = pp.create_load(grid, homes, p_mw=0.009)
    data = DFData(pd.DataFrame({"homes": [kw / 1000 for kw in PROFILE_KW]}))
    ConstControl(grid, "load", "p_mw", element_index=[load], data_source=data, profile_name=["homes"])
    OutputWriter(grid, time_steps=range(3), output_path=None, log_variables=[("res_load", "p_mw")])
    try:
        run_timeseries(grid, range(3), verbose=False)
        return "solved"
    except Exception as error:
        return type(error).__name__


told(["pypsa", "power-grid-model", "pandapower"], "an error or NaN from each",
     {"pypsa": with_pypsa(), "power_grid_model": with_power_grid_model(), "pandapower": with_pandapower()},
     {"pypsa": {"condition": "optimal", "kw": [5.0, 0.0, 5.0], "price": [10.0, 0.0, 10.0]},
      "power_grid_model": {"kw": [5.0, 9.0, 5.0]}, "pandapower": "LoadflowNotConverged"})
PY
