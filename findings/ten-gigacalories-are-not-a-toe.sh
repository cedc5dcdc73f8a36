#!/usr/bin/env bash
# Guessed: a gigacalorie, in which heat is billed in Russia, is 1163 kWh in pint and astropy, and ten of them are a tonne of oil equivalent,
#   which is defined so.
# Seen: 1162.2 kWh in pint, of the chemists' calorie of 4.184 J, and 1162.6 in astropy, of a third one; 1163 have the 4.1868 J of steam
#   tables. pint's tonne of oil equivalent is made of these, and so is 10.007 Gcal.
# Why it matters: 0.07% between a bill and its check in kWh is just what one looks for; a balance of fuel, heat and current with all three
#   does not close.
# Version: pint 0.25.3, astropy 8.0.2
. "$(dirname "$0")/lib/fresh.sh"
python_with pint==0.25.3 astropy==8.0.2 numpy==2.4.6 <<'PY'
import astropy.units as astropy
import pint
from astropy.units import cds
from finding import told

units = pint.UnitRegistry()
seen = {"pint, Gcal in kWh": round(units("1 Gcal").to("kWh").magnitude, 2), "pint, toe in Gcal": round(units("1 toe").to("Gcal").magnitude, 4),
        "astropy, Gcal in kWh": round(float((1e9 * cds.cal).to(astropy.kW * astropy.h).value), 2)}
told(["pint", "astropy"], "1163, 10 and 1163", seen, {"pint, Gcal in kWh": 1162.22, "pint, toe in Gcal": 10.0067, "astropy, Gcal in kWh": 1162.61})
PY
