#!/usr/bin/env bash
# Guessed: a shapefile that geojson2shp writes holds -5 kW, -5.5 kW and a missing reading so that shpjs, pyshp and GDAL read -5, -5.5 and nothing.
# Seen: nobody reads -5: the numbers are filled up with blanks behind their minus ("-            5."). It is null in shpjs and pyshp and 0 in GDAL, which has the missing
#   reading, written as a dot, as 0 too. -12345 is right, for its blanks are few.
# Why it matters: solar feed-in, the sign of a meter that was turned round, is no load at all, and so is a silent meter; only big feeders stay as they are.
# Version: geojson2shp 0.5.0, shpjs 6.2.0, pyshp 3.1.6, pyogrio 0.13.0 (GDAL 3.12.4)
. "$(dirname "$0")/lib/fresh.sh"
node_with geojson2shp@0.5.0 shpjs@6.2.0 <<'JS'
import { createWriteStream, readFileSync } from "node:fs";
import { once } from "node:events";
import { createRequire } from "node:module";
import shp from "shpjs";
import { told } from "./finding.mjs";

const { createConvertStream } = createRequire(import.meta.url)("geojson2shp");
const zip = createWriteStream("meters.zip"), shapes = createConvertStream({ layer: "meters", targetCrs: 4326 });
shapes.pipe(zip);
[12, -5, -5.5, -12345, 0, null].forEach((kw, id) => shapes.write({ type: "Feature", properties: { id, kw }, geometry: { type: "Point", coordinates: [104, 52] } }));
shapes.end();
await once(zip, "close");
const { features } = await shp(readFileSync("meters.zip"));
told(["geojson2shp", "shpjs"], "12, -5, -5.5, -12345, 0, null", features.map(({ properties }) => properties.kw), [12, null, null, -12345, 0, null]);
JS
python_with pyshp==3.1.6 pyogrio==0.13.0 numpy==2.4.6 <<'PY'
from zipfile import ZipFile

import pyogrio.raw
import shapefile
from finding import told

ZipFile("meters.zip").extractall(".")
_, _, _, (_, gdal) = pyogrio.raw.read("meters.shp")
seen = {"pyshp": [row["kw"] for row in shapefile.Reader("meters.shp").records()], "GDAL": gdal.tolist()}
told(["pyshp", "pyogrio"], "12, -5, -5.5, -12345, 0 and missing", seen,
     {"pyshp": [12.0, None, None, -12345.0, 0.0, None], "GDAL": [12.0, 0.0, 0.0, -12345.0, 0.0, 0.0]})
PY
