#!/usr/bin/env bash
# Guessed: amshan and dlms-cosem read one clock status of a COSEM date-time alike: bit 0 is "invalid",
#   bit 1 "doubtful", bit 7 "summer time".
# Seen: amshan counts the bits from the other end. A clock in summer time is invalid; one that is
#   invalid is in summer time; one that is doubtful has a status of nothing at all.
# Why it matters: leaving out readings whose clock is invalid leaves out half of the year, and keeps
#   the ones to leave out.
# Version: amshan 2.1.1, dlms-cosem 25.1.0
. "$(dirname "$0")/lib/fresh.sh"
python_with amshan==2.1.1 dlms-cosem==25.1.0 <<'PY'
from dlms_cosem.time import datetime_from_bytes
from finding import told
from han.cosem import DateTime


def flags(status):
    moment = bytes.fromhex("07EA070F030E000000FF88") + bytes([status])
    amshan = DateTime.parse(bytes([len(moment)]) + moment).clock_status
    dlms = datetime_from_bytes(moment)[1]
    return {"amshan": [name for name in ("invalid_value", "doubtful_value", "daylight_saving_active") if amshan[name]],
            "dlms-cosem": [name for name in ("invalid", "doubtful", "daylight_saving_active") if getattr(dlms, name)]}


told(["amshan", "dlms-cosem"], "the same names from both", {f"{status:02X}": flags(status) for status in (0x80, 0x01, 0x02)},
     {"80": {"amshan": ["invalid_value"], "dlms-cosem": ["daylight_saving_active"]},
      "01": {"amshan": ["daylight_saving_active"], "dlms-cosem": ["invalid"]},
      "02": {"amshan": [], "dlms-cosem": ["doubtful"]}})
PY
