#!/usr/bin/env bash
# Guessed: frictionless, the reference program for Data Packages, takes powers with decimal commas for
#   numbers, or for text where it does not know the comma.
# Seen: for places. A column of kilowatts written as 12,5 is of the type geopoint, longitude 12 and latitude
#   5; the register is valid, and the reader hands out pairs of coordinates. One value above
#   180, or one whole number, makes the column text.
# Why it matters: a data package made of a Russian or German register has no powers, and a map of it has
#   points in Nigeria.
# Version: frictionless 5.21.0
. "$(dirname "$0")/lib/fresh.sh"
python_with frictionless==5.21.0 <<'PY'
from finding import told
from frictionless import describe, extract, validate


def seen(name, powers):
    with open(f"{name}.csv", "w", encoding="utf-8") as file:
        file.write("region;kw\n" + "".join(f"RU-IRK;{power}\n" for power in powers))
    kw = extract(f"{name}.csv")[name][0]["kw"]
    kw = kw if isinstance(kw, str) else [float(part) for part in kw]
    return describe(f"{name}.csv").schema.fields[1].type, validate(f"{name}.csv").valid, kw


told(["frictionless"], "number or string",
     {"decimals": seen("decimals", ["12,5", "7,25"]), "one whole": seen("whole", ["12,5", "7"]), "large": seen("large", ["12,5", "700,5"])},
     {"decimals": ("geopoint", True, [12.0, 5.0]), "one whole": ("string", True, "12,5"), "large": ("string", True, "12,5")})
PY
