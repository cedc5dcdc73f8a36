#!/usr/bin/env bash
# Guessed: electric-units makes of 3 kW at two midnights 72 kWh over 24 hours; 36 kWh from 00:10 to 00:40 are 24 in the first half hour and 12 in the second, and samples
#   add up to the same by half hours as in all.
# Seen: 0.0 kWh, and an energy of one day lasts 0 seconds, one of 36 hours 12: whole days are left out. Half hours have 18 each, by their number and not by time. An hour of
#   3 kW is 3 kWh in all and 4.5 by half hours, as the last sample fills a half hour of its own.
# Why it matters: registers read once a day have no energy; a meter that was silent for a night has half of its own.
# Version: electric-units 1.0.2
. "$(dirname "$0")/lib/fresh.sh"
python_with electric-units==1.0.2 pytz==2026.3 attrs==26.1.0 python-dateutil==2.9.0.post0 <<'PY'
from electric_units import ElectricalEnergy, NemSettlementPeriod, WattSample
from finding import told


def at(hours, minutes=0):
    return f"2026-01-{1 + hours // 24:02}T{hours % 24:02}:{minutes:02}:00+10:00"


def steady(*moments):
    return ElectricalEnergy.from_power_samples([WattSample(3000, moment) for moment in moments])


hour = steady(at(0), at(0, 30), at(1))
seen = {"24 and 36 hours of 3 kW": [steady(at(0), at(hours)).kwh for hours in (24, 36)], "they last": [ElectricalEnergy(36, at(0), at(hours)).time for hours in (24, 36)],
        "half hours": [part.kwh for part in ElectricalEnergy(36, at(0, 10), at(0, 40)).by_period(NemSettlementPeriod)],
        "an hour": (hour.kwh, sum(part.kwh for part in hour.by_period(NemSettlementPeriod)))}
told(["electric-units"], "72 and 108; 86400 and 129600 s; 24 and 12; 3 and 3", seen,
     {"24 and 36 hours of 3 kW": [0.0, 36.0], "they last": [0, 43200], "half hours": [18.0, 18.0], "an hour": (3.0, 4.5)})
PY
