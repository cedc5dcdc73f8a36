#!/usr/bin/env bash
# Guessed: comtrade and open61850 read one COMTRADE record of a voltage behind a transformer of 110,000 to 100 V alike: the same volts at the same times.
# Seen: 1 V in the one, as the file has it, and 1100 V in the other, which turns all into the primary side unless told not to. Where the record goes on at half the rate, the third sample is
#   at 0.03 s in the one, as if the slower rate were that before it, and at 0.02 s in the other, which is the time written beside it.
# Why it matters: a disturbance compared between two programs is 1100 times as strong, and some milliseconds away.
# Version: comtrade 0.2.0, open61850 0.9.12
. "$(dirname "$0")/lib/fresh.sh"
python_with comtrade==0.2.0 open61850==0.9.12 numpy==2.4.6 <<'PY'
from pathlib import Path
import comtrade
from finding import told
from open61850.comtrade import load_comtrade

Path("record.cfg").write_text("""Substation,R1,1999
2,1A,1D
1,Ua,A,,V,0.01,0,0,-99999,99998,110000,100,S
1,SW,,,0
50
2
100,2
50,4
01/02/2026,00:30:00.000000
01/02/2026,00:30:00.000000
ASCII
1
""")
Path("record.dat").write_text("1,0,100,0\n2,10000,200,1\n3,20000,300,1\n4,40000,400,0\n")
one, other = comtrade.Comtrade(), load_comtrade("record.cfg", "record.dat")
one.load("record.cfg", "record.dat")
volts = {"comtrade": one.analog[0], "open61850": other.analog(0), "told": other.analog(0, primary=False)}
times = {"comtrade": one.time, "open61850": other.times()}
told(["comtrade", "open61850"], "one list of volts, one of times", {
    "volts": {name: [round(float(volt), 1) for volt in found] for name, found in volts.items()},
    "times": {name: [round(float(time), 3) for time in found] for name, found in times.items()}},
     {"volts": {"comtrade": [1.0, 2.0, 3.0, 4.0], "open61850": [1100.0, 2200.0, 3300.0, 4400.0], "told": [1.0, 2.0, 3.0, 4.0]},
      "times": {"comtrade": [0.0, 0.01, 0.03, 0.05], "open61850": [0.0, 0.01, 0.02, 0.04]}})
PY
