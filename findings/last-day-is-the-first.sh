#!/usr/bin/env bash
# Guessed: the COSEM date "last day of February 2026" (day FE), which schedules and billing dates have, is 28 February in gurux-dlms, as it
#   keeps the mark, or has no date; a clock status that is not specified (FF) has no flags in dlms-cosem.
# Seen: its value is 1 February; "second last day" (FD) and "any day" (FF) are 1 February as well. Only its
#   format string says LASTDAY. In dlms-cosem, which refuses FE, a status of FF sets every flag: invalid, doubtful, in summer time.
# Why it matters: the month's reading seems taken 27 days before it was. Of a meter without a status all readings are invalid.
# Version: gurux-dlms 1.0.203, dlms-cosem 25.1.0
. "$(dirname "$0")/lib/fresh.sh"
python_with gurux-dlms==1.0.203 dlms-cosem==25.1.0 <<'PY'
import os
import struct
import time
from dlms_cosem.time import datetime_from_bytes
from finding import told
from gurux_dlms.enums import DataType
from gurux_dlms.GXDLMSClient import GXDLMSClient

os.environ["TZ"] = "Europe/Moscow"
time.tzset()


def clock(day, status=0):
    return struct.pack(">HBBBBBBBhB", 2026, 2, day, 0xFF, 0, 0, 0, 0, -180, status)


def gurux(day):
    read = GXDLMSClient.changeType(bytearray(clock(day)), DataType.DATETIME)
    return read.value.date().isoformat(), read.toFormatString().split("/")[1]


def flags(status):
    told_flags = datetime_from_bytes(clock(28, status))[1]
    return [told_flags.invalid, told_flags.doubtful, told_flags.daylight_saving_active]


told(["gurux-dlms", "dlms-cosem"], "28 and 27 February, no date; no flags", {
    "28": gurux(28), "last": gurux(0xFE), "second last": gurux(0xFD), "any": gurux(0xFF), "flags of 00": flags(0), "flags of FF": flags(0xFF)}, {
    "28": ("2026-02-28", "28"), "last": ("2026-02-01", "LASTDAY"), "second last": ("2026-02-01", "LASTDAY2"), "any": ("2026-02-01", "*"),
    "flags of 00": [False, False, False], "flags of FF": [True, True, True]})
PY
