#!/usr/bin/env bash
# Guessed: ladybug-core and pvlib read a missing temperature of a weather file (EPW: 99.9) as missing: a January at -20 °C, of which a day is missing, has a mean of -20 °C.
#   The first line of the year, hour 1, has one time in both.
# Seen: both have 99.9 °C for each missing hour: the mean of January is -16.1 °C. A missing humidity is 999 per cent. The first line is 01:00 in ladybug, whose 00:00 is the
#   last line of the year, and 00:00 in pvlib.
# Why it matters: a day without a thermometer is hotter than any summer, it needs no heating; and load and weather are an hour apart by the reader.
# Version: ladybug-core 0.44.62, pvlib 0.16.1, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with ladybug-core==0.44.62 pvlib==0.16.1 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1 <<'PY'
from pathlib import Path

from finding import told
from ladybug.epw import EPW
from pvlib.iotools import read_epw

EPW.from_missing_values().save("./empty.epw")
lines = Path("empty.epw").read_text().splitlines()


def read(temperatures):
    rows = [line.split(",") for line in lines[8:]]
    for row, temperature in zip(rows, temperatures, strict=True):
        row[6] = str(temperature)
    Path("irkutsk.epw").write_text("\n".join([*lines[:8], *(",".join(row) for row in rows), ""]))
    return EPW("irkutsk.epw"), read_epw("irkutsk.epw")[0]


ladybug, pvlib = read([99.9] * 24 + [-20.0] * (8760 - 24))
seen = {"January": [round(ladybug.dry_bulb_temperature.average_monthly()[0], 1), round(float(pvlib["temp_air"].iloc[:744].mean()), 1)],
        "humidity": [ladybug.relative_humidity[0], float(pvlib["relative_humidity"].iloc[0])]}
ladybug, pvlib = read([hour / 100 for hour in range(8760)])
seen["line at 00:00"] = [round(100 * ladybug.dry_bulb_temperature[0]) + 1, round(100 * float(pvlib["temp_air"].iloc[0])) + 1]
told(["ladybug-core", "pvlib", "pandas"], "-20; missing; one line", seen,
     {"January": [-16.1, -16.1], "humidity": [999, 999.0], "line at 00:00": [8760, 1]})
PY
