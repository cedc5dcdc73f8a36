#!/usr/bin/env bash
# Guessed: the changes of the clock in Irkutsk: in 2011 one in spring and none in autumn, for summer time stayed; in 2014 one in autumn, an hour back, and none in spring; in Almaty in 2024 one
#   in March, an hour back. Berlin has two each year.
# Seen: in 2011 autumn begins at 11:00 on 30 June in Irkutsk, when no clock changed; for 2014 and for Almaty there is no change at all.
#   Berlin is right: a year is taken for one with two changes or for one with none.
# Why it matters: the days of these three changes have 23 or 25 hours of readings; and a day in June is split where nothing happened.
# Version: dst-transitions 1.1.0
. "$(dirname "$0")/lib/fresh.sh"
node_with dst-transitions@1.1.0 <<'JS'
import dst from "dst-transitions";
import { told } from "./finding.mjs";

function changes(zone, year) {
  process.env.TZ = zone;
  const transitions = dst.get_transitions(year), moment = (season) => (transitions?.[season] ? new Date(transitions[season].to).toISOString().slice(0, 16) : "none");
  return [moment("spring"), moment("fall")];
}

told(["dst-transitions"], "03-26T18:00 and none, none and 10-25T18:00, 02-29T18:00 and none, 03-29T01:00 and 10-25T01:00", { "Irkutsk 2011": changes("Asia/Irkutsk", 2011),
  "Irkutsk 2014": changes("Asia/Irkutsk", 2014), "Almaty 2024": changes("Asia/Almaty", 2024), "Berlin 2026": changes("Europe/Berlin", 2026) },
{ "Irkutsk 2011": ["2011-03-26T18:00", "2011-06-30T03:00"], "Irkutsk 2014": ["none", "none"], "Almaty 2024": ["none", "none"], "Berlin 2026": ["2026-03-29T01:00", "2026-10-25T01:00"] });
JS
