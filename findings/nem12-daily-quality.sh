#!/usr/bin/env bash
# Guessed: in nemreader's daily CSV a day that is substituted throughout (S14) reads S14.
# Seen: it reads V ("several qualities"): whatever is longer than one letter counts as several.
# Why it matters: S, E and F flags always carry a method, so none ever survives. Whoever filters
#   out substituted days by their flag filters out none, and lets estimates pass as readings.
# Version: nemreader 0.9.2, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with nemreader==0.9.2 pandas==3.1.1 numpy==2.4.6 <<'PY'
import csv
from finding import told
from nemreader import output_as_daily_csv

flags = {"20260101": "A", "20260102": "S14", "20260103": "E52", "20260104": "F14"}
days = [f"300,{date}," + ",".join(["0.5"] * 48) + f",{flag},,,20260105000000," for date, flag in flags.items()]
with open("days.csv", "w") as file:
    file.write("\n".join(["100,NEM12,202601050000,MDP,RETAIL", "200,NMI0000001,E1,1,E1,N1,M1,KWH,30,", *days, "900", ""]))
rows = csv.DictReader(open(output_as_daily_csv("days.csv", "daily")))
told(["nemreader"], f"the flags of the file: {flags}", {row["day"]: row["quality_method"] for row in rows},
     {"20260101": "A", "20260102": "V", "20260103": "V", "20260104": "V"})
PY
