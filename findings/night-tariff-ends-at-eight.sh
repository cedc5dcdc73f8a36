#!/usr/bin/env bash
# Guessed: a night tariff from 23:00 to 07:00 of Berlin, daily for three nights from 27 March 2026 in a calendar file, is three nights of 8, 7 and 8 hours in ics, icalevents and
#   recurring-ical-events, or one of them says that it cannot repeat; a holiday of one day without an end lasts 24 hours.
# Seen: in ics there is one night, the rule is dropped without a word. In recurring-ical-events the night of the change to summer time ends at 08:00, with 8 hours, in icalevents at 07:00, with 7.
#   The holiday lasts no time at all in icalevents.
# Why it matters: one hour of the morning peak is billed by night, or the night of a whole year is a single one; on the holiday there is no holiday tariff.
# Version: ics 0.7.3, icalevents 0.3.1, recurring-ical-events 3.8.2, icalendar 7.3.0
. "$(dirname "$0")/lib/fresh.sh"
python_with ics==0.7.3 icalevents==0.3.1 recurring-ical-events==3.8.2 icalendar==7.3.0 <<'PY'
from datetime import date, datetime, timezone

import icalendar
import ics
import recurring_ical_events
from finding import told
from icalevents import icalevents

night = ["DTSTART;TZID=Europe/Berlin:20260327T230000", "DTEND;TZID=Europe/Berlin:20260328T070000", "RRULE:FREQ=DAILY;COUNT=3", "SUMMARY:night"]
holiday = ["DTSTART;VALUE=DATE:20260403", "SUMMARY:holiday"]
lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:tariff"]
for number, event in enumerate((night, holiday)):
    lines += ["BEGIN:VEVENT", f"UID:{number}", "DTSTAMP:20260101T000000Z", *event, "END:VEVENT"]
file = "\r\n".join([*lines, "END:VCALENDAR", ""])


def shown(events):
    hours = lambda start, end: (end - start).total_seconds() / 3600
    return {name: [hours(start, end) for each, start, end in sorted(events, key=lambda event: str(event[1])) if each == name] for name in ("night", "holiday")}


found = icalevents.events(string_content=file.encode(), start=datetime(2026, 3, 1, tzinfo=timezone.utc), end=datetime(2026, 5, 1, tzinfo=timezone.utc))
repeated = recurring_ical_events.of(icalendar.Calendar.from_ical(file)).between(date(2026, 3, 1), date(2026, 5, 1))
utc = lambda moment: moment.astimezone(timezone.utc) if isinstance(moment, datetime) else moment
seen = {"ics": shown([(event.name, event.begin, event.end) for event in ics.Calendar(file).events]),
        "icalevents": shown([(event.summary, utc(event.start), utc(event.end)) for event in found]),
        "recurring-ical-events": shown([(str(event["SUMMARY"]), utc(event["DTSTART"].dt), utc(event["DTEND"].dt)) for event in repeated])}
told(["ics", "icalevents", "recurring-ical-events", "icalendar"], "8, 7, 8 hours and 24", seen,
     {"ics": {"night": [8.0], "holiday": [24.0]}, "icalevents": {"night": [8.0, 7.0, 8.0], "holiday": [0.0]}, "recurring-ical-events": {"night": [8.0, 8.0, 8.0], "holiday": [24.0]}})
PY
