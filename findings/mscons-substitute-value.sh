#!/usr/bin/env bash
# Guessed: msconsconverter writes one CSV row for each quantity of an MSCONS message, and keeps
#   substitute values (QTY qualifier 67), perhaps with their qualifier.
# Seen: the substitute value of 2.5 kWh becomes 0.0. And three intervals become ten rows: once one
#   is complete, every further segment repeats what is at hand, so the second quantity also stands at
#   the time of the first, and rows appear that begin and end at one instant.
# Why it matters: a zero where a value was sent is read as tampering; sums by time are several times too high.
# Version: msconsconverter 2.0.0
. "$(dirname "$0")/lib/fresh.sh"
python_with msconsconverter==2.0.0 <<'PY'
import csv, glob, os
from finding import told
from msconsconverter.functions import convert_single


class Silent:
    def __getattr__(self, name):
        return lambda *words: None


segments = ["UNA:+.? ", "UNB+UNOC:3+9900000000001:500+9900000000002:500+260102:0400+1", "UNH+1+MSCONS:D:04B:UN:2.4c",
            "BGM+7+1+9", "DTM+137:202601020400?+00:303", "NAD+MS+9900000000001::293", "UNS+D", "NAD+DP",
            "LOC+172+DE0000000000000000000000000000001", "LIN+1", "PIA+5+1-1?:1.29.0:SRW"]
for quarter, (qualifier, kwh) in enumerate([("220", "1.5"), ("67", "2.5"), ("220", "3.5")]):
    segments += [f"QTY+{qualifier}:{kwh}:KWH", f"DTM+163:2026010100{15 * quarter:02}?+00:303",
                 f"DTM+164:2026010100{15 * quarter + 15:02}?+00:303"]
with open("message.edi", "w") as file:
    file.write("'".join(segments + [f"UNT+{len(segments) - 1}+1", "UNZ+1+1", ""]))
os.mkdir("csv")
convert_single("message.edi", "csv", Silent())
rows = list(csv.DictReader(open(glob.glob("csv/*")[0])))
seen = [(row["HOUR_PS"] + row["MINUTE_PS"], row["HOUR_PE"] + row["MINUTE_PE"], float(row["VALUE"])) for row in rows]
told(["msconsconverter"], "3 rows: 1.5, 2.5, 3.5 kWh", seen,
     [("0000", "0015", 1.5), ("0000", "0015", 0.0), ("0015", "0015", 0.0), ("0015", "0030", 0.0), ("0015", "0030", 3.5),
      ("0030", "0030", 3.5), ("0030", "0045", 3.5), ("0030", "0045", 3.5), ("0030", "0045", 3.5), ("0030", "0045", 3.5)])
PY
