#!/usr/bin/env bash
# Guessed: 999,999 W in short with one digit is 1.0 M, 999.99 is 1.0 k, and 6.5e20 H/s has a prefix as 6.5e9 has.
# Seen: 1000k, 1000K and 1000.0 k in three of four: the prefix is chosen before the number is rounded. 999.99 is 1000. numerize, which says 1K, 1M and 1B, leaves 6.5e20 as 21
#   digits and 1e15 as 16. humanize has 1.00 MW and 650 EW.
# Why it matters: the axis of a chart has 1000k beside 1M; the hash rate of the network fills the label of its tile.
# Version: millify 0.1.1, numerize 0.12, si-prefix 1.3.3, humanize 4.17.0
. "$(dirname "$0")/lib/fresh.sh"
python_with millify==0.1.1 numerize==0.12 si-prefix==1.3.3 humanize==4.17.0 <<'PY'
import humanize
import si_prefix
from finding import told
from millify import millify
from numerize import numerize

loads = [999.99, 999_999, 1_000_000, 1e15, 6.5e20]
seen = {"millify": [millify(load, precision=1) for load in loads], "numerize": [numerize.numerize(load, 1) for load in loads],
        "si-prefix": [si_prefix.si_format(load, precision=1) for load in loads], "humanize": [humanize.metric(load, "W") for load in loads]}
told(["millify", "numerize", "si-prefix", "humanize"], "1.0 k, 1.0 M, 1.0 M, 1.0 P, 650 E", seen, {
    "millify": ["1000", "1000k", "1M", "1P", "650E"], "numerize": ["1000", "1000K", "1M", "1000000000000000", "650000000000000000000"],
    "si-prefix": ["1000.0 ", "1000.0 k", "1.0 M", "1.0 P", "650.0 E"], "humanize": ["1.00 kW", "1.00 MW", "1.00 MW", "1.00 PW", "650 EW"]})
PY
