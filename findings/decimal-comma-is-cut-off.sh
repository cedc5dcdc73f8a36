#!/usr/bin/env bash
# Guessed: InfluxDB's client for JavaScript refuses the load "12,5" as it refuses "", or NaN; -0.5 as a whole number is 0, as 0.5 is; the text "false" is
#   false or refused.
# Seen: "12,5" is written as 12, "1 250,5" as 1, "01.02.2026" as 1.02; -0.5 is -1, and "false" is true. Its elder, influx, refuses
#   these texts, but writes an empty one as a field without a value.
# Why it matters: readings typed with a comma lose their decimals on the way into the database, those over a thousand nearly all, and none is reported.
# Version: @influxdata/influxdb-client 1.35.0, influx 5.12.0
. "$(dirname "$0")/lib/fresh.sh"
node_with @influxdata/influxdb-client@1.35.0 influx@5.12.0 <<'JS'
import { Point } from "@influxdata/influxdb-client";
import { createRequire } from "node:module";
import { told } from "./finding.mjs";

const { FieldType, InfluxDB } = createRequire(import.meta.url)("influx"), at = new Date(0);
const written = (line) => { try { return line().split(" ")[1].slice(2); } catch { return "error"; } };
const newer = (kind, value) => written(() => new Point("m")[kind]("f", value).timestamp(at).toLineProtocol());
const older = (kind, value) => written(() => {
  const database = new InfluxDB({ host: "localhost", database: "d", schema: [{ measurement: "m", fields: { f: kind }, tags: [] }] });
  let line;
  database._pool = { discard: ({ body }) => { line = body; return Promise.resolve(); } };
  database.writePoints([{ measurement: "m", fields: { f: value }, timestamp: at }]);
  return line;
});
const asks = [["12,5", "floatField", FieldType.FLOAT], ["1 250,5", "floatField", FieldType.FLOAT], ["01.02.2026", "floatField", FieldType.FLOAT], ["", "floatField", FieldType.FLOAT],
  [0.5, "intField", FieldType.INTEGER], [-0.5, "intField", FieldType.INTEGER], ["false", "booleanField", FieldType.BOOLEAN]];
told(["@influxdata/influxdb-client", "influx"], "errors, 0, 0, and F or an error", asks.map(([value, newKind, oldKind]) => [value, newer(newKind, value), older(oldKind, value)]),
  [["12,5", "12", "error"], ["1 250,5", "1", "error"], ["01.02.2026", "1.02", "error"], ["", "error", ""], [0.5, "0i", "0i"], [-0.5, "-1i", "-1i"], ["false", "T", "error"]]);
JS
