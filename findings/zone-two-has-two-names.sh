#!/usr/bin/env bash
# Guessed: the MGRS square of a place is written alike by the package mgrs for Python and that of the same name for JavaScript, and each reads what the other writes.
# Seen: east of the 180th meridian, in Chukotka, the zones are "01" and "02" in Python, "1" and "2" in JavaScript: 02WLS9258345703 and 2WLS9258345703. Each reads both, so nothing
#   is told until they are compared. In zone 48 they are alike.
# Why it matters: joined by their squares, farms and meters of Chukotka's east are the only ones that have no partner.
# Version: mgrs 1.6.0 (Python), mgrs 2.2.0 (JavaScript)
. "$(dirname "$0")/lib/fresh.sh"
python_with mgrs==1.6.0 <<'PY'
import mgrs
from finding import told

squares = mgrs.MGRS()
told(["mgrs"], "one name by both packages",
     [squares.toMGRS(64.42, -173.23), squares.toMGRS(52.29, 104.28), [round(degrees, 2) for degrees in squares.toLatLon(squares.toMGRS(64.42, -173.23).lstrip("0"))]],
     ["02WLS9258345703", "48UVC5089193537", [64.42, -173.23]])
PY
node_with mgrs@2.2.0 <<'JS'
import mgrs from "mgrs";
import { told } from "./finding.mjs";

const { forward, toPoint } = mgrs;
told(["mgrs"], "one name by both packages", [forward([-173.23, 64.42]), forward([104.28, 52.29]), toPoint("0" + forward([-173.23, 64.42])).map((degrees) => Math.round(degrees * 100) / 100)],
  ["2WLS9258345703", "48UVC5089193537", [-173.23, 64.42]]);
JS
