#!/usr/bin/env bash
# Guessed: comtrade gives the readings of a fault recorder that writes slowly for three and a half days and then fifty
#   times a second times that are 0.02 s apart.
# Seen: some are equal, others 0.03 s apart: times are kept with seven digits, however the file has them, unless
#   double precision is asked for.
# Why it matters: a slope between two readings divides by zero; the start of a farm and a dip of the voltage that
#   followed it within a period have one time.
# Version: comtrade 0.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with comtrade==0.2.0 <<'PY'
from comtrade import Comtrade
from finding import told

config = """FEEDER,1,1999
1,1A,0D
1,IA,A,,A,0.1,0,0,-32767,32767,1,1,S
50
2
0.001,300
50,306
01/01/2026,00:00:00.000000
04/01/2026,11:03:20.000000
ASCII
1
"""
data = "\n".join(f"{number},,100" for number in range(1, 307))


def steps(**options):
    record = Comtrade(**options)
    record.read(config, data)
    return [round(later - earlier, 3) for earlier, later in zip(record.time[299:], record.time[300:])]


told(["comtrade"], "six steps of 0.02", {"as it comes": steps(), "double": steps(use_double_precision=True)},
     {"as it comes": [0.031, 0.0, 0.031, 0.031, 0.0, 0.031], "double": [0.02] * 6})
PY
