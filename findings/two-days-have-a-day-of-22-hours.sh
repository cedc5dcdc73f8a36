#!/usr/bin/env bash
# Guessed: seasonal finds a period of 24 in hourly loads with a plain daily swing, from two days on, and the same period in kW and in GW.
# Seen: 22 in two days of a sine of 24 hours, 24 in three and more; none in GW, where the loads are a few millionths: it gives their mean and says there is no season.
# Why it matters: taken off with a period of 22, the swing stays in what is left, growing from day to day, and is found there as an anomaly.
# Version: seasonal 0.3.1
. "$(dirname "$0")/lib/fresh.sh"
python_with seasonal==0.3.1 numpy==1.26.4 scipy==1.16.2 <<'PY'
import numpy
from finding import told
from seasonal import fit_seasons

hours = numpy.arange(24 * 14)
kilowatts = 3 + 2 * numpy.sin(2 * numpy.pi * hours / 24)


def period(loads):
    seasons = fit_seasons(loads)[0]
    return None if seasons is None else len(seasons)


told(["seasonal"], "24 four times", {"two days": period(kilowatts[:48]), "three days": period(kilowatts[:72]), "two weeks": period(kilowatts), "in GW": period(kilowatts / 1e6)},
     {"two days": 22, "three days": 24, "two weeks": 24, "in GW": None})
PY
