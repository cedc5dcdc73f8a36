#!/usr/bin/env bash
# Guessed: agate, which reads tables for csvkit, takes "12,5" for 12.5 or for text, "01:30" for a time of day or for text, and "5%"
#   for 0.05 or for text.
# Seen: 125, ninety seconds and 5. A comma is one of thousands wherever it stands, as "1,5" is 15 and "0,25" is 25; a time of day is a
#   length in minutes and seconds, so "24:00" is 24 minutes. Nothing is said; only told that the locale is Russian it reads 12.5.
# Why it matters: the sum of a column of kW with commas is ten or a hundred times too large, by how many digits each has behind the
#   comma, and the largest readings are those with most digits.
# Version: agate 1.14.2
. "$(dirname "$0")/lib/fresh.sh"
python_with agate==1.14.2 <<'PY'
import io
import agate
from finding import told

rows = 'meter,kw,at,share\nA,"12,5",01:30,5%\nB,"1,5",12:00,10%\nC,"0,25",24:00,100%\n'
table = agate.Table.from_csv(io.StringIO(rows))
numbers = agate.Number(locale="ru_RU.UTF-8")
seen = {"kw": [float(kw) for kw in table.columns["kw"]], "at": [at.total_seconds() for at in table.columns["at"]],
        "share": [float(share) for share in table.columns["share"]], "kw, told": [float(numbers.cast(kw)) for kw in ("12,5", "1,5", "0,25")]}
told(["agate"], "12.5, 1.5, 0.25, or texts", seen,
     {"kw": [125.0, 15.0, 25.0], "at": [90.0, 720.0, 1440.0], "share": [5.0, 10.0, 100.0], "kw, told": [12.5, 1.5, 0.25]})
PY
