#!/usr/bin/env bash
# Guessed: lightsim2grid, given a pandapower net with a load of constant impedance, finds its result or
#   refuses the load, as it refuses wards.
# Seen: it takes it for constant power: 1.50 in place of 1.35 MW, 0.942 in place of 0.948 of the voltage.
# Why it matters: it is used for its speed on the same nets; heaters, which are what a farm has to be told
#   from, draw more than they do.
# Version: pandapower 3.5.6, lightsim2grid 1.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with pandapower==3.5.6 lightsim2grid==1.2.0 pandas==2.3.3 numpy==2.4.6 scipy==1.16.2 <<'PY'
import numpy as np
import pandapower
from finding import told
from lightsim2grid.gridmodel import init_from_pandapower


def solved(percent):
    net = pandapower.create_empty_network()
    a, b = (pandapower.create_bus(net, 10) for _ in range(2))
    pandapower.create_ext_grid(net, a)
    pandapower.create_line_from_parameters(net, a, b, 10, 0.3, 0.3, 10, 0.4)
    pandapower.create_load(net, b, 1.5, 0.3, const_z_p_percent=percent, const_z_q_percent=percent)
    pandapower.runpp(net)
    light = init_from_pandapower(net)
    voltage = abs(light.ac_pf(np.ones(2, dtype=complex), 20, 1e-8))
    return {"pandapower": [round(float(net.res_load.p_mw[0]), 2), round(float(net.res_bus.vm_pu[1]), 3)],
            "lightsim2grid": [round(next(iter(light.get_loads())).res_p_mw, 2), round(float(voltage[1]), 3)]}


told(["pandapower", "lightsim2grid"], "the same from both",
     {"constant power": solved(0), "constant impedance": solved(100)},
     {"constant power": {"pandapower": [1.5, 0.942], "lightsim2grid": [1.5, 0.942]},
      "constant impedance": {"pandapower": [1.35, 0.948], "lightsim2grid": [1.5, 0.942]}})
PY
