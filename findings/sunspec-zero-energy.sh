#!/usr/bin/env bash
# Guessed: a SunSpec meter (model 203) that never saw energy flow out reads 0 Wh exported in
#   pysunspec2, as it reads 0 W of power.
# Seen: the exported energy is None, "not implemented": in accumulators 0 means that, and a new
#   meter's true 0 cannot be told from it. From the first watt-hour on it is a number.
# Why it matters: taken as missing, the register's first rise has no start, and the first interval of a
#   farm behind a new meter is lost; taken as 0, registers that do not exist appear.
# Version: pysunspec2 1.3.7
. "$(dirname "$0")/lib/fresh.sh"
python_with pysunspec2==1.3.7 <<'PY'
from finding import told
from sunspec2.device import Model

meter = Model(model_id=203)


def read(point, registers):
    meter.points[point].set_mb(data=bytes.fromhex(registers))
    return meter.points[point].value


seen = {"power 0 W": read("W", "0000"), "exported 0 Wh": read("TotWhExp", "00000000"), "exported 1 Wh": read("TotWhExp", "00000001")}
told(["pysunspec2"], "0, 0 and 1", seen, {"power 0 W": 0, "exported 0 Wh": None, "exported 1 Wh": 1})
PY
