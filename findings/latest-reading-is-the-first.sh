#!/usr/bin/env bash
# Guessed: alasql takes ROW_NUMBER() OVER (PARTITION BY m ORDER BY t DESC) and SUM(kwh) OVER (PARTITION BY m ORDER BY t) as any database with
#   window functions does, or refuses them.
# Seen: the order is not heeded: number 1 is the row that comes first in the file, and each running sum is the sum of all. A partition by a column that is
#   not itself selected is not heeded either: rows of all meters are numbered and added up as one. The greatest of times as texts is missing.
# Why it matters: "the latest reading of each meter" is its first, and with one column less in the list it is one meter's.
# Version: alasql 4.19.1
. "$(dirname "$0")/lib/fresh.sh"
node_with alasql@4.19.1 <<'JS'
import alasql from "alasql";
import { told } from "./finding.mjs";

const readings = [{ m: 1, t: "2026-01-01", kwh: 5 }, { m: 1, t: "2026-01-02", kwh: 9 }, { m: 2, t: "2026-01-01", kwh: 4 }];
const rows = (query) => alasql(query, [readings]).map(Object.values);
const number = "ROW_NUMBER() OVER (PARTITION BY m ORDER BY t DESC) n", sum = "SUM(kwh) OVER (PARTITION BY m ORDER BY t) s";
told(["alasql"], "latest: 9 of meter 1, 4 of meter 2; running 5, 14, 4, with or without m; last day 2026-01-02", {
  latest: rows(`SELECT m, kwh FROM (SELECT m, kwh, ${number} FROM ?) WHERE n = 1`),
  "latest, without m": rows(`SELECT kwh FROM (SELECT kwh, ${number} FROM ?) WHERE n = 1`),
  running: rows(`SELECT m, kwh, ${sum} FROM ?`).map((row) => row.at(-1)),
  "running, without m": rows(`SELECT kwh, ${sum} FROM ?`).map((row) => row.at(-1)),
  "last day": rows("SELECT MAX(t) t FROM ?")[0] },
  { latest: [[1, 5], [2, 4]], "latest, without m": [[5]], running: [14, 14, 4], "running, without m": [18, 18, 18], "last day": [null] });
JS
