#!/usr/bin/env bash
# Guessed: rdtools' energy_from_power makes of one day of 3 kW, with readings each half hour from midnight to midnight, 72 kWh and no more
#   days with a value; a missing mean of half an hour ("right_labeled") costs 1.5 kWh.
# Seen: by days ("1D", "instantaneous") it is 72 kWh for that day and 72 for the next, of which there is the first midnight alone. By
#   hours or half hours it is 72 in all. One missing mean costs 3 kWh by half hours, 4.5 by hours.
# Why it matters: the last day of each file is a full one, by the power at midnight, when it has hardly begun; a machine that was
#   switched off at one in the morning has run all day.
# Version: rdtools 3.2.1, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with rdtools==3.2.1 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1 <<'PY'
import pandas
from finding import told
from rdtools import energy_from_power

power = pandas.Series(3.0, index=pandas.date_range("2026-01-01", periods=49, freq="30min", tz="UTC"))
gap = power.drop(power.index[20])


def total(series, step, kind):
    return float(energy_from_power(series, step, power_type=kind).sum())


days = {kind: [float(kwh) for kwh in energy_from_power(power, "1D", power_type=kind).dropna()] for kind in ("instantaneous", "right_labeled")}
told(["rdtools", "pandas"], "72 each time; 70.5 with a gap", {
    **days, "by hours": total(power, "60min", "instantaneous"), "by half hours": total(power, None, "instantaneous"),
    "gap, half hours": total(gap, None, "right_labeled"), "gap, hours": total(gap, "60min", "right_labeled")}, {
    "instantaneous": [72, 72], "right_labeled": [72], "by hours": 72, "by half hours": 72, "gap, half hours": 69, "gap, hours": 67.5})
PY
