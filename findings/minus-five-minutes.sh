#!/usr/bin/env bash
# Guessed: iso8601-duration reads -PT5M as minus five minutes, as tinyduration does, or refuses it.
# Seen: as five minutes: the sign is dropped, and the end of a period lies ten minutes late.
# Why it matters: in an order to reduce a load, what lies before its start is a negative duration.
# Version: iso8601-duration 2.1.4, tinyduration 3.4.1
. "$(dirname "$0")/lib/fresh.sh"
node_with iso8601-duration@2.1.4 tinyduration@3.4.1 <<'JS'
import { end, parse, toSeconds } from "iso8601-duration";
import * as tinyduration from "tinyduration";
import { told } from "./finding.mjs";

told(["iso8601-duration", "tinyduration"], "-300 s, 11:55, negative: true", {
  seconds: toSeconds(parse("-PT5M")), from_noon: end(parse("-PT5M"), new Date("2026-01-01T12:00:00Z")).toISOString().slice(11, 16),
  tinyduration: tinyduration.parse("-PT5M"),
}, { seconds: 300, from_noon: "12:05", tinyduration: { minutes: 5, negative: true } });
JS
