#!/usr/bin/env bash
# Guessed: hours of street lighting, "sunset-sunrise" in OpenStreetMap's notation, follow the sun of the place given to the library, or
#   are refused without one.
# Seen: without a place the sun of all days sets at 18:00 by opening_hours and at 19:00 by opening-hours-py, and no warning says so. With a
#   place opening_hours does the same if its lat and lon are numbers: it takes texts only, as the geocoder it was made for gives.
# Why it matters: a lamp that burns by the clock looks like a load at the wrong time, in June in Irkutsk for three and a half hours; two programs
#   of one schedule differ by an hour.
# Version: opening_hours 3.15.0, opening-hours-py 2.1.4
. "$(dirname "$0")/lib/fresh.sh"
node_with opening_hours@3.15.0 <<'JS'
import Hours from "opening_hours";
import { told } from "./finding.mjs";

process.env.TZ = "Asia/Irkutsk";
const address = { country_code: "ru", state: "Иркутская область" };
const places = { none: undefined, numbers: { lat: 52.29, lon: 104.28, address }, texts: { lat: "52.29", lon: "104.28", address } };
const sunset = (place) => new Hours("sunset-sunrise", place).getNextChange(new Date("2026-06-22T12:00")).toTimeString().slice(0, 5);
const seen = Object.fromEntries(Object.entries(places).map(([name, place]) => [name, sunset(place)]));
told(["opening_hours"], "refused without a place, some 21:30 with one", seen, { none: "18:00", numbers: "18:00", texts: "21:28" });
JS
python_with opening-hours-py==2.1.4 <<'PY'
from datetime import datetime
from finding import told
from opening_hours import OpeningHours

noon = datetime(2026, 6, 22, 12)
seen = {"none": str(OpeningHours("sunset-sunrise").next_change(noon)),
        "numbers": str(OpeningHours("sunset-sunrise", coords=(52.29, 104.28)).next_change(noon))}
told(["opening-hours-py"], "refused without a place", seen,
     {"none": "2026-06-22 19:00:00", "numbers": "2026-06-22 21:28:00+08:00"})
PY
