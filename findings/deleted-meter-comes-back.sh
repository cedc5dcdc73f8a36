#!/usr/bin/env bash
# Guessed: five readers of .dbf files leave out a row that is marked as deleted, as GIS programs do, have 1 January 2026 for 20260101, and null for an empty number and an empty date.
# Seen: shapefile hands out the deleted row as any other, node-dbf with a mark. In dbf-reader the date is 1 February, an empty number is 0 and an unknown truth false; an empty
#   date is 30 November 1899 in shapefile. dbffile is as guessed.
# Why it matters: a meter taken out of the register comes back with its readings, all readings move by a month, and meters without a reading have used nothing.
# Version: dbffile 1.13.0, yadbf 3.3.0, dbf-reader 1.0.3, node-dbf 0.4.0, shapefile 0.6.6
. "$(dirname "$0")/lib/fresh.sh"
node_with dbffile@1.13.0 yadbf@3.3.0 dbf-reader@1.0.3 node-dbf@0.4.0 shapefile@0.6.6 <<'JS'
import { createReadStream, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { openDbf } from "shapefile";
import { told } from "./finding.mjs";

process.env.TZ = "UTC";
const require = createRequire(import.meta.url), columns = [["ID", "C", 2, 0], ["KWH", "N", 8, 1], ["SINCE", "D", 8, 0], ["SEAL", "L", 1, 0]];
const rows = ["  1    12.520260101T", "* 2     2.020260102F", "  3                ?"], header = Buffer.alloc(32 + 32 * columns.length + 1);
header.set([3, 126, 1, 1]);
header.writeUInt32LE(rows.length, 4);
header.writeUInt16LE(header.length, 8);
header.writeUInt16LE(rows[0].length, 10);
columns.forEach(([name, type, length, digits], at) => {
  header.write(name + "\0".repeat(11 - name.length) + type, 32 * (at + 1), "latin1");
  header.set([length, digits], 32 * (at + 1) + 16);
});
header[header.length - 1] = 13;
writeFileSync("meters.dbf", Buffer.concat([header, Buffer.from(rows.join("") + "\x1a", "latin1")]));

const day = (since) => (since instanceof Date ? (Number.isNaN(since.valueOf()) ? "invalid" : since.toISOString().slice(0, 10)) : since ?? null), seen = {};
const keep = (name, all) => { seen[name] = all.map(({ ID, KWH, SINCE, SEAL }) => [Number(ID), KWH, day(SINCE), SEAL ?? null].join(" ")); };
keep("dbffile", await (await require("dbffile").DBFFile.open("meters.dbf")).readRecords());
const events = (source, row, end) => new Promise((then) => { const all = []; source.on(row, (found) => all.push(found)).on(end, () => then(all)); });
keep("yadbf", await events(createReadStream("meters.dbf").pipe(new (require("yadbf"))({})), "data", "end"));
keep("dbf-reader", (require("dbf-reader").Dbf ?? require("dbf-reader")).read(readFileSync("meters.dbf")).rows);
const node = new (require("node-dbf").default)("meters.dbf"), found = events(node, "record", "end");
node.parse();
keep("node-dbf", await found);
const source = await openDbf("meters.dbf"), all = [];
for (let next = await source.read(); !next.done; next = await source.read()) all.push(next.value);
keep("shapefile", all);
told(["dbffile", "yadbf", "dbf-reader", "node-dbf", "shapefile"], "1 12.5 2026-01-01 true; 3 and nothing", seen,
  { dbffile: ["1 12.5 2026-01-01 true", "3   "], yadbf: ["1 12.5 2026-01-01 true", "3 NaN invalid "], "dbf-reader": ["1 12.5 2026-02-01 true", "3 0  false"],
    "node-dbf": ["1 12.5 20260101 ", "2 2 20260102 ", "3 NaN  "], shapefile: ["1 12.5 2026-01-01 true", "2 2 2026-01-02 false", "3  1899-11-30 "] });
JS
