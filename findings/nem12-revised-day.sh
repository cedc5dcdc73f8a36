#!/usr/bin/env bash
# Guessed: where a NEM12 file holds a day twice, the row with the later UpdateDateTime wins.
# Seen: nemreader's daily CSV and aemo-mdff-reader's daily totals both add the two up without a word;
#   nemreader's wide table cannot be made at all (pandas finds duplicate entries).
# Why it matters: a substituted day that is sent again once it was read counts double, which for a
#   detector is a doubled load on exactly the days that were revised.
# Version: nemreader 0.9.2, aemo-mdff-reader 2.2.1, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with nemreader==0.9.2 aemo-mdff-reader==2.2.1 pandas==3.1.1 numpy==2.4.6 <<'PY'
import csv
from aemo_mdff_reader import parse
from aemo_mdff_reader.aggregate import daily_totals
from finding import told
from nemreader import NEMFile, output_as_daily_csv

sent = lambda value, flag, updated: "300,20260101," + ",".join([value] * 48) + f",{flag},,,{updated},"
with open("revised.csv", "w") as file:
    file.write("\n".join(["100,NEM12,202601060000,MDP,RETAIL", "200,NMI0000001,E1,1,E1,N1,M1,KWH,30,",
                          sent("1", "S14", "20260102000000"), sent("1.25", "A", "20260105000000"), "900", ""]))
try:
    wide = len(NEMFile("revised.csv").get_pivot_data_frame())
except ValueError as error:
    wide = str(error)
seen = {"nemreader_daily": [float(row["day_total"]) for row in csv.DictReader(open(output_as_daily_csv("revised.csv", "out")))],
        "nemreader_wide": wide,
        "aemo_mdff_reader_daily": [day.total for day in daily_totals(parse("revised.csv"))]}
told(["nemreader", "aemo-mdff-reader"], "60 kWh, what was sent last", seen,
     {"nemreader_daily": [108.0], "nemreader_wide": "Index contains duplicate entries, cannot reshape",
      "aemo_mdff_reader_daily": [108.0]})
PY
