#!/usr/bin/env bash
# Guessed: Python's quantities has 20 °C as 68 °F and 293.15 K, or refuses to convert; 1 kW and 500 W in one array are 1 and 0.5 kW, or refused.
# Seen: 36 °F and 20 K: a temperature is taken for a difference. The array is [1, 500] without any unit, and so is what numpy.where takes from the two. unyt, its peer, is as guessed.
# Why it matters: the weather of an American station makes January 32 degrees warmer than it was, in a table that says °F; loads of two units are added up as if of one.
# Version: quantities 0.16.4, unyt 3.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with quantities==0.16.4 unyt==3.2.0 numpy==2.4.6 <<'PY'
import numpy
import quantities
import unyt
from finding import told


def shown(made):
    try:
        made = made()
        return [numpy.round(numpy.asarray(made, float), 2).tolist(), str(getattr(made, "dimensionality", getattr(made, "units", "no unit")))]
    except Exception as error:
        return type(error).__name__


seen = {}
for name, of, convert in (("quantities", quantities.Quantity, "rescale"), ("unyt", unyt.unyt_array, "to")):
    kw, watt = of([1.], "kW"), of([500.], "W")
    seen[name] = [shown(lambda: getattr(of([20.], "degC"), convert)("degF")), shown(lambda: getattr(of([20.], "degC"), convert)("K")),
                  shown(lambda: numpy.concatenate([kw, watt])), shown(lambda: numpy.where([True], kw, watt))]
told(["quantities", "unyt"], "68 °F, 293.15 K, or errors; 1 and 0.5 kW, or errors", seen,
     {"quantities": [[[36.0], "degF"], [[20.0], "K"], [[1.0, 500.0], "dimensionless"], [[1.0], "no unit"]],
      "unyt": [[[68.0], "°F"], [[293.15], "K"], "UnitInconsistencyError", "UnitInconsistencyError"]})
PY
