#!/usr/bin/env bash
# Guessed: OpenLEADR reads P1W, a duration that OpenADR's schema allows, as seven days, and PT1.5S as
#   one and a half seconds, or refuses them; what it writes, it reads.
# Seen: both last nothing, without a word. A duration of zero it writes as "P", which is no duration; five
#   minutes before as "P-1DT23H55M".
# Why it matters: an order to reduce for a week, as grid companies give miners for the winter peak, ends
#   when it begins.
# Version: openleadr 0.5.36
. "$(dirname "$0")/lib/fresh.sh"
python_with openleadr==0.5.36 <<'PY'
import logging

from finding import told
from openleadr.utils import parse_duration, timedeltaformat

logging.disable()
seen = {text: [parse_duration(text).total_seconds(), timedeltaformat(parse_duration(text))] for text in ("P7D", "P1W", "PT1.5S", "PT0S", "-PT5M")}
told(["openleadr"], "604800 s for P1W, 1.5 s, PT0S and -PT5M as they were", seen,
     {"P7D": [604800.0, "P7D"], "P1W": [0.0, "P"], "PT1.5S": [0.0, "P"], "PT0S": [0.0, "P"], "-PT5M": [-300.0, "P-1DT23H55M"]})
PY
