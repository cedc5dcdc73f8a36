#!/usr/bin/env bash
# Guessed: a reading entered in a calendar file for 31 January and every month after falls on 31 January, 31 March and 31 May, as the standard says (a day that a month does not
#   have is left out), in node-ical and ts-ics as in ical.js.
# Seen: in these two on 31 January, 28 February, 28 March and so on: once February has pulled it down, it stays on the 28th. From 30 January it is the same.
# Why it matters: a read-out at the end of the month is three days early in every month after February, and the bill of each month lacks its last days.
# Version: node-ical 0.26.1, ts-ics 2.4.6, ical.js 2.2.1
. "$(dirname "$0")/lib/fresh.sh"
node_with node-ical@0.26.1 ts-ics@2.4.6 ical.js@2.2.1 <<'JS'
import ICAL from "ical.js";
import nodeIcal from "node-ical";
import { convertIcsCalendar, extendByRecurrenceRule } from "ts-ics";
import { told } from "./finding.mjs";

const file = (day) => ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:readings", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", `DTSTART:202601${day}T060000Z`, "DURATION:PT1H",
  "RRULE:FREQ=MONTHLY;COUNT=4", "SUMMARY:reading", "END:VEVENT", "END:VCALENDAR", ""].join("\r\n");
const days = (dates) => dates.map((date) => date.toISOString().slice(5, 10)).join(" ");
const read = (day) => {
  const [old] = Object.values(nodeIcal.parseICS(file(day))).filter(({ type }) => type === "VEVENT"), [event] = convertIcsCalendar(undefined, file(day)).events, right = [];
  const each = new ICAL.Event(new ICAL.Component(ICAL.parse(file(day))).getFirstSubcomponent("vevent")).iterator();
  for (let next = each.next(); next; next = each.next()) right.push(next.toJSDate());
  return { "node-ical": days(old.rrule.all()), "ts-ics": days(extendByRecurrenceRule(event.recurrenceRule, { start: event.start.date })), "ical.js": days(right) };
};
told(["node-ical", "ts-ics", "ical.js"], "01-31 03-31 05-31 07-31; 01-30 03-30 04-30 05-30", { 31: read(31), 30: read(30) },
  { 30: { "node-ical": "01-30 02-28 03-28 04-28", "ts-ics": "01-30 02-28 03-28 04-28", "ical.js": "01-30 03-30 04-30 05-30" },
    31: { "node-ical": "01-31 02-28 03-28 04-28", "ts-ics": "01-31 02-28 03-28 04-28", "ical.js": "01-31 03-31 05-31 07-31" } });
JS
