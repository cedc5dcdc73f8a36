#!/usr/bin/env bash
# Guessed: a Location of pvlib in Irkutsk, made with tz="Asia/Irkutsk", takes times without a zone for its own local time, or refuses them.
# Seen: for UTC, without a word: of the hours of 21 June the sun is highest at 05:00. Given the zone with the times it is at 13:00. The
#   zone of the Location is used for none of its own methods; get_sun_rise_set_transit alone refuses times without one.
# Why it matters: a meter's local times against the clear sky are eight hours apart, so that a roof with panels draws by day and feeds
#   by night, and looks like a load that hides from the day tariff.
# Version: pvlib 0.16.1
. "$(dirname "$0")/lib/fresh.sh"
python_with pvlib==0.16.1 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1 <<'PY'
import pandas
from finding import told
from pvlib.location import Location

irkutsk, hours = Location(52.29, 104.28, tz="Asia/Irkutsk"), pandas.date_range("2026-06-21", periods=24, freq="1h")


def highest(times):
    return [str(irkutsk.get_solarposition(times)["elevation"].idxmax())[11:16],
            str(irkutsk.get_clearsky(times, model="haurwitz")["ghi"].idxmax())[11:16]]


def rising(times):
    try:
        return str(irkutsk.get_sun_rise_set_transit(times)["sunrise"].iloc[0])[11:16]
    except ValueError:
        return "refused"


told(["pvlib"], "13:00, or refused", {
    "no zone": [*highest(hours), rising(hours)], "local": [*highest(hours.tz_localize(irkutsk.tz)), rising(hours.tz_localize(irkutsk.tz))]}, {
    "no zone": ["05:00", "05:00", "refused"], "local": ["13:00", "13:00", "04:41"]})
PY
