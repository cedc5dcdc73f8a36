#!/usr/bin/env bash
# Guessed: exceljs gives the number 1234.5 as a number whatever unit its cell shows, as xlsx, openpyxl and calamine do.
# Seen: where the unit's letters stand with backslashes, as Excel itself writes them (0.0\ \k\W\h), a "d", "h", "m", "s"
#   or "y" among them makes a date of it: 18 May 1903, noon. Within quotes, and with kW, MW or кВт·ч, it stays a number.
# Why it matters: a column of energy is dates in one language's workbook and numbers in the other's; the sum of dates
#   in JavaScript is a text, and their number is milliseconds, 2e12 below zero.
# Version: exceljs 4.4.0, xlsx 0.18.5
. "$(dirname "$0")/lib/fresh.sh"
node_with exceljs@4.4.0 xlsx@0.18.5 <<'JS'
import ExcelJS from "exceljs";
import XLSX from "xlsx";
import { told } from "./finding.mjs";

const formats = ["0.0\\ \\k\\W", "0.0\\ \\k\\W\\h", "#,##0.0\\ \\M\\W\\h", '0.0" kWh"', "0.0\\ \\к\\В\\т\\·\\ч", "0\\ \\m", "0.0_h"];
const book = new ExcelJS.Workbook(), sheet = book.addWorksheet("use");
formats.forEach((format, index) => Object.assign(sheet.getCell(index + 1, 1), { value: 1234.5, numFmt: format }));
const bytes = await book.xlsx.writeBuffer(), again = new ExcelJS.Workbook();
await again.xlsx.load(bytes);
const plain = XLSX.read(bytes, { cellDates: true }).Sheets.use;
told(["exceljs", "xlsx"], "1234.5 and 1234.5, of all formats",
  Object.fromEntries(formats.map((format, index) => [format, [again.worksheets[0].getCell(index + 1, 1).value, plain[`A${index + 1}`].v]])),
  { "0.0\\ \\k\\W": [1234.5, 1234.5], "0.0\\ \\k\\W\\h": ["1903-05-18T12:00:00.000Z", 1234.5],
   "#,##0.0\\ \\M\\W\\h": ["1903-05-18T12:00:00.000Z", 1234.5], "0.0\" kWh\"": [1234.5, 1234.5], "0.0\\ \\к\\В\\т\\·\\ч": [1234.5,
   1234.5], "0\\ \\m": ["1903-05-18T12:00:00.000Z", 1234.5], "0.0_h": ["1903-05-18T12:00:00.000Z", 1234.5] });
JS
