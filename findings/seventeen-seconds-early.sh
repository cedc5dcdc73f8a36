#!/usr/bin/env bash
# Guessed: xlsx (SheetJS), asked for dates, gives the cell 2026-01-01 00:30 as half past midnight of local time in any
#   zone, for it has no zone of its own; or as half past midnight in UTC everywhere, as exceljs does.
# Seen: as local time, and 17 seconds early in Moscow, 5 in Irkutsk, 48 in Almaty, 36 in Petropavlovsk. So many seconds the
#   clocks of each had beside the whole minute in 1899, from where the days are counted. In UTC and Kaliningrad it is right.
# Why it matters: each half hour begins in the one before it, so a day's first reading belongs to the day before, and
#   a month's to the month before. Nothing but the seconds, which most tables do not show, tells.
# Version: xlsx 0.18.5, exceljs 4.4.0
. "$(dirname "$0")/lib/fresh.sh"
node_with xlsx@0.18.5 exceljs@4.4.0 <<'JS'
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import ExcelJS from "exceljs";
import XLSX from "xlsx";
import { told } from "./finding.mjs";

const HALF_HOURS = 48, ticks = (index) => Date.UTC(2026, 0, 1) + index * 1_800_000;

if (process.env.TZ_ASKED) {
  const read = XLSX.read(readFileSync("load.xlsx"), { cellDates: true }).Sheets.load;
  const off = Array.from({ length: HALF_HOURS }, (_, index) => read[`A${index + 1}`].v - new Date(2026, 0, 1, 0, 30 * index));
  console.log(JSON.stringify([...new Set(off.map((ms) => Math.round(ms / 1000)))]));
} else {
  const book = new ExcelJS.Workbook(), sheet = book.addWorksheet("load"), again = new ExcelJS.Workbook();
  for (let index = 0; index < HALF_HOURS; index++) sheet.addRow([new Date(ticks(index))]);
  writeFileSync("load.xlsx", await book.xlsx.writeBuffer());
  await again.xlsx.readFile("load.xlsx");
  const seen = { exceljs: again.worksheets[0].getColumn(1).values.slice(1).filter((at, index) => +at !== ticks(index)).length };
  for (const zone of ["UTC", "Europe/Berlin", "Europe/Kaliningrad", "Europe/Moscow", "Asia/Irkutsk", "Asia/Almaty", "Asia/Kamchatka"])
    seen[zone] = JSON.parse(execFileSync(process.execPath, ["main.mjs"], { env: { ...process.env, TZ: zone, TZ_ASKED: zone } }));
  told(["xlsx", "exceljs"], "0 seconds off in all zones", seen,
  { exceljs: 0, UTC: [0], "Europe/Berlin": [0], "Europe/Kaliningrad": [0], "Europe/Moscow": [-17], "Asia/Irkutsk": [-5],
   "Asia/Almaty": [-48], "Asia/Kamchatka": [-36] });
}
JS
