#!/usr/bin/env bash
# Guessed: jsts and shapely, one library in two languages at heart, give a district whose outline is empty the same distance from a meter, none; a region one part of which is empty is
#   written so that it can be read back; a kilometre post (POINT M) keeps its kind.
# Seen: in jsts the distance is 0: the empty district is the nearest to every meter, and within any radius; in shapely it is NaN, which is near to none. jsts writes the empty part as "(())", which shapely refuses,
#   and reads the post at a height of 3; "POINT(1 2 3)" it refuses.
# Why it matters: the district that lost its outline in an export gets all the meters of the country, in the browser alone.
# Version: jsts 2.12.1, shapely 2.2.0
. "$(dirname "$0")/lib/fresh.sh"
node_with jsts@2.12.1 <<'JS'
import { writeFileSync } from "node:fs";
import WKTReader from "jsts/org/locationtech/jts/io/WKTReader.js";
import WKTWriter from "jsts/org/locationtech/jts/io/WKTWriter.js";
import DistanceOp from "jsts/org/locationtech/jts/operation/distance/DistanceOp.js";
import { told } from "./finding.mjs";

const read = (text) => new WKTReader().read(text), again = (text) => new WKTWriter().write(read(text));
const meter = read("POINT(104 52)"), districts = { empty: "POLYGON EMPTY", near: "POLYGON((105 52,106 52,106 53,105 52))" };
const refused = (text) => { try { return again(text); } catch { return "refused"; } };
writeFileSync("region.wkt", again("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),EMPTY)"));
told(["jsts"], "none and 1; a text that comes back; POINT M; three numbers", {
  ...Object.fromEntries(Object.entries(districts).map(([name, outline]) => [name, DistanceOp.distance(meter, read(outline))])),
  region: again("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),EMPTY)"), post: again("POINT M (1 2 3)"), three: refused("POINT(1 2 3)") },
{ empty: 0, near: 1, region: "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), (()))", post: "POINT Z (1 2 3)", three: "refused" });
JS
python_with shapely==2.2.0 <<'PY'
from pathlib import Path
import shapely
from finding import told

meter, districts = shapely.Point(104, 52), {"empty": "POLYGON EMPTY", "near": "POLYGON((105 52,106 52,106 53,105 52))"}


def read(text):
    try:
        return shapely.from_wkt(text).wkt
    except shapely.errors.GEOSException:
        return "refused"


told(["shapely"], "as above", {**{name: str(shapely.distance(meter, shapely.from_wkt(outline))) for name, outline in districts.items()},
     "region of jsts": read(Path("region.wkt").read_text()), "own": read("MULTIPOLYGON(((0 0,1 0,1 1,0 0)),EMPTY)"), "post": read("POINT M (1 2 3)"), "three": read("POINT(1 2 3)")},
     {"empty": "nan", "near": "1.0", "region of jsts": "refused", "own": "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 0)), EMPTY)", "post": "POINT M (1 2 3)", "three": "POINT Z (1 2 3)"})
PY
