#!/usr/bin/env bash
# Guessed: load-flow-engine has at the end of a line of 0.5 + 0.5j ohms at 10 kV, which feeds 3 MW and 0.6 Mvar, the voltage that a calculation by hand has, 0.9816 of the nominal one; a load
#   entered before its bus counts, or is refused; one entered again under its name replaces the first.
# Seen: 0.994: it divides the power of each phase by the base of all three, while its own example makes ohms of that base too, so a third of the drop is left. The early load draws nothing
#   (1.0), though the network lists it, and so does one at a bus misspelt; the one entered again draws twice.
# Why it matters: a feeder with three times the farms that it can bear passes the check of voltage, and a file read in another order has no load at all.
# Version: load-flow-engine 0.1.0, numpy 2.4.6
. "$(dirname "$0")/lib/fresh.sh"
python_with load-flow-engine==0.1.0 numpy==2.4.6 scipy==1.17.1 <<'PY'
import numpy
from finding import told
from load_flow_engine import Branch, Bus, BusType, Load, Network, PhaseType, StudyCase, ThreePhaseLoadFlowSolver

kv, mva, ohms, power = 10., 10., .5 + .5j, 3 + .6j
ohms_of_one = kv ** 2 / mva


def voltage(order, times=1, at="end"):
    network = Network(StudyCase(max_iterations=50, solution_precision=1e-8, base_mva=mva))
    for part in order:
        if part == "buses":
            network.add_bus(Bus("start", BusType.SLACK, PhaseType.ABC, base_kv=kv))
            network.add_bus(Bus("end", BusType.PQ, PhaseType.ABC, base_kv=kv))
        for _ in range(times if part == "load" else 0):
            network.add_load(Load("farm", at, PhaseType.ABC, mw=numpy.full(3, power.real / 3), mvar=numpy.full(3, power.imag / 3)))
    network.add_branch(Branch("line", "start", "end", PhaseType.ABC, r1=ohms.real / ohms_of_one, x1=ohms.imag / ohms_of_one, r0=ohms.real / ohms_of_one, x0=ohms.imag / ohms_of_one))
    network.build()
    return [bool(ThreePhaseLoadFlowSolver(network).solve()), round(float(network.buses["end"].v_mag[0]), 4), len(network.loads)]


by_hand = kv
for _ in range(50):
    by_hand = kv - ohms * (power / by_hand).conjugate()
seen = {"by hand": round(abs(by_hand) / kv, 4), "buses first": voltage(["buses", "load"]), "load first": voltage(["load", "buses"]), "misspelt": voltage(["buses", "load"], at="End"),
        "entered twice": voltage(["buses", "load"], times=2)}
told(["load-flow-engine", "numpy"], "0.9816 throughout, or an error", seen,
     {"by hand": 0.9816, "buses first": [True, 0.994, 1], "load first": [True, 1.0, 1], "misspelt": [True, 1.0, 1], "entered twice": [True, 0.9878, 1]})
PY
