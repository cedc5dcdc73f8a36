#!/usr/bin/env bash
# Guessed: pyMeterBus multiplies a register by the factor that follows its unit (EN 13757-3: 7D is a thousand, 70 a millionth),
#   as it does with the power of ten in the unit itself, or refuses what it does not know; it tells time type I (6 bytes).
# Seen: 5 Wh, 5 Wh times a thousand and a millionth of it are all 5 Wh; only a remark "unknown" tells two of them apart. A clock of
#   31 January 2026, 10:15, sent with seconds in 6 bytes, reads the 10th of the 15th month of 2040.
# Why it matters: meters of big consumers are just the ones that need the factor: a farm of 3 MW is a household of 3 kW.
# Version: pyMeterBus 0.8.5
. "$(dirname "$0")/lib/fresh.sh"
python_with pyMeterBus==0.8.5 <<'PY'
import json
import meterbus
from finding import told


def value(record):
    body = bytes.fromhex("080172 78563412 2423 01 02 00 00 0000 " + record)
    telegram = bytes([0x68, len(body), len(body), 0x68]) + body + bytes([sum(body) & 0xFF, 0x16])
    read = json.loads(meterbus.load(telegram).records[0].to_JSON())
    return read["value"], read["unit"].removeprefix("MeasureUnit."), read.get("unit_enh", "").removeprefix("VIFUnitEnhExt.")


records = {"Wh": "04 03 05000000", "kWh": "04 06 05000000", "Wh x 1000": "04 83 7D 05000000", "Wh / 1000000": "04 83 70 05000000",
           "clock, type F": "04 6D 0F0A5F31", "clock, type I": "06 6D 000F0A5F3100"}
told(["pyMeterBus"], "5, 5000, 5000 and 0.000005 Wh, 2026-01-31T10:15 twice", {name: value(record) for name, record in records.items()},
  {"Wh": (5, "WH", ""), "kWh": (5000, "WH", ""), "Wh x 1000": (5, "WH", "UNKNOWN_ENHANCEMENT"), "Wh / 1000000": (5, "WH",
   "UNKNOWN_ENHANCEMENT"), "clock, type F": ("2026-01-31T10:15", "DATE_TIME", ""), "clock, type I": ("2040-15-10T15:00", "DATE_TIME",
   "")})
PY
