#!/usr/bin/env bash
# Guessed: pycayennelpp packs 400 in two bytes of hundredths (Cayenne LPP's "analog", of LoRa meters) or refuses it, as it refuses a power of 70,000 W; python-cayennelpp
#   reads what it packs, or says that it does not know a type.
# Seen: 400 becomes -255.36, in both, and 650 -5.36; from 656 on it is an error. Voltage, power and energy python-cayennelpp does not know; it gives back what came before
#   and no more: the temperature behind them is lost.
# Why it matters: just the big loads turn into feed-in, and a sensor that is read well for years falls silent when a meter is put in front of it.
# Version: pycayennelpp 2.4.0, python-cayennelpp 0.1.0
. "$(dirname "$0")/lib/fresh.sh"
python_with pycayennelpp==2.4.0 python-cayennelpp==0.1.0 <<'PY'
import logging

from cayennelpp import LppFrame
from finding import told
from python_cayennelpp.decoder import decode

logging.disable()
seen = {}
for kw in (300, 400, 650):
    frame = LppFrame()
    frame.add_analog_input(1, kw)
    packed = bytes(frame)
    seen[kw] = LppFrame.from_bytes(packed).data[0].value[0], decode(packed.hex())[0]["value"]
frame = LppFrame()
frame.add_temperature(1, 20.5)
frame.add_power(2, 3000)
frame.add_temperature(3, -12.5)
seen["20.5 °C, 3000 W, -12.5 °C"] = [item.value[0] for item in LppFrame.from_bytes(bytes(frame)).data], [item["value"] for item in decode(bytes(frame).hex())]
frame = LppFrame()
frame.add_power(1, 70000)
try:
    seen["70,000 W"] = bytes(frame).hex()
except ValueError as error:
    seen["70,000 W"] = str(error)
told(["pycayennelpp", "python-cayennelpp"], "300, 400 and 650, or an error; three values twice", seen,
     {300: (300.0, 300.0), 400: (-255.36, -255.36), 650: (-5.36, -5.36), "20.5 °C, 3000 W, -12.5 °C": ([20.5, 3000.0, -12.5], [20.5]),
      "70,000 W": "Invalid data, exceed value range!"})
PY
