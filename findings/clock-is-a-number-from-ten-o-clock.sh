#!/usr/bin/env bash
# Guessed: from a telegram of IEC 62056-21, 1.8.1(000123,4*kWh) is 123.4 kWh, or text; the clock 0.9.1 is text at 09:59:59 as at 10:00:00, or a number at both; 0.0.0(00123456) is
#   a serial number and stays text, and so does 0.0.0(12345678).
# Seen: 123 kWh: a register with a comma, as meters of older German rules send it, loses its tenths without a word. The clock is text before ten, a number after: what begins
#   with 0 is text, and of two serial numbers one is text and one a number. 1E3 is 1.
# Why it matters: a table in which one column changes its type in the course of the day; and tenths of a register are what a quarter-hour's use is made of.
# Version: smartmeter-obis 4.0.0
. "$(dirname "$0")/lib/fresh.sh"
node_with smartmeter-obis@4.0.0 <<'JS'
import { writeFileSync } from "node:fs";
import obis from "smartmeter-obis";
import { told } from "./finding.mjs";

const lines = ["0.0.0(00123456)", "0.0.1(12345678)", "0.9.1(095959)", "0.9.2(100000)", "1.8.0(000123.4*kWh)", "1.8.1(000123,4*kWh)", "1.8.2(1E3*kWh)"];
writeFileSync("telegram", ["/ISK5MT174-0001", "", ...lines, "!", ""].join("\r\n"));
const registers = await new Promise((done, fail) => {
  const meter = obis.init({ protocol: "D0Protocol", transport: "LocalFileTransport", transportLocalFilePath: "telegram", requestInterval: 1000 }, (error, result) => {
    meter.stop();
    if (error) fail(error); else done(result);
  });
  meter.process();
});
const seen = Object.fromEntries(Object.entries(registers).map(([code, register]) => [code, register.getValue(0).value]));
told(["smartmeter-obis"], "texts, 123.4 twice, 1000 or text", seen,
  { "0.0.0": "00123456", "0.0.1": 12345678, "0.9.1": "095959", "0.9.2": 100000, "1.8.0": 123.4, "1.8.1": 123, "1.8.2": 1 });
process.exit(process.exitCode);
JS
