#!/usr/bin/env bash
# Guessed: four query engines with MongoDB's language, mingo, sift, LokiJS and nedb, find the same meters of five: those under 1 kW without the silent ones, all that have
#   no reading whether null or not there, and all that have one.
# Seen: under 1 kW LokiJS also finds what is null, not there or NaN. "No reading" is null or not there in mingo and sift, only null in LokiJS and
#   nedb, where a meter without the field has a reading.
# Why it matters: the list of silent meters, and the share of meters that report, depends on the engine behind the table, and on whether a gap was written as null.
# Version: mingo 7.2.7, sift 17.1.4, lokijs 1.5.12, nedb 1.8.0
. "$(dirname "$0")/lib/fresh.sh"
node_with mingo@7.2.7 sift@17.1.4 lokijs@1.5.12 nedb@1.8.0 <<'JS'
import Loki from "lokijs";
import { Query } from "mingo";
import Nedb from "nedb";
import sift from "sift";
import { told } from "./finding.mjs";

const meters = [{ m: "A", kw: 3 }, { m: "B", kw: null }, { m: "C" }, { m: "D", kw: 0 }, { m: "E", kw: NaN }];
const loki = new Loki("meters").addCollection("meters"), nedb = new Nedb();
loki.insert(meters.map((meter) => ({ ...meter })));
await new Promise((then) => nedb.insert(meters, then));
const names = (rows) => rows.map(({ m }) => m).sort().join(""), seen = {};
for (const [what, query] of [["under 1", { kw: { $lt: 1 } }], ["no reading", { kw: null }], ["a reading", { kw: { $ne: null } }]]) {
  seen[what] = { mingo: names(new Query(query).find(meters).all()), sift: names(meters.filter(sift(query))), lokijs: names(loki.find(query)),
    nedb: await new Promise((then) => nedb.find(query, (error, rows) => then(names(rows)))) };
}
told(["mingo", "sift", "lokijs", "nedb"], "D; BC; ADE, by all four", seen,
  { "under 1": { mingo: "D", sift: "D", lokijs: "BCDE", nedb: "D" }, "no reading": { mingo: "BC", sift: "BC", lokijs: "B", nedb: "B" },
    "a reading": { mingo: "ADE", sift: "ADE", lokijs: "ACDE", nedb: "ACDE" } });
JS
