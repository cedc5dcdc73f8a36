#!/usr/bin/env bash
# Guessed: a power of -5 kW that sparkplug-payload (JavaScript) packs as Int16 or Int8 for MQTT is -5 when pysparkplug unpacks it, and
#   the other way round.
# Seen: each fills the sign up to another width. What pysparkplug packs is 65531 and 251 in JavaScript; what JavaScript packs pysparkplug
#   refuses, the whole message with it. Each alone reads what it wrote, and Int32 and Int64 pass.
# Why it matters: positive readings and all tests of one program pass; the first solar panel that feeds in is a load of 65 MW, or the
#   concentrator falls silent.
# Version: sparkplug-payload 1.0.3, pysparkplug 0.6.1
. "$(dirname "$0")/lib/fresh.sh"
node_with sparkplug-payload@1.0.3 <<'JS'
import { writeFileSync } from "node:fs";
import sparkplug from "sparkplug-payload";
import { told } from "./finding.mjs";

const metrics = ["Int8", "Int16", "Int32", "Int64"].map((type) => ({ name: type, type, value: -5 })), { encodePayload, decodePayload } = sparkplug.get("spBv1.0");
metrics.forEach((metric) => writeFileSync(`${metric.type}.js`, encodePayload({ timestamp: 1, seq: 1, metrics: [metric] })));
const seen = decodePayload(encodePayload({ timestamp: 1, seq: 1, metrics })).metrics.map(({ value }) => Number(value));
told(["sparkplug-payload"], "-5 four times", seen, [-5, -5, -5, -5]);
JS
python_with pysparkplug==0.6.1 <<'PY'
from pathlib import Path
from finding import told
from pysparkplug import DataType, Metric, NData

seen = {}
for name in ("Int8", "Int16", "Int32", "Int64"):
    packed = NData(timestamp=1, seq=1, metrics=(Metric(1, name, DataType[name.upper()], value=-5),)).encode(include_dtypes=True)
    Path(f"{name}.py").write_bytes(packed)
    try:
        seen[name] = NData.decode(packed).metrics[0].value, NData.decode(Path(f"{name}.js").read_bytes()).metrics[0].value
    except OverflowError as error:
        seen[name] = str(error)
told(["pysparkplug"], "-5, its own and JavaScript's", seen,
     {"Int8": "Int8 overflow with value 4294967291", "Int16": "Int16 overflow with value 4294967291", "Int32": (-5, -5), "Int64": (-5, -5)})
PY
node_with sparkplug-payload@1.0.3 <<'JS'
import { readFileSync } from "node:fs";
import sparkplug from "sparkplug-payload";
import { told } from "./finding.mjs";

const read = (type) => Number(sparkplug.get("spBv1.0").decodePayload(readFileSync(`${type}.py`)).metrics[0].value);
told(["sparkplug-payload"], "-5 four times", ["Int8", "Int16", "Int32", "Int64"].map(read), [251, 65531, -5, -5]);
JS
