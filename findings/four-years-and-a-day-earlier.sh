#!/usr/bin/env bash
# Guessed: SheetJS reads a workbook that counts days from 1904, as those first made on a Mac do, as openpyxl, which wrote it, exceljs and
#   calamine do: a reading of 1 January 2026 is of 2026.
# Seen: as a date it is of 31 December 2021, as a number 44561.5, and as a text of 1 January 2026. The others have 2026.
# Why it matters: which of the three a program gets is a matter of two options; readings of such a file go four years back, on dates with a
#   meter and a tariff.
# Version: xlsx 0.18.5, exceljs 4.4.0, openpyxl 3.1.5, python-calamine 0.9.1
. "$(dirname "$0")/lib/fresh.sh"
python_with openpyxl==3.1.5 python-calamine==0.9.1 <<'PY'
from datetime import datetime
import openpyxl
from finding import told
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from python_calamine import CalamineWorkbook

book = openpyxl.Workbook()
book.epoch = CALENDAR_MAC_1904
book.active.append([datetime(2026, 1, 1, 12)])
book.save("mac.xlsx")
seen = {"openpyxl": str(openpyxl.load_workbook("mac.xlsx").active["A1"].value),
        "calamine": str(CalamineWorkbook.from_path("mac.xlsx").get_sheet_by_index(0).to_python()[0][0])}
told(["openpyxl", "python-calamine"], "2026-01-01", seen, dict.fromkeys(seen, "2026-01-01 12:00:00"))
PY
node_with xlsx@0.18.5 exceljs@4.4.0 <<'JS'
import exceljs from "exceljs";
import xlsx from "xlsx";
import { told } from "./finding.mjs";

process.env.TZ = "UTC";
const cell = (options, how) => {
  const book = xlsx.readFile("mac.xlsx", options);
  return xlsx.utils.sheet_to_json(book.Sheets[book.SheetNames[0]], { header: 1, ...how })[0][0];
};
const book = await new exceljs.Workbook().xlsx.readFile("mac.xlsx");
const cells = { date: cell({ cellDates: true }), number: cell(), text: cell({}, { raw: false }), exceljs: book.worksheets[0].getCell("A1").value };
told(["xlsx", "exceljs"], "2026-01-01", cells,
  { date: "2021-12-31T12:00:00.000Z", number: 44561.5, text: "2026-01-01 12:00:00", exceljs: "2026-01-01T12:00:00.000Z" });
JS
