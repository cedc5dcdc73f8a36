#!/usr/bin/env bash
# Guessed: lat-lon-parser, which reads degrees and minutes with an N, S, E or W, refuses the Russian letters for them (с. ш., ю. ш.,
#   в. д., з. д.), or follows them.
# Seen: it drops them. "172°30' з. д." is 172.5° east, "ю. ш." north, while "W" and "S" are minus; of the same places written in Latin
#   and in Russian the east and north ones agree.
# Why it matters: nearly all of Russia is north and east, so that every test passes. Uelen, at 169°49' west, lands in the sea
#   of the other side, 900 km off.
# Version: lat-lon-parser 1.3.1
. "$(dirname "$0")/lib/fresh.sh"
python_with lat-lon-parser==1.3.1 <<'PY'
from finding import told
from lat_lon_parser import parse

pairs = {"Moscow": ("37°37'E", "37°37' в. д."), "Uelen": ("169°49'W", "169°49' з. д."), "Uelen, in words": ("169°49' West", "169°49' западной долготы"),
         "Vostok": ("78°28'S", "78°28' ю. ш.")}
told(["lat-lon-parser"], "two that agree, or an error", {name: [round(parse(text), 2) for text in texts] for name, texts in pairs.items()},
     {"Moscow": [37.62, 37.62], "Uelen": [-169.82, 169.82], "Uelen, in words": [-169.82, 169.82], "Vostok": [-78.47, 78.47]})
PY
