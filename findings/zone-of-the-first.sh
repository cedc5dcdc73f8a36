#!/usr/bin/env bash
# Guessed: utm, given latitudes and longitudes as arrays, returns each place in its own zone, or refuses
#   places of several zones.
# Seen: all are in the zone of the first, and there is one zone and one letter in the answer. Murmansk behind Irkutsk has
#   an easting of -1,748 km in zone 48; alone it has 503 km in zone 36. Turned round, Irkutsk has 4,741 km.
# Why it matters: the first row of a file decides where all others lie; meters that are sorted anew move by
#   thousands of kilometers.
# Version: utm 0.9.0
. "$(dirname "$0")/lib/fresh.sh"
python_with utm==0.9.0 numpy==2.4.6 <<'PY'
import numpy as np
import utm
from finding import told


def zone(latitude, longitude):
    east, _, number, letter = utm.from_latlon(latitude, longitude)
    return (np.round(east / 1000).astype(int).tolist(), number, letter)


irkutsk, murmansk = (52.29, 104.28), (68.97, 33.08)
seen = {"alone": [zone(*irkutsk), zone(*murmansk)], "together": zone(*np.array([irkutsk, murmansk]).T), "turned": zone(*np.array([murmansk, irkutsk]).T)}
told(["utm"], "the same as alone", seen,
     {"alone": [(451, 48, "U"), (503, 36, "W")], "together": ([451, -1748], 48, "U"), "turned": ([503, 4741], 36, "W")})
PY
