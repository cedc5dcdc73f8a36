#!/usr/bin/env bash
# Guessed: hyparquet-writer, which tells a column's type by its values, writes a register of 3,000,000,000 Wh, as JavaScript's numbers are
#   all of one kind, and takes for whole numbers a type that holds them.
# Seen: whole numbers are taken for 32 bits without a look at them: an error, "expected int32 value", and an empty file is left.
#   3000000000.5 is written, and so is 3000000000 beside a value with a fraction. With type "INT64" numbers are refused, too:
#   only 3000000000n is taken; "DOUBLE" takes them.
# Why it matters: a program that runs for years on meters in Wh fails when the first passes 2147 MWh: a farm of 1 MW in its third
#   month. An archive made an hour before is replaced by nothing.
# Version: hyparquet-writer 0.17.0, hyparquet 1.33.0
. "$(dirname "$0")/lib/fresh.sh"
node_with hyparquet-writer@0.17.0 hyparquet@1.33.0 <<'JS'
import { statSync } from "node:fs";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { parquetWriteFile } from "hyparquet-writer";
import { told } from "./finding.mjs";

async function written(data, type) {
  try {
    parquetWriteFile({ filename: "use.parquet", columnData: [{ name: "wh", data, ...(type && { type }) }] });
    return (await parquetReadObjects({ file: await asyncBufferFromFile("use.parquet") })).map(({ wh }) => String(wh));
  } catch (error) {
    return [error.message, statSync("use.parquet").size];
  }
}
const LARGE = 3_000_000_000;
told(["hyparquet-writer", "hyparquet"], "written and read, each time", {
  small: await written([2_000_000_000]), large: await written([LARGE]), "with a fraction": await written([LARGE, 0.5]),
  INT64: await written([LARGE], "INT64"), "INT64, n": await written([BigInt(LARGE)], "INT64"), DOUBLE: await written([LARGE], "DOUBLE") }, {
  small: ["2000000000"], large: ["parquet expected int32 value, got 3000000000", 0], "with a fraction": ["3000000000", "0.5"],
  INT64: ["parquet expected bigint value, got 3000000000", 0], "INT64, n": ["3000000000"], DOUBLE: ["3000000000"] });
JS
