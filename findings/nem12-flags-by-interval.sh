#!/usr/bin/env bash
# Guessed: two readers of NEM12 agree on the flag of each half-hour of a day marked V (several
#   qualities), which its 400 rows tell: nobody needs V itself.
# Seen: nemreader applies the 400 rows. aemo-mdff-reader leaves V on all 48 readings and in the flags
#   of the day, though its manual sends the reader to that flag to tell a real zero from a missing one.
# Why it matters: ten null half-hours (N) are then ten readings of 0, with the day's total to match:
#   what a tampered meter looks like.
# Version: nemreader 0.9.2, aemo-mdff-reader 2.2.1, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with nemreader==0.9.2 aemo-mdff-reader==2.2.1 pandas==3.1.1 numpy==2.4.6 <<'PY'
from collections import Counter
from aemo_mdff_reader import parse
from aemo_mdff_reader.aggregate import daily_totals
from finding import told
from nemreader import NEMFile

values = ["1"] * 10 + ["0"] * 10 + ["1"] * 28
with open("mixed.csv", "w") as file:
    file.write("\n".join(["100,NEM12,202601020000,MDP,RETAIL", "200,NMI0000001,E1,1,E1,N1,M1,KWH,30,",
                          "300,20260101," + ",".join(values) + ",V,,,20260102000000,",
                          "400,1,10,A,,", "400,11,20,N,,", "400,21,48,S14,,", "900", ""]))
seen = {"nemreader": dict(Counter(NEMFile("mixed.csv").get_data_frame().quality)),
        "aemo_mdff_reader": dict(Counter(reading.quality_method for reading in parse("mixed.csv"))),
        "its_day": [(day.total, sorted(day.unique_quality_flags)) for day in daily_totals(parse("mixed.csv"))]}
told(["nemreader", "aemo-mdff-reader"], "both: 10 A, 10 N, 28 S14", seen,
     {"nemreader": {"A": 10, "N": 10, "S14": 28}, "aemo_mdff_reader": {"V": 48}, "its_day": [(38.0, ["V"])]})
PY
