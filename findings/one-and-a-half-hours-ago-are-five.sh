#!/usr/bin/env bash
# Guessed: chrono reads Russian times as they are said: 1,5 часа назад and полтора часа назад at noon are 10:30, 00:30 1 января 2026 is half past midnight, 12 ночи is midnight; or finds
#   nothing.
# Seen: 1,5 часа назад is five hours ago (the text it says it read begins behind the comma), полтора часа назад one hour; 00:30 1 января is from 30 January to 1 January, at noon; 12 ночи is noon.
#   1 января 2026 в 00:30 is as guessed.
# Why it matters: a message of an outage is put hours off; each of these is a plain way to say a time.
# Version: chrono-node 2.10.3
. "$(dirname "$0")/lib/fresh.sh"
export TZ=UTC
node_with chrono-node@2.10.3 <<'JS'
import { ru } from "chrono-node";
import { told } from "./finding.mjs";

const now = new Date("2026-01-14T12:00:00Z"), minute = (date) => date.toISOString().slice(0, 16);
const read = (said) => ru.parse(said, now).map(({ text, start, end }) => [text, minute(start.date()), ...(end ? [minute(end.date())] : [])]).flat();
const said = ["1 января 2026 в 00:30", "1,5 часа назад", "полтора часа назад", "00:30 1 января 2026", "в 12 ночи"];
told(["chrono-node"], "00:30, 10:30 twice, 00:30, 00:00", said.map(read),
  [["1 января 2026 в 00:30", "2026-01-01T00:30"], ["5 часа назад", "2026-01-14T07:00"], ["часа назад", "2026-01-14T11:00"],
    ["30 1 января 2026", "2026-01-30T12:00", "2026-01-01T12:00"], ["в 12", "2026-01-14T12:00"]]);
JS
