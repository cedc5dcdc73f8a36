#!/usr/bin/env bash
# Guessed: pint, astropy, js-quantities and mathjs refuse "110 TH/s" as long as nobody has told them what a hash is.
# Seen: all four take it, for terahenries a second: 1.1e14 ohms. 29.5 J/TH times 110 TH/s are still 3245 W, so
#   nothing looks wrong. Of "ths" pint makes thousandths of an inch.
# Why it matters: a check of units, which is what such a library is there for, finds a hash rate and a
#   resistance to be of one kind, and adds them.
# Version: pint 0.25.3, astropy 7.2.3, js-quantities 1.8.0, mathjs 15.2.0
. "$(dirname "$0")/lib/fresh.sh"
node_with js-quantities@1.8.0 mathjs@15.2.0 <<'JS'
import Qty from "js-quantities";
import { unit } from "mathjs";
import { told } from "./finding.mjs";

told(["js-quantities", "mathjs"], "an error twice", { kind: Qty("110 TH/s").kind(), ohms: unit("110 TH/s").toNumber("ohm") },
  { kind: "resistance", ohms: 1.1e14 });
JS
python_with pint==0.25.3 astropy==7.2.3 <<'PY'
import pint
from astropy import units
from finding import told

registry = pint.UnitRegistry()
rate = registry("110 TH/s")
sum_of_both = (rate + registry("1 ohm")).check("[resistance]")
told(["pint", "astropy"], "an error twice",
     {"ohms": float(f"{rate.to('ohm').magnitude:.6g}"), "W": round((rate * registry("29.5 J/TH")).to("W").magnitude, 6), "an ohm more": sum_of_both,
      "3 ths": str(registry("3 ths")), "astropy": "electrical resistance" in units.Unit("TH/s").physical_type},
     {"ohms": 1.1e14, "W": 3245.0, "an ohm more": True, "3 ths": "3 thou", "astropy": True})
PY
