#!/usr/bin/env bash
# Guessed: zat gives no value for a field of a Zeek log that is not set ("-"), row by row as in its DataFrame, and
#   as parsezeeklogs does.
# Seen: row by row a count that is not set is 0, a duration 0 s, a flag False. In the DataFrame they
#   are missing. Times come without a zone, in that of the machine.
# Why it matters: a connection whose octets Zeek could not count and one that carried none are what tells a miner
#   from a scan; whether it was local is "no" where nobody said.
# Version: zat 0.4.9, parsezeeklogs 3.0.1, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with --no-deps zat==0.4.9 parsezeeklogs==3.0.1 watchdog==7.1.0 pandas==3.1.1 numpy==2.4.6 python-dateutil==4.0.0 tzdata==2026.6 <<'PY'
import contextlib
import io
import os
import time
from finding import told
from parsezeeklogs import ParseZeekLogs
from zat.log_to_dataframe import LogToDataFrame
from zat.zeek_log_reader import ZeekLogReader

NAMES = ["duration", "orig_bytes", "local_orig"]
with open("conn.log", "w") as log:
    log.write("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n"
              "#fields\tts\tuid\tduration\torig_bytes\tlocal_orig\n#types\ttime\tstring\tinterval\tcount\tbool\n"
              "1700000000.5\tC1\t-\t-\t-\n1700000001.5\tC2\t2.5\t100\tT\n")


def row():
    with contextlib.redirect_stdout(io.StringIO()):
        return next(iter(ZeekLogReader("conn.log").readrows()))


def hour(zone):
    os.environ["TZ"] = zone
    time.tzset()
    return row()["ts"].isoformat()


first = row()
frame = LogToDataFrame().create_dataframe("conn.log").iloc[0]
other = next(iter(ParseZeekLogs("conn.log", output_format="dict")))
told(["zat", "parsezeeklogs"], "nothing, in all three; one time", {
    "zat, rows": [str(first[name]) for name in NAMES], "zat, DataFrame missing": [bool(is_missing) for is_missing in frame[NAMES].isna()],
    "parsezeeklogs": [other[name] for name in NAMES], "time": [hour("UTC"), hour("Asia/Irkutsk")]},
    {"zat, rows": ["0:00:00", "0", "False"], "zat, DataFrame missing": [True, True, True], "parsezeeklogs": [None, None, None],
     "time": ["2023-11-14T22:13:20.500000", "2023-11-15T06:13:20.500000"]})
PY
