#!/usr/bin/env bash
# Guessed: a reading's time of 16:30 UTC, given to c104 (IEC 60870-5-104) with its zone, is that moment wherever the station's machine stands.
# Seen: the zone is dropped and 16:30 taken for the machine's own time: on one in UTC it is 16:30+0000, on one in Irkutsk 16:30+0800, eight hours
#   earlier. 00:30+08:00, the same moment, is a third one, 00:30+0000 or +0800. What is read back has no zone.
# Why it matters: it is right on a server in UTC, where it was tried, and for times that have no zone; of two stations in two regions, told the same moment, the
#   readings lie hours apart.
# Version: c104 2.2.1
. "$(dirname "$0")/lib/fresh.sh"
python_with c104==2.2.1 <<'PY'
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from finding import told

moment = datetime(2025, 12, 31, 16, 30, tzinfo=timezone.utc)
times = {"UTC": moment, "+08:00": moment.astimezone(timezone(timedelta(hours=8)))}
if len(sys.argv) > 1:
    from c104 import ShortInfo
    print([re.search("recorded_at=(.{16}).{7}(.{5})", repr(ShortInfo(actual=1.0, recorded_at=at))).groups() for at in times.values()])
else:
    def on_machine(zone):
        return dict(zip(times, eval(subprocess.check_output([sys.executable, "main.py", "child"], env={**os.environ, "TZ": zone}, text=True))))

    told(["c104"], "one moment four times", {zone: on_machine(zone) for zone in ("UTC", "Asia/Irkutsk")}, {
        zone: {"UTC": ("2025-12-31T16:30", offset), "+08:00": ("2026-01-01T00:30", offset)} for zone, offset in (("UTC", "+0000"), ("Asia/Irkutsk", "+0800"))})
PY
