#!/usr/bin/env bash
# Guessed: where a meter that counts kWh is exchanged for one that counts Wh, nemreader's data frame
#   has a column with the unit, or one unit throughout.
# Seen: no unit and no conversion: the same use grows a thousandfold on the day of the exchange.
#   The daily CSV has a unit column, but it holds one unit, Wh, for the days in kWh, too.
# Why it matters: a jump by 1000 at an exchange looks like a farm switched on that day.
# Version: nemreader 0.9.2, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with nemreader==0.9.2 pandas==3.1.1 numpy==2.4.6 <<'PY'
from finding import told
from nemreader import NEMFile

block = lambda date, unit, value: [f"200,NMI0000001,E1,1,E1,N1,{unit}-METER,{unit},30,",
                                   f"300,{date}," + ",".join([value] * 48) + ",A,,,20260103000000,"]
with open("exchange.csv", "w") as file:
    file.write("\n".join(["100,NEM12,202601030000,MDP,RETAIL", *block("20260101", "KWH", "1"),
                          *block("20260102", "WH", "1000"), "900", ""]))
frame = NEMFile("exchange.csv").get_data_frame()
seen = {"columns": list(frame.columns),
        "by_day": {str(day): total for day, total in frame.groupby(frame.t_start.dt.date).value.sum().items()}}
told(["nemreader", "pandas"], "a column for the unit, or 48 kWh on both days", seen,
     {"columns": ["nmi", "suffix", "serno", "t_start", "t_end", "value", "quality", "evt_code", "evt_desc"],
      "by_day": {"2026-01-01": 48.0, "2026-01-02": 48000.0}})
PY
