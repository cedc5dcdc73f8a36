#!/usr/bin/env bash
# Guessed: astral's sun() gives sunrise and sunset of a June day in Arkhangelsk, where the sun rises and
#   sets, and of a March day in Irkutsk a sunrise before the sunset, in UTC as in local time.
# Seen: Arkhangelsk has neither: dawn and dusk, which a white night lacks, are computed first and their lack
#   is an error for all five. In UTC, the default, Irkutsk's sun sets 13 hours before it rises, since all five are
#   taken from one date of UTC.
# Why it matters: loads of lighting and solar panels are told apart by it; hours between sunrise and sunset are
#   the night in all of Siberia, and in the north there is no June.
# Version: astral 3.2
. "$(dirname "$0")/lib/fresh.sh"
python_with astral==3.2 tzdata==2025.2 <<'PY'
from datetime import date
from zoneinfo import ZoneInfo
from astral import Observer
from astral import sun
from finding import told

arkhangelsk, irkutsk = Observer(64.54, 40.54), Observer(52.3, 104.3)
june, march = date(2025, 6, 20), date(2025, 3, 1)
try:
    whole = sorted(sun.sun(arkhangelsk, june, tzinfo=ZoneInfo("Europe/Moscow")))
except ValueError as error:
    whole = str(error).split(",")[0]
single = [of(arkhangelsk, june, tzinfo=ZoneInfo("Europe/Moscow")).strftime("%H:%M") for of in (sun.sunrise, sun.sunset)]
hours = lambda day: round((day["sunset"] - day["sunrise"]).total_seconds() / 3600)
seen = {"Arkhangelsk": whole, "its sunrise and sunset": single, "Irkutsk's day, local": hours(sun.sun(irkutsk, march, tzinfo=ZoneInfo("Asia/Irkutsk"))),
        "Irkutsk's day, UTC": hours(sun.sun(irkutsk, march))}
told(["astral"], "sunrise and sunset twice; 11 hours twice", seen,
     {"Arkhangelsk": "Sun never reaches 6 degrees below the horizon", "its sunrise and sunset": ["01:35", "23:03"],
      "Irkutsk's day, local": 11, "Irkutsk's day, UTC": -13})
PY
