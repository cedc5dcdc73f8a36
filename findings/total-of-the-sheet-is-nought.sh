#!/usr/bin/env bash
# Guessed: a sheet that polars writes with totals (column_totals, row_totals) has them when polars, pandas or a script reads it back.
# Seen: 0 in polars, openpyxl, calamine, SheetJS and exceljs: what is written is a formula, and 0 for what it comes to until
#   a spreadsheet program has opened and saved the file.
# Why it matters: a check of the sum of a month's bill against what it says itself fails, or passes for meters without use; sent on
#   by a server, no spreadsheet program ever opens it.
# Version: polars 2.1.0, xlsxwriter 3.3.1, fastexcel 0.21.0, openpyxl 3.1.5, python-calamine 0.9.1, xlsx 0.18.5, exceljs 4.4.0
. "$(dirname "$0")/lib/fresh.sh"
python_with polars==2.1.0 xlsxwriter==3.3.1 fastexcel==0.21.0 openpyxl==3.1.5 python-calamine==0.9.1 pyarrow==26.0.1 <<'PY'
import openpyxl
import polars
from finding import told
from python_calamine import CalamineWorkbook

polars.DataFrame({"meter": ["A", "B"], "day": [120.0, 80.0], "night": [30.0, 20.0]}).write_excel("bill.xlsx", column_totals=True, row_totals=True)
seen = {"polars": [float(total) for total in polars.read_excel("bill.xlsx").rows()[-1][1:]],
        "openpyxl": [float(cell.value) for cell in list(openpyxl.load_workbook("bill.xlsx", data_only=True).active)[-1][1:]],
        "calamine": CalamineWorkbook.from_path("bill.xlsx").get_sheet_by_index(0).to_python()[-1][1:]}
told(["polars", "xlsxwriter", "fastexcel", "openpyxl", "python-calamine"], "200, 50 and 250", seen, dict.fromkeys(seen, [0.0, 0.0, 0.0]))
PY
node_with xlsx@0.18.5 exceljs@4.4.0 <<'JS'
import exceljs from "exceljs";
import xlsx from "xlsx";
import { told } from "./finding.mjs";

const sheet = Object.values(xlsx.readFile("bill.xlsx").Sheets)[0], book = await new exceljs.Workbook().xlsx.readFile("bill.xlsx");
told(["xlsx", "exceljs"], "200", { xlsx: sheet.B4.v, exceljs: book.worksheets[0].getCell("B4").result ?? null }, { xlsx: 0, exceljs: 0 });
JS
