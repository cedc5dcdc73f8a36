#!/usr/bin/env bash
# Guessed: ANDES and pypowsybl find the same voltages in a PSS/E file (version 33) with a feeder behind a transformer whose second winding stands at 1.05 of its bus's voltage, however the
#   windings are given (CW 1: of the bus, 2: in kV, 3: of the winding), and so where the first stands at 0.95.
# Seen: in kV they agree on 1.071; with CW 1 and 3 ANDES has 1.020, as if the second winding stood at 1, and pypowsybl 1.071. The first winding counts in both.
# Why it matters: the voltage of a whole district is 5% too low, and its load with it where it depends on the voltage, by the notation of the file alone.
# Version: andes 2.0.0, pypowsybl 1.16.1
. "$(dirname "$0")/lib/fresh.sh"
python_with andes==2.0.0 pypowsybl==1.16.1 pandas==2.3.3 <<'PY'
import logging
from pathlib import Path
logging.disable()
import andes
import pypowsybl
from finding import told

FILE = """0, 100.0, 33, 0, 0, 50.0 / feeder behind a transformer


1,'SLACK       ',110.0,3,1,1,1,1.02,0.0,1.1,0.9,1.1,0.9
2,'FEEDER      ',20.0,1,1,1,1,1.0,0.0,1.1,0.9,1.1,0.9
0 / END OF BUS DATA, BEGIN LOAD DATA
2,'1 ',1,1,1,22.0,1.0,0.0,0.0,0.0,0.0,1,1,0
0 / END OF LOAD DATA, BEGIN FIXED SHUNT DATA
0 / END OF FIXED SHUNT DATA, BEGIN GENERATOR DATA
1,'1 ',0.0,0.0,999.0,-999.0,1.02,0,100.0,0.0,1.0,0.0,0.0,1.0,1,100.0,999.0,-999.0,1,1.0
0 / END OF GENERATOR DATA, BEGIN BRANCH DATA
0 / END OF BRANCH DATA, BEGIN TRANSFORMER DATA
1,2,0,'1 ',{cw},1,1,0.0,0.0,2,'T           ',1,1,1.0
0.0,0.04,100.0
{first},0.0,0.0,25.0,0.0,0.0,0,0,1.1,0.9,1.1,0.9,33,0,0.0,0.0,0.0
{second},0.0
""" + "".join(f"0 / END OF {name}\n" for name in (
    "TRANSFORMER", "AREA", "TWO-TERMINAL DC", "VSC DC LINE", "IMPEDANCE CORRECTION", "MULTI-TERMINAL DC", "MULTI-SECTION LINE", "ZONE", "INTER-AREA TRANSFER", "OWNER",
    "FACTS DEVICE", "SWITCHED SHUNT", "GNE", "INDUCTION MACHINE")) + "Q\n"


def voltages(cw, first, second):
    Path("feeder.raw").write_text(FILE.format(cw=cw, first=first, second=second))
    system = andes.load("feeder.raw", setup=True, no_output=True, default_config=True)
    system.PFlow.run()
    network = pypowsybl.network.load("feeder.raw")
    pypowsybl.loadflow.run_ac(network, parameters=pypowsybl.loadflow.Parameters(distributed_slack=False))
    return round(float(system.Bus.v.v[1]), 3), round(float(network.get_buses()["v_mag"].iloc[1]) / 20, 3)


told(["andes", "pypowsybl"], "one voltage each, the first three alike", {
    "CW 1": voltages(1, 1.0, 1.05), "CW 2": voltages(2, 110.0, 21.0), "CW 3": voltages(3, 1.0, 1.05), "first winding": voltages(1, 0.95, 1.0)},
     {"CW 1": (1.02, 1.071), "CW 2": (1.071, 1.071), "CW 3": (1.02, 1.071), "first winding": (1.073, 1.073)})
PY
