#!/usr/bin/env bash
# Guessed: in a PX file, the format in which many statistics offices give their tables out, pyaxis and pxrd read numbers as numbers, "-" (none) as 0, and "." to "..." (not
#   known, secret) as missing. A file that leaves out rows of noughts (KEYS) is read with them.
# Seen: pyaxis has texts: 1 and 2 add up to "12", "-" stays a sign in quotes, "." is an empty text, ".." missing and "..." a text. pxrd has numbers, and none generated is
#   missing as what is secret. With KEYS pyaxis stops and pxrd is as guessed.
# Why it matters: regions without generation are unknown, and a sum over regions is a text as long as the table.
# Version: pyaxis 0.4.3, pxrd 0.0.3, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with pyaxis==0.4.3 pxrd==0.0.3 pandas==3.1.1 numpy==2.4.6 requests==2.34.2 <<'PY'
from pathlib import Path

import pxrd
from finding import told
from pxrd.convert import to_pandas
from pyaxis import pyaxis

HEAD = '''CHARSET="ANSI";
AXIS-VERSION="2013";
MATRIX="E1";
SUBJECT-CODE="E";
SUBJECT-AREA="Energy";
CONTENTS="Generation";
UNITS="GWh";
DECIMALS=1;
TITLE="Generation by region and year";
STUB="region";
HEADING="year";
VALUES("region")="Abai","Almaty","Astana";
VALUES("year")="2024","2025";
'''


def read(text):
    Path("table.px").write_text(text, encoding="latin-1")
    readers = {"pyaxis": lambda: pyaxis.parse(uri="table.px", encoding="latin-1")["DATA"]["DATA"], "pxrd": lambda: to_pandas(pxrd.read("table.px"))["DATA"]}
    found = {}
    for name, reader in readers.items():
        try:
            found[name] = [None if value != value else value for value in reader()]
        except Exception as error:
            found[name] = type(error).__name__
    return found


plain = read(HEAD + 'DATA=\n1 2\n"-" "."\n".." "..."\n;\n')
keys = read(HEAD + 'KEYS("region")=VALUES;\nDATA=\n"Abai",1,2\n"Almaty",3,4\n;\n')
told(["pyaxis", "pxrd", "pandas"], "1 2 0 and three missing; 1 2 3 4 0 0", {"plain": plain, "keys": keys},
     {"plain": {"pyaxis": ["1", "2", '"-"', "", None, '"..."'], "pxrd": [1.0, 2.0, None, None, None, None]},
      "keys": {"pyaxis": "ValueError", "pxrd": [1.0, 2.0, 3.0, 4.0, 0.0, 0.0]}})
PY
