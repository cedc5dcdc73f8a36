#!/usr/bin/env bash
# Guessed: a meter's registers of 1,234,567 and 1,234,568 kWh as whole numbers of 32 bits are 1,234,567,000 and 1,234,568,000 Wh in unyt, one kWh apart.
# Seen: unyt makes floats of 32 bits of them: 1,234,567,040 and 1,234,567,936 Wh; of three registers near a hundred million all are one. From 16 bits it makes 16: 66 kW
#   are without end in W. pint has them as they are.
# Why it matters: the use of an hour is the difference of two registers: it is a tenth too small here, and 0 where the register is larger.
# Version: unyt 3.2.0, pint 0.25.3
. "$(dirname "$0")/lib/fresh.sh"
python_with unyt==3.2.0 pint==0.25.3 numpy==2.4.6 <<'PY'
import numpy
import pint
import unyt
from finding import told

pint_units = pint.UnitRegistry()


def both(values, kind, unit, into):
    values = numpy.array(values, kind)
    return {"unyt": [int(value) if numpy.isfinite(value) else str(value) for value in unyt.unyt_array(values, unit).to(into).value.tolist()],
            "pint": [int(value) for value in pint_units.Quantity(values, unit).to(into).magnitude.tolist()]}


with numpy.errstate(all="ignore"):
    seen = {"register": both([1234567, 1234568], "int32", "kWh", "Wh"), "large register": both([98765431, 98765432, 98765433], "int32", "kWh", "Wh"),
            "load": both([64, 66], "int16", "kW", "W")}
told(["unyt", "pint"], "a thousandfold", seen,
     {"register": {"unyt": [1234567040, 1234567936], "pint": [1234567000, 1234568000]},
      "large register": {"unyt": [98765430784] * 3, "pint": [98765431000, 98765432000, 98765433000]}, "load": {"unyt": [64000, "inf"], "pint": [64000, 66000]}})
PY
