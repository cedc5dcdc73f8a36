#!/usr/bin/env bash
# Guessed: address-normalizer finds the garden society (СНТ) in an address as a place, and its plot.
# Seen: the letters СНТ are the city, "Снт"; the society's name is the street, the plot a house. With "г.о."
#   for an urban district in it, the city is "О" and the district the street.
# Why it matters: farms are found in garden societies and garages; in a count by town all of a region's are
#   in one town that does not exist.
# Version: address-normalizer 2.0.0
. "$(dirname "$0")/lib/fresh.sh"
python_with address-normalizer==2.0.0 <<'PY'
from address_normalizer import parse
from finding import told


def parts(address):
    return {name: part["value"] for name, part in parse(address).as_dict().items()
            if name in ("region", "district", "city", "settlement", "street", "house_num") and part}


told(["address-normalizer"], "СНТ Рябинка, 17; Одинцовский, Раздоры",
     [parts("Иркутская область, Иркутский район, СНТ Рябинка, уч. 17"), parts("Московская область, Одинцовский г.о., д. Раздоры, д. 3")],
     [{"region": "Иркутская", "district": "Иркутский", "city": "Снт", "street": "Рябинка", "house_num": "17"},
      {"region": "Московская", "city": "О", "settlement": "Раздоры", "street": "Одинцовский", "house_num": "3"}])
PY
