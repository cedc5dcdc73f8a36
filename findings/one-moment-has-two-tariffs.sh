#!/usr/bin/env bash
# Guessed: python-electricity and tariff-td, asked for a moment that says its zone, convert it: 21:30 UTC on 1 July is 22:30 in Lisbon, night, and 06:30 UTC 08:30 in
#   Madrid. Asked without a moment tariff-td takes now.
# Seen: both read the hour off what they get: the same moment is day in UTC and night in Lisbon, night in UTC and day in Madrid. Without a moment tariff-td takes the one at
#   which it was loaded, for good.
# Why it matters: readings are stored in UTC: the price of an hour or two of each day is wrong; and a display that has run for a week shows last week's price.
# Version: python-electricity 0.0.7, tariff-td 1.1, holidays 0.109
. "$(dirname "$0")/lib/fresh.sh"
python_with python-electricity==0.0.7 tariff-td==1.1 holidays==0.109 tzdata==2026.3 <<'PY'
import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from finding import told

before = datetime.now()
from electricity.tariffs import EDP  # noqa: E402
from tariff_td import Tariff20TD  # noqa: E402

night = datetime(2026, 7, 1, 21, 30, tzinfo=UTC)
morning = datetime(2026, 7, 1, 6, 30, tzinfo=UTC)
lisbon, madrid = EDP(plan="Bi-horário - ciclo diário"), Tariff20TD(3, 2, 1)
started = datetime.now()
time.sleep(0.1)
default = Tariff20TD.get_price.__defaults__[0]
seen = {"Lisbon": [lisbon.current_tariff(night), lisbon.current_tariff(night.astimezone(ZoneInfo("Europe/Lisbon")))],
        "Madrid": [madrid.get_price(morning), madrid.get_price(morning.astimezone(ZoneInfo("Europe/Madrid")))],
        "now is the start": before <= default <= started < datetime.now()}
told(["python-electricity", "tariff-td", "holidays"], "Vazio twice, 2 twice, False", seen,
     {"Lisbon": ["Fora de Vazio", "Vazio"], "Madrid": [1, 2], "now is the start": True})
PY
