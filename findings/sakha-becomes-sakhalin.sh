#!/usr/bin/env bash
# Guessed: pycountry finds the republic of Sakha by that name, exactly or in its fuzzy search.
# Seen: exactly nothing, since the list writes "Saha, Respublika"; fuzzily the region of Sakhalin, as
#   the one and only hit. Moscow and Yakutia are not found either way.
# Why it matters: a table with English names is joined by the best hit; the farms of the largest region
#   go to an island.
# Version: pycountry 26.2.16
. "$(dirname "$0")/lib/fresh.sh"
python_with pycountry==26.2.16 <<'PY'
import pycountry
from finding import told


def found(search, name):
    try:
        hits = search(name)
    except LookupError:
        return "nothing"
    return " ".join(hit.code for hit in (hits if isinstance(hits, list) else [hits]) if hit.country_code == "RU")


names = ["Sakha", "Yakutia", "Moscow", "Komi"]
told(["pycountry"], "RU-SA, RU-SA, RU-MOW, RU-KO",
     {name: (found(pycountry.subdivisions.lookup, name), found(pycountry.subdivisions.search_fuzzy, name)) for name in names},
     {"Sakha": ("nothing", "RU-SAK"), "Yakutia": ("nothing", "nothing"), "Moscow": ("nothing", "nothing"), "Komi": ("nothing", "RU-KO")})
PY
