#!/usr/bin/env bash
# Guessed: two engines of spreadsheet formulas for JavaScript answer as a spreadsheet does for the loads 0, 3, 7, none, 12 and 4 kW and for its times: an empty cell is not under 5, the loads other than 7 are 19
#   together, INT(-2.5) is -3, TIME(36,0,0) half a day, the days from 31 January to 28 February are 28 of 360; formulas, in Python, too.
# Seen: formulajs has an empty cell under 5, no mean of those under 5, 36 hours as 1.5 and as the text "2", 30 of 360 days, and of 22 workdays 29 when it counts backwards; "0x1A" is 1 to it.
#   HyperFormula has INT(-2.5) as -2 and 36 hours as "[12]:00". formulas is as guessed.
# Why it matters: a tariff or a bill that was right in the sheet is not in the program that took its formulas over; feed-in rounded down is a kilowatt-hour less.
# Version: hyperformula 3.5.0, @formulajs/formulajs 4.6.1, formulas 1.3.4
. "$(dirname "$0")/lib/fresh.sh"
node_with hyperformula@3.5.0 @formulajs/formulajs@4.6.1 <<'JS'
import * as module from "@formulajs/formulajs";
import { HyperFormula } from "hyperformula";
import { told } from "./finding.mjs";

const js = module.default ?? module, loads = [[0], [3], [7], [null], [12], [4]], sheet = HyperFormula.buildFromArray(loads, { licenseKey: "gpl-v3" });
const sheetSays = (formula) => sheet.calculateFormula(`=${formula}`, 0), days = [new Date(2026, 0, 31), new Date(2026, 0, 1)];
told(["hyperformula", "@formulajs/formulajs"], "3, 19, 7/3, -3, 0.5, 36:00, 28, -22, 22, an error", {
  hyperformula: [sheetSays('COUNTIF(A1:A6,"<5")'), sheetSays('SUMIF(A1:A6,"<>7")'), sheetSays('AVERAGEIF(A1:A6,"<5")').toFixed(3), sheetSays("INT(-2.5)"), sheetSays("TIME(36,0,0)"), sheetSays('TEXT(1.5,"[h]:mm")'),
    sheetSays("DAYS360(DATE(2026,1,31),DATE(2026,2,28))"), sheetSays("NETWORKDAYS(DATE(2026,1,31),DATE(2026,1,1))"), sheetSays("NETWORKDAYS(DATE(2026,1,1),DATE(2026,1,31))"), sheetSays('VALUE("0x1A")').value],
  formulajs: [js.COUNTIF(loads, "<5"), js.SUMIF(loads, "<>7"), String(js.AVERAGEIF(loads, "<5")), js.INT(-2.5), js.TIME(36, 0, 0), js.TEXT(1.5, "[h]:mm"),
    js.DAYS360(days[0], new Date(2026, 1, 28)), js.NETWORKDAYS(...days), js.NETWORKDAYS(days[1], days[0]), js.VALUE("0x1A")] },
{ hyperformula: [3, 19, "2.333", -2, 0.5, "[12]:00", 28, -22, 22, "#VALUE!"], formulajs: [4, 19, "NaN", -3, 1.5, "2", 30, -29, 22, 1] });
JS
python_with formulas==1.3.4 <<'PY'
from finding import told
from formulas import Parser


def says(formula):
    return float(Parser().ast(f"={formula}")[1].compile()())


told(["formulas"], "-3, 0.5, 28, -22, 22", [says(formula) for formula in (
    "INT(-2.5)", "TIME(36,0,0)", "DAYS360(DATE(2026,1,31),DATE(2026,2,28))", "NETWORKDAYS(DATE(2026,1,31),DATE(2026,1,1))", "NETWORKDAYS(DATE(2026,1,1),DATE(2026,1,31))")],
     [-3.0, 0.5, 28.0, -22.0, 22.0])
PY
