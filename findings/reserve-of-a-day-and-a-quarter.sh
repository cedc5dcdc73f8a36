#!/usr/bin/env bash
# Guessed: entsoe-py reads a day of contracted reserve, hours of which only changes are written (curve type
#   A03), as 24 hours or as 96 quarters.
# Seen: as 97 quarters: the last one is the first of the next day, with this day's value. The load in the
#   same form is read as 24 hours.
# Why it matters: two days in a row have two values for midnight, and a month's mean or cost of reserve counts
#   each day's last value once more.
# Version: entsoe-py 0.8.1
. "$(dirname "$0")/lib/fresh.sh"
python_with entsoe-py==0.8.1 pandas==2.3.3 numpy==2.4.6 <<'PY'
from entsoe import parsers
from finding import told

points = "".join(f"<Point><position>{position}</position><quantity>{mw}</quantity></Point>" for position, mw in ((1, 10), (13, 20)))
series = f"""<TimeSeries><businessType>B95</businessType><type_MarketAgreement.Type>A01</type_MarketAgreement.Type>
<flowDirection.direction>A01</flowDirection.direction><curveType>A03</curveType><Period><timeInterval><start>2026-01-01T00:00Z</start>
<end>2026-01-02T00:00Z</end></timeInterval><resolution>PT60M</resolution>{points}</Period></TimeSeries>"""
reserve = parsers.parse_contracted_reserve(series, "UTC", "quantity")
load = parsers.parse_loads(series, "A16")
told(["entsoe-py"], "24 twice, or 96 and 24; the last on 1 January", {"reserve": [len(reserve), str(reserve.index[-1])[:16]], "load": [len(load), str(load.index[-1])[:16]]},
     {"reserve": [97, "2026-01-02 00:00"], "load": [24, "2026-01-01 23:00"]})
PY
