#!/usr/bin/env bash
# Guessed: a class "< 5 kW" or a street "A & B" beside a place goes into KML as its name does, and nothing is an empty value.
# Seen: in the name both are written right; as a value of Data or SimpleData either is an error for the whole file, unless it is escaped by hand, which in the name would be escaped twice.
#   Nothing is an empty Data and the text "None" as SimpleData, name and description.
# Why it matters: one row in a register with an ampersand and no map is written; with rows that have none, "None" stands beside each farm.
# Version: simplekml 1.3.6
. "$(dirname "$0")/lib/fresh.sh"
python_with simplekml==1.3.6 <<'PY'
import re

import simplekml
from finding import told


def written(value, where):
    kml = simplekml.Kml()
    place = kml.newpoint(name=str(value) if where == "name" else "place", coords=[(104.3, 52.3)])
    if where == "Data":
        place.extendeddata.newdata("class", value)
    elif where == "SimpleData":
        schema = kml.newschema(name="farm")
        place.extendeddata.schemadata.schemaurl = schema.id
        place.extendeddata.schemadata.newsimpledata("class", value)
    try:
        inside = re.search(r"<Placemark.*</Placemark>", kml.kml(), re.DOTALL).group()
    except Exception as error:
        return type(error).__name__
    return re.search({"name": "<name>(.*?)</name>", "Data": '<Data name="class"(?:>\\s*<value>(.*?)</value>|/>)', "SimpleData": '<SimpleData name="class">(.*?)</SimpleData>'}[where], inside).group(1)


seen = {str(value): [written(value, where) for where in ("name", "Data", "SimpleData")] for value in ("< 5 kW", "A & B", None)}
told(["simplekml"], "escaped three times, twice; empty", seen,
     {"< 5 kW": ["&lt; 5 kW", "ExpatError", "ExpatError"], "A & B": ["A &amp; B", "ExpatError", "ExpatError"], "None": ["None", None, "None"]})
PY
