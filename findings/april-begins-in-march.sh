#!/usr/bin/env bash
# Guessed: months and days of a market document begin at local midnight: of a Dutch period from 28 February 23:00 UTC in months the second begins on 31 March 22:00 UTC; of one from 27 March
#   23:00 in days the third begins on 29 March 22:00, the first of summer time. Or calculate_timestamp refuses months in UTC.
# Seen: the second month begins on 28 March 23:00, three days before its time, the third on 28 April: a month is added to the day in UTC. The days begin at 23:00 all year, so from the
#   change on each is an hour late. A period that begins on 31 December is right up to March.
# Why it matters: monthly and daily values of the transparency platform are in local time and written in UTC; joined to hours they take in days of the neighbour.
# Version: entsoe-apy 1.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with entsoe-apy==1.2.0 <<'PY'
from entsoe.utils import calculate_timestamp
from finding import told
from loguru import logger

logger.remove()
asked = [("2026-02-28T23:00Z", "P1M", 2), ("2026-02-28T23:00Z", "P1M", 3), ("2026-03-27T23:00Z", "P1D", 3), ("2025-12-31T23:00Z", "P1M", 3), ("2026-03-28T23:00Z", "PT60M", 3)]
told(["entsoe-apy"], "03-31T22, 04-30T22, 03-29T22, 02-28T23, 03-29T01", [calculate_timestamp(*question)[5:13] for question in asked],
     ["03-28T23", "04-28T23", "03-29T23", "02-28T23", "03-29T01"])
PY
