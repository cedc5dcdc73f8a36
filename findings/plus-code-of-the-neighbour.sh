#!/usr/bin/env bash
# Guessed: the Python and the JavaScript package of Open Location Code give a place the same plus code.
# Seen: not where coordinates have two digits: of 2,500 places of such a grid round Irkutsk, each the south-western corner of its cell, 1,824 get the code of another cell in
#   JavaScript, the next to the south or west, for it counts in fractions of a degree; 52.29, 104.28 is 9P4677RJ+22 in one and 9P4677QH+XX in the other.
# Why it matters: two registers of farms joined by plus code lose the farms whose places were rounded, and no others.
# Version: openlocationcode 1.0.1 (Python), open-location-code 1.0.3 (JavaScript)
. "$(dirname "$0")/lib/fresh.sh"
python_with openlocationcode==1.0.1 <<'PY'
from finding import told
from openlocationcode.openlocationcode import decode, encode

places = [((5200 + row) / 100, (10400 + column) / 100) for row in range(50) for column in range(50)]
areas = [decode(encode(*place)) for place in places]
corner = sum(abs(area.latitudeLo - place[0]) + abs(area.longitudeLo - place[1]) < 1e-9 for area, place in zip(areas, places))
told(["openlocationcode"], "9P4677RJ+22, a corner at all 2500", [encode(52.29, 104.28), corner], ["9P4677RJ+22", 2500])
PY
node_with open-location-code@1.0.3 <<'JS'
import { OpenLocationCode } from "open-location-code";
import { told } from "./finding.mjs";

const codes = new OpenLocationCode();
let corner = 0;
for (let row = 0; row < 50; row++) {
  for (let column = 0; column < 50; column++) {
    const [lat, lon] = [(5200 + row) / 100, (10400 + column) / 100], area = codes.decode(codes.encode(lat, lon));
    if (Math.abs(area.latitudeLo - lat) + Math.abs(area.longitudeLo - lon) < 1e-9) corner++;
  }
}
told(["open-location-code"], "9P4677RJ+22, a corner at all 2500", [codes.encode(52.29, 104.28), corner], ["9P4677QH+XX", 676]);
JS
