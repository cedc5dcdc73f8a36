#!/usr/bin/env bash
# Guessed: precise-rounding, which gives a value as many decimal places as its uncertainty, writes 12.5 ± 1 as 12.5 and 1.0.
# Seen: 12.0 and 1.0: at exactly 1 the value is rounded to whole numbers and a nought is put behind the point. At 1.04, 0.1 and 10 it is as it says.
# Why it matters: half a kilowatt-hour goes, and the nought says that it was never there; the uncertainty of a meter that counts whole kWh is 1 in every row.
# Version: precise-rounding 0.2.1
. "$(dirname "$0")/lib/fresh.sh"
python_with precise-rounding==0.2.1 <<'PY'
from finding import told
from precise_rounding import precise_rounding

told(["precise-rounding"], "12.5 and 1.0; 128.4; 12.5; 12.34; 128", [precise_rounding(*pair) for pair in ((12.5, 1), (128.4, 1.0), (12.5, 1.04), (12.34, 0.1), (128.4, 10))],
     [("12.0", "1.0"), ("128.0", "1.0"), ("12.5", "1.1"), ("12.34", "0.10"), ("128", "10")])
PY
