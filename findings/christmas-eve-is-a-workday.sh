#!/usr/bin/env bash
# Guessed: demandlib's standard load profiles of the German utilities (BDEW) take 24 and 31 December for Saturdays, as the rules for
#   these profiles have it, know New Year's Day, and have 92 and 100 quarter-hours on the days when clocks change.
# Seen: 24 December 2026 is a Thursday like the one before; 1 January as well, until the caller names holidays. All days have 96
#   quarter-hours without a zone. The dynamic profile, asked for 1000 kWh, has 1000.7 in 2024 and 1000.0 in 2026.
# Why it matters: who looks for what is unlike the profile finds the end of December of every shop; and from the end of March all
#   of them an hour early, where the profile's rows are taken for one offset from UTC, which their number says.
# Version: demandlib 0.2.2, pandas 2.3.3
. "$(dirname "$0")/lib/fresh.sh"
python_with demandlib==0.2.2 pandas==2.3.3 numpy==2.3.5 <<'PY'
from datetime import date
from demandlib.bdew import ElecSlp
from finding import told


def days(holidays=None):
    shops = ElecSlp(2026, holidays=holidays).get_scaled_profiles({"g0": 1000})["g0"]
    return {day: round(float(shops[f"2026-{day}"].sum()), 2) for day in ("12-17", "12-19", "12-24", "12-31", "01-01", "01-04")}


shops = ElecSlp(2026).get_scaled_profiles({"g0": 1000})["g0"]
told(["demandlib", "pandas"], "24 and 31 December as Saturday the 19th; 92 and 100", {
    "plain": days(), "with holidays": days({date(2026, 1, 1): "New Year"}),
    "quarters": [len(shops["2026-03-29"]), len(shops["2026-10-25"])],
    "dynamic": [round(float(ElecSlp(year).get_scaled_profiles({"h0_dyn": 1000})["h0_dyn"].sum()), 1) for year in (2024, 2026)]}, {
    "plain": {"12-17": 3.15, "12-19": 2.62, "12-24": 3.15, "12-31": 3.15, "01-01": 3.15, "01-04": 1.53},
    "with holidays": {"12-17": 3.15, "12-19": 2.63, "12-24": 3.15, "12-31": 3.15, "01-01": 1.53, "01-04": 1.53},
    "quarters": [96, 96], "dynamic": [1000.7, 1000.0]})
PY
