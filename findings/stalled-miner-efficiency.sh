#!/usr/bin/env bash
# Guessed: pyasic's efficiency, "J/TH", of a machine that draws 3000 W and does not hash is None or
#   infinite; that of 3250 W at 110 TH/s is 29.55 whatever unit its firmware reports in.
# Seen: the stalled one has 0.0, better than any machine sold. The other has 29.55 reported in TH/s,
#   0.03 in GH/s, and 0.0 summed over its boards while the model is unknown, since the sum is in H/s.
# Why it matters: sorted by efficiency the broken machines lead; power estimated from hash rate and
#   such an efficiency is a thousandth of the truth, or nothing.
# Version: pyasic 0.79.0
. "$(dirname "$0")/lib/fresh.sh"
python_with pyasic==0.79.0 <<'PY'
from finding import told
from pyasic.data import HashBoard, MinerData
from pyasic.device.algorithm.hashrate import SHA256HashRate
from pyasic.device.algorithm.hashrate.unit import SHA256Unit


def efficiency(watts, rate=None, unit=SHA256Unit.TH, boards=()):
    hashrate = lambda value: SHA256HashRate(rate=value, unit=unit)
    miner = MinerData(ip="192.0.2.1", wattage=watts, raw_hashrate=None if rate is None else hashrate(rate),
                      hashboards=[HashBoard(slot=slot, hashrate=hashrate(value)) for slot, value in enumerate(boards)])
    return miner.efficiency_fract


told(["pyasic"], "stalled: None or infinite; 29.55 three times",
     {"stalled": efficiency(3000, 0.0), "in TH/s": efficiency(3250, 110.0), "in GH/s": efficiency(3250, 110_000.0, SHA256Unit.GH),
      "three boards": efficiency(3250, boards=[36.0, 37.0, 37.0])},
     {"stalled": 0.0, "in TH/s": 29.55, "in GH/s": 0.03, "three boards": 0.0})
PY
