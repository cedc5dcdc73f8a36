#!/usr/bin/env bash
# Guessed: pydifact reads an MSCONS interchange that has no UNA (it is optional) whatever names it holds.
# Seen: it looks for 'UNA anywhere. In a name such as L'UNA the apostrophe is released as EDIFACT
#   demands (L?'UNA), but taken for the end of a segment all the same: all that came before is
#   dropped, the next six letters become the separators, and the rest cannot be read.
#   With a UNA in front the same text is read.
# Why it matters: a whole interchange of readings is refused for one customer's name.
# Version: pydifact 0.2.3
. "$(dirname "$0")/lib/fresh.sh"
python_with pydifact==0.2.3 <<'PY'
from finding import told
from pydifact.parser import Parser

body = "'".join(["UNB+UNOC:3+9900000000001:500+9900000000002:500+260105:0400+1", "UNH+1+MSCONS:D:04B:UN:2.4c", "BGM+7+1+9",
                 "NAD+DDE+++L?'UNA VERDE SRL", "LOC+172+DE0000000000000000000000000000001", "QTY+220:4.25:KWH",
                 "UNT+6+1", "UNZ+1+1", ""])


def read(text):
    try:
        return [segment.tag for segment in Parser().parse(text)]
    except Exception as error:
        return type(error).__name__


seen = {"without UNA": read(body), "with UNA": read("UNA:+.? '" + body), "other name": read(body.replace("L?'UNA", "L?'ALBA"))}
tags = ["UNB", "UNH", "BGM", "NAD", "LOC", "QTY", "UNT", "UNZ"]
told(["pydifact"], "eight segments each time", seen,
     {"without UNA": "EDISyntaxError", "with UNA": ["UNA", *tags], "other name": tags})
PY
