#!/usr/bin/env bash
# Guessed: pyMeterBus gives nothing for what an M-Bus meter marks as not valid: a register whose BCD
#   digits are all F, a date with all bits set, a time with its "invalid" bit.
# Seen: the register reads -15151515 Wh, the date 2027-15-31 (a 15th month); the bit is ignored and
#   the time passed on as good.
# Why it matters: a missing register becomes 15 MWh fed in; a clock that stopped is trusted.
# Version: pyMeterBus 0.8.5
. "$(dirname "$0")/lib/fresh.sh"
python_with pyMeterBus==0.8.5 simplejson==4.3.0 <<'PY'
import meterbus
from finding import told


def first_value(record):
    body = bytes.fromhex("080172" + "78563412" + "2423" + "010201000000" + record)
    frame = bytes([0x68, len(body), len(body), 0x68]) + body + bytes([sum(body) & 0xFF, 0x16])
    return meterbus.load(frame).records[0].value


seen = {"register": int(first_value("0c03ffffffff")), "date": first_value("026cffff"),
        "valid time": first_value("046d000c4731"), "invalid time": first_value("046d800c4731")}
told(["pyMeterBus"], "None, None, the time, None", seen,
     {"register": -15151515, "date": "2027-15-31", "valid time": "2026-01-07T12:00", "invalid time": "2026-01-07T12:00"})
PY
