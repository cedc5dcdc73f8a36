#!/usr/bin/env bash
# Guessed: Hampel's filter finds 500 kW among loads of 50 to 52 wherever it is, the last hour and the first among them, with the half of the window that is there; or says that it does not look.
# Seen: in the middle it is found, in the two hours at either end never: they come back as they were and not among the outliers. With a window of a day the last twelve hours are not looked at.
# Why it matters: an alarm asks about the newest reading, the one this filter always passes.
# Version: hampel 1.0.2, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with hampel==1.0.2 pandas==3.1.1 numpy==2.4.6 <<'PY'
import pandas
from finding import told
from hampel import hampel

loads = [50.0, 51, 50, 52, 50, 51, 50, 51, 50, 52] * 5


def found(hour, window):
    with_spike = pandas.Series(loads)
    with_spike.iloc[hour] = 500
    return [int(place) for place in hampel(with_spike, window_size=window, n_sigma=3.0).outlier_indices if place == hour % 50]


seen = {f"window {window}": {hour: found(hour, window) for hour in (0, 1, 25, -12, -3, -1)} for window in (5, 24)}
told(["hampel", "pandas"], "each in both", seen,
     {"window 5": {0: [], 1: [], 25: [25], -12: [38], -3: [47], -1: []}, "window 24": {0: [], 1: [], 25: [25], -12: [], -3: [], -1: []}})
PY
