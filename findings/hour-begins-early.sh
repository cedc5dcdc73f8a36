#!/usr/bin/env bash
# Guessed: in OpenDSS, the first of 24 hourly values of a load shape holds for the four quarters of the
#   first hour, and the meter counts the sum of the values.
# Seen: the first half hour of the day has the value of its last hour, and each value holds from half an
#   hour before its time to half an hour after: the nearest is taken. With steps of an hour all is right.
# Why it matters: finer steps move a tariff's peak by half an hour and a day's energy changes with them.
# Version: opendssdirect.py 0.9.4
. "$(dirname "$0")/lib/fresh.sh"
python_with opendssdirect.py==0.9.4 <<'PY'
import opendssdirect as dss
from finding import told


def day(step, number):
    for command in ["clear", "new circuit.c basekv=10 bus1=s", "new loadshape.d npts=24 interval=1 mult=[" + " ".join(map(str, range(1, 25))) + "]",
                    "new line.l bus1=s bus2=e length=0.001 r1=1e-4 x1=1e-4", "new load.m bus1=e kv=10 kw=1 pf=1 daily=d",
                    "new energymeter.e element=line.l", "new monitor.p element=load.m terminal=1 mode=1 ppolar=no", "set voltagebases=[10]", "calcv",
                    f"set mode=daily stepsize={step} number={number}", "solve"]:
        dss.Text.Command(command)
    dss.Meters.First()
    dss.Monitors.Name("p")
    return {"kWh": round(dss.Meters.RegisterValues()[0]), "first kW": [round(3 * float(power)) for power in dss.Monitors.Channel(1)][:8]}


told(["opendssdirect.py"], "300 kWh twice; 1 1 1 1 2 2 2 2 at quarters", {"hours": day("1h", 24), "quarters": day("15m", 96)},
     {"hours": {"kWh": 300, "first kW": [1, 2, 3, 4, 5, 6, 7, 8]}, "quarters": {"kWh": 303, "first kW": [24, 24, 1, 1, 1, 2, 2, 2]}})
PY
