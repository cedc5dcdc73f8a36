#!/usr/bin/env bash
# Guessed: senml reads a pack of two meters, each with its base name and time (RFC 8428: they hold until the next ones), as two meters at two times.
# Seen: only the first record's base counts. The second meter's load is the first one's, at the first one's time; a unit given once (bu) holds, a value that is the base
#   value itself (bv alone) is none.
# Why it matters: a concentrator packs a house into one message: the first meter has all loads, two of them at one moment.
# Version: senml 0.1.0
. "$(dirname "$0")/lib/fresh.sh"
python_with senml==0.1.0 attrs==26.1.0 <<'PY'
from finding import told
from senml import SenMLDocument


def read(pack):
    document = SenMLDocument.from_json(pack)
    return [(found.name, found.time, found.value, found.unit) for found in (item.to_absolute(document.base) for item in document.measurements)]


house = read([{"bn": "m1/", "bt": 1767225600, "bu": "W", "n": "load", "v": 100}, {"n": "load", "t": 60, "v": 110},
              {"bn": "m2/", "bt": 1767229200, "n": "load", "v": 3000}])
base = read([{"bn": "m1/", "bt": 1767225600, "bv": 20.5, "n": "load"}, {"n": "load", "t": 60, "v": 1}])
told(["senml"], "m1 at 0 and 60 s, m2 at 3600 s; 20.5 and 21.5", {"house": house, "base value": [value for _, _, value, _ in base]},
     {"house": [("m1/load", 1767225600.0, 100.0, "W"), ("m1/load", 1767225660, 110.0, "W"), ("m1/load", 1767225600.0, 3000.0, "W")], "base value": [None, 21.5]})
PY
