#!/usr/bin/env bash
# Guessed: csv-parse, told to turn numbers into numbers (cast), leaves the meter number 0x1A2B as text, or makes it 6699.
# Seen: 0, and so is every other one that begins with 0x. papaparse leaves it as text, d3 makes it 6699; 26E4 is 260000 in all three.
# Why it matters: all radio modules whose addresses are written so become one meter with the number 0, and their readings one load.
# Version: csv-parse 7.0.3, papaparse 5.7.1, d3-dsv 3.0.2
. "$(dirname "$0")/lib/fresh.sh"
node_with csv-parse@7.0.3 papaparse@5.7.1 d3-dsv@3.0.2 <<'JS'
import { parse } from "csv-parse/sync";
import { autoType, csvParse } from "d3-dsv";
import papa from "papaparse";
import { told } from "./finding.mjs";

const file = "meter\n0x1A2B\n0x17\n26E4\n1A2B\n", column = (rows) => rows.map(({ meter }) => meter);
told(["csv-parse", "papaparse", "d3-dsv"], "texts, or 6699 and 23", { "csv-parse": column(parse(file, { columns: true, cast: true })),
  papaparse: column(papa.parse(file, { header: true, dynamicTyping: true, skipEmptyLines: true }).data), d3: column(csvParse(file, autoType)) },
  { "csv-parse": [0, 0, 260000, "1A2B"], papaparse: ["0x1A2B", "0x17", 260000, "1A2B"], d3: [6699, 23, 260000, "1A2B"] });
JS
