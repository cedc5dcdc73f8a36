#!/usr/bin/env bash
# Guessed: windpowerlib's power at a rated wind of 24 m/s is the rated power in cold air, too, up to where the curve ends at 25 m/s; cold air, being denser, gives
#   no less than warm air; a curve listed from the highest wind down is sorted, or refused.
# Seen: at 1.4 kg/m³ (-21 °C) with the correction for density the turbine stands still from 23 m/s on: the end of the curve moves as its middle does. Below the
#   start, at 3 m/s, it runs already. A curve listed the other way round gives 0 for every wind.
# Why it matters: storms in winter, when a grid is short of power, are reckoned without wind; a farm's "own turbine" produces nothing in a whole year, without a word.
# Version: windpowerlib 0.2.2, pandas 2.3.3
. "$(dirname "$0")/lib/fresh.sh"
python_with windpowerlib==0.2.2 pandas==2.3.3 <<'PY'
import pandas
from finding import told
from windpowerlib.power_output import power_curve

speed, power = pandas.Series([3.0, 5, 10, 15, 25]), pandas.Series([0.0, 100, 1000, 2000, 2000])
wind = pandas.Series([3.0, 10, 22, 23, 24, 25])


def of(density=None, step=1):
    air = {} if density is None else {"density": pandas.Series([density] * len(wind)), "density_correction": True}
    return [round(float(kilowatts)) for kilowatts in power_curve(wind, speed[::step], power[::step], **air)]


told(["windpowerlib"], "2000 from 22 to 25 m/s three times, then the same or an error",
     {"no correction": of(), "1.225": of(1.225), "1.4": of(1.4), "turned round": of(step=-1)},
     {"no correction": [0, 1000, 2000, 2000, 2000, 2000], "1.225": [0, 1000, 2000, 2000, 2000, 2000], "1.4": [7, 1148, 2000, 0, 0, 0], "turned round": [0, 0, 0, 0, 0, 0]})
PY
