#!/usr/bin/env bash
# Guessed: matpowercaseframes and grg-mpdata read a case of MATPOWER whose loads are in kW and that ends with the line that makes MW of them, as its cases of distribution
#   grids do, in MW, or refuse the line; 1/100 in a table is 0.01, or an error.
# Seen: both read kW as MW, without a word: the line is passed over. With 1/100 in it a whole table is texts in matpowercaseframes. A bus named 'North; 1' is "North 1"
#   there.
# Why it matters: a village of 100 kW draws 100 MW; what does not converge is looked for in the grid.
# Version: matpowercaseframes 2.1.1, grg-mpdata 0.1.1, pandas 2.3.3
. "$(dirname "$0")/lib/fresh.sh"
python_with matpowercaseframes==2.1.1 grg-mpdata==0.1.1 pandas==2.3.3 numpy==2.3.5 <<'PY'
from pathlib import Path

from finding import told
from grg_mpdata.io import parse_mp_case_file
from matpowercaseframes import CaseFrames

CASE = """function mpc = village
mpc.version = '2';
mpc.baseMVA = 10;
mpc.bus = [
    1 3 0   0  0 0 1 1 0 10 1 1.1 0.9;
    2 1 100 60 0 0 1 1 0 10 1 1.1 0.9;
];
mpc.gen = [
    1 0 0 10 -10 1 100 1 10 0;
];
mpc.branch = [
    1 2 0.01 0.1 0 0 0 0 0 0 1 -360 360;
];
"""


def case(text):
    Path("village.m").write_text(text)
    return "village.m"


kilowatts = case(CASE + "%% kW to MW\nmpc.bus(:, 3:4) = mpc.bus(:, 3:4) / 1e3;\n")
seen = {"loads": [CaseFrames(kilowatts).bus["PD"].tolist(), [bus.pd for bus in parse_mp_case_file(kilowatts).bus]]}
seen["1/100"] = [repr(value) for value in CaseFrames(case(CASE.replace(" 0.01 ", " 1/100 "))).branch.iloc[0, 2:4].tolist()]
seen["names"] = CaseFrames(case(CASE + "mpc.bus_name = {\n    'North; 1';\n    'South';\n};\n")).bus.index.tolist()
told(["matpowercaseframes", "grg-mpdata", "pandas"], "0 and 0.1 twice; 0.01 and 0.1; North; 1", seen,
     {"loads": [[0.0, 100.0], [0.0, 100.0]], "1/100": ["'1/100'", "'0.1'"], "names": ["North 1", "South"]})
PY
