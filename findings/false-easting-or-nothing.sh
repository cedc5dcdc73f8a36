#!/usr/bin/env bash
# Guessed: proj4js projects with an Albers, Lambert or Cassini definition that does not name a false easting
#   as PROJ does, with 0, as it does for Mercator.
# Seen: NaN for both coordinates of every place, without an error. +x_0=0 +y_0=0 makes it right to the meter.
#   Lambert's conformal cone, the transverse Mercator and six more have the 0; of 14 in turn 8 have not.
# Why it matters: Albers at 105° E is the usual map of Russia, and a map of NaN is an empty one.
# Version: proj4 2.22.0, pyproj 3.7.2
. "$(dirname "$0")/lib/fresh.sh"
node_with proj4@2.22.0 <<'JS'
import proj4 from "proj4";
import { told } from "./finding.mjs";

const names = ["aea", "laea", "eqdc", "cass", "poly", "cea", "mill", "gnom", "lcc", "tmerc", "merc", "aeqd", "stere", "eqc"];
const irkutsk = (name, more) => proj4("WGS84", `+proj=${name} +lat_1=52 +lat_2=64 +lat_0=60 +lon_0=100 +datum=WGS84 ${more}`, [104, 52]).map(Math.round);
const without = (more) => names.filter((name) => irkutsk(name, more).some(Number.isNaN));
told(["proj4"], "no NaN; Albers at 274553, -886142", { "as it is": without(""), "with +x_0=0 +y_0=0": without("+x_0=0 +y_0=0"), Albers: irkutsk("aea", "+x_0=0 +y_0=0") },
  { "as it is": ["aea", "laea", "eqdc", "cass", "poly", "cea", "mill", "gnom"], "with +x_0=0 +y_0=0": [], Albers: [274553, -886142] });
JS
python_with pyproj==3.7.2 <<'PY'
from finding import told
from pyproj import Proj

told(["pyproj"], "274553, -886142", [round(value) for value in Proj("+proj=aea +lat_1=52 +lat_2=64 +lat_0=60 +lon_0=100 +datum=WGS84")(104, 52)],
     [274553, -886142])
PY
