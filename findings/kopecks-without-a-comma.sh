#!/usr/bin/env bash
# Guessed: apache-arrow in JavaScript gives the decimal 1234.50 that pyarrow wrote as 1234.5 or "1234.50", and the time 00:30 and the
#   duration of 30 minutes in one unit, whatever units the columns have.
# Seen: the decimal is 123450, as a number, as text and in JSON; how many digits stand behind the comma is in the type alone.
#   Times are what is stored: 1800000 and 1800000000n for one half hour. Timestamps alone are brought to milliseconds.
# Why it matters: sums of money and of energy are a hundred- or a thousandfold, and plausible, since all of the column are.
#   hyparquet, which reads the same table from Parquet, applies the scale, and leaves times in units of their own, too.
# Version: apache-arrow 21.2.0, hyparquet 1.33.0, pyarrow 26.0.1
. "$(dirname "$0")/lib/fresh.sh"
python_with pyarrow==26.0.1 <<'PY'
from datetime import datetime, time, timedelta
from decimal import Decimal
import pyarrow
import pyarrow.parquet
from finding import told

half = timedelta(minutes=30)
bills = pyarrow.table({
    "roubles": pyarrow.array([Decimal("1234.50")], pyarrow.decimal128(12, 2)),
    "at ms": pyarrow.array([time(0, 30)], pyarrow.time32("ms")), "at us": pyarrow.array([time(0, 30)], pyarrow.time64("us")),
    "lasts ms": pyarrow.array([half], pyarrow.duration("ms")), "lasts us": pyarrow.array([half], pyarrow.duration("us")),
    "stamp s": pyarrow.array([datetime(2026, 1, 1)], pyarrow.timestamp("s")),
    "stamp us": pyarrow.array([datetime(2026, 1, 1)], pyarrow.timestamp("us"))})
with pyarrow.ipc.new_file("bills.arrow", bills.schema) as file:
    file.write_table(bills)
pyarrow.parquet.write_table(bills, "bills.parquet")
with pyarrow.ipc.open_file("bills.arrow") as file:
    told(["pyarrow"], "1234.50", str(file.read_all()["roubles"][0].as_py()), "1234.50")
PY
node_with apache-arrow@21.2.0 hyparquet@1.33.0 <<'JS'
import { readFileSync } from "node:fs";
import { tableFromIPC } from "apache-arrow";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { told } from "./finding.mjs";

const row = tableFromIPC(readFileSync("bills.arrow")).get(0);
const [other] = await parquetReadObjects({ file: await asyncBufferFromFile("bills.parquet") });
const plain = (value) => (value instanceof Date ? +value : typeof value === "object" ? Number(value) : String(value));
told(["apache-arrow", "hyparquet"], "1234.5; one number for each two times", Object.fromEntries(Object.keys(other).map((name) =>
  [name, [plain(row[name]), plain(other[name])]])),
  { roubles: [123450, "1234.5"], "at ms": ["1800000", "1800000"], "at us": ["1800000000", "1800000000"], "lasts ms": ["1800000", "1800000"],
    "lasts us": ["1800000000", "1800000000"], "stamp s": ["1767225600000", 1767225600000], "stamp us": ["1767225600000", 1767225600000] });
JS
