#!/usr/bin/env bash
# Guessed: ical.js, given the VTIMEZONE that timezones-ical-library has for Asia/Almaty, puts noon of 1 December 2023 at 06:00 UTC and noon of 1 December 2024 at 07:00, as
#   the zone's data have it; Volgograd's noon of 2019 is at 08:00 UTC.
# Seen: 07:00 UTC in both years, and 09:00 in Volgograd: a zone has the rule of today from 1970 on. Berlin's summer of 1979, which had none, is summer time.
# Why it matters: the calendar of a tariff is opened with the readings of two years, and all of the first year is an hour off.
# Version: timezones-ical-library 2.3.2, ical.js 2.2.1, tzdata 2026.3
. "$(dirname "$0")/lib/fresh.sh"
node_with timezones-ical-library@2.3.2 ical.js@2.2.1 <<'JS'
import ICAL from "ical.js";
import { tzlib_get_ical_block } from "timezones-ical-library";
import { told } from "./finding.mjs";

const noon = (tzid, day) => {
  const component = new ICAL.Component(ICAL.parse(`BEGIN:VCALENDAR\r\nVERSION:2.0\r\n${tzlib_get_ical_block(tzid)[0]}\r\nEND:VCALENDAR`)).getFirstSubcomponent("vtimezone");
  const time = ICAL.Time.fromDateTimeString(`${day}T12:00:00`);
  time.zone = new ICAL.Timezone({ component, tzid });
  return time.convertToZone(ICAL.Timezone.utcTimezone).toString().slice(11, 16);
};
told(["timezones-ical-library", "ical.js"], "06:00 07:00 08:00 11:00", [noon("Asia/Almaty", "2023-12-01"), noon("Asia/Almaty", "2024-12-01"), noon("Europe/Volgograd", "2019-12-01"),
  noon("Europe/Berlin", "1979-07-01")], ["07:00", "07:00", "09:00", "10:00"]);
JS
python_with tzdata==2026.3 <<'PY'
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, reset_tzpath

from finding import told

reset_tzpath(())
days = ("Asia/Almaty", 2023, 12), ("Asia/Almaty", 2024, 12), ("Europe/Volgograd", 2019, 12), ("Europe/Berlin", 1979, 7)
told(["tzdata"], "06:00 07:00 08:00 11:00", [datetime(year, month, 1, 12, tzinfo=ZoneInfo(zone)).astimezone(UTC).strftime("%H:%M") for zone, year, month in days],
     ["06:00", "07:00", "08:00", "11:00"])
PY
