#!/usr/bin/env bash
# Guessed: ANDES, pypowsybl and pandapower find one voltage and angle in a MATPOWER case of three buses, also where its impedances are per unit of 10 MVA, where a transformer without a tap shifts the
#   phase by 30 degrees, and where 50 MW of losses stand at the bus.
# Seen: they agree on the plain case. At 10 MVA ANDES has 1.018 in place of 0.997, for it takes the impedances to be per unit of 100; without a tap it does not shift. pypowsybl leaves
#   out losses at a bus that has no reactance beside them, and has them with one. pandapower is as guessed.
# Why it matters: each of the three grids is a plausible one; the distribution grids that come per unit of 10 MVA or 1 MVA lose most of their voltage drop.
# Version: andes 2.0.0, pypowsybl 1.16.1, pandapower 3.5.6
. "$(dirname "$0")/lib/fresh.sh"
python_with andes==2.0.0 pypowsybl==1.16.1 pandapower==3.5.6 pandas==2.3.3 numpy==2.4.6 scipy==1.17.1 <<'PY'
import logging
from pathlib import Path
logging.disable()
import andes
import numpy
import pandapower
import pypowsybl
from finding import told
from pandapower.converter.matpower.from_mpc import from_mpc
from scipy.io import savemat


def feeder(base=100.0, load=20.0, shift=0.0, losses=0.0, reactance=0.0):
    tables = {"bus": [[101, 3, 0, 0, 0, 0, 1, 1.02, 0, 110, 1, 1.1, 0.9], [205, 1, load, 5, losses, reactance, 1, 1, 0, 20, 1, 1.1, 0.9],
                      [30, 1, 0, 0, 0, 0, 1, 1, 0, 20, 1, 1.1, 0.9]],
              "gen": [[101, 0, 0, 300, -300, 1.02, base, 1, 300, 0] + [0] * 11], "branch": [[101, 205, 0.005, 0.04, 0, 0, 0, 0, 0, shift, 1, -360, 360], [205, 30, 0.05, 0.1] + [0] * 6 + [1, -360, 360]]}
    Path("case.m").write_text(f"function mpc = case\nmpc.version = '2';\nmpc.baseMVA = {base};\n" + "".join(
        f"mpc.{name} = [\n" + "".join(" ".join(map(str, row)) + ";\n" for row in rows) + "];\n" for name, rows in tables.items()))
    savemat("case.mat", {"mpc": {"version": "2", "baseMVA": base, **{name: numpy.array(rows, float) for name, rows in tables.items()}}})
    system = andes.load("case.m", setup=True, no_output=True, default_config=True)
    system.PFlow.run()
    network = pypowsybl.network.load("case.mat")
    pypowsybl.loadflow.run_ac(network, parameters=pypowsybl.loadflow.Parameters(distributed_slack=False))
    net = from_mpc("case.mat", f_hz=50)
    pandapower.runpp(net, numba=False, calculate_voltage_angles=True)
    found = [(system.Bus.v.v[1], numpy.degrees(system.Bus.a.v[1])), network.get_buses()[["v_mag", "v_angle"]].iloc[1], net.res_bus[["vm_pu", "va_degree"]].iloc[1]]
    return [(round(float(volts), 3), round(float(angle), 1)) for volts, angle in found]


told(["andes", "pypowsybl", "pandapower"], "one pair each", {
    "plain": feeder(), "10 MVA": feeder(base=10.0, load=5.0), "shift": feeder(shift=30.0), "losses": feeder(losses=50.0), "with reactance": feeder(losses=50.0, reactance=1.0)},
     {"plain": [(1.017, -0.4), (1.017, -0.4), (1.017, -0.4)], "10 MVA": [(1.018, -0.1), (0.997, -1.0), (0.997, -1.0)], "shift": [(1.017, -0.4), (1.017, -30.4), (1.017, -30.4)],
      "losses": [(1.014, -1.6), (1.017, -0.4), (1.014, -1.6)], "with reactance": [(1.015, -1.6), (1.015, -1.6), (1.015, -1.6)]})
PY
