#!/usr/bin/env bash
# Guessed: byte 29 of a .dbf is there to say in which code page its texts are. With 0xC9 in it (Windows
#   Cyrillic) and no .cpg beside, all readers give the name of the region as it was written.
# Seen: GDAL alone does. shapefile reads the bytes as windows-1252 ("Èðêóòñê"), shpjs as UTF-8 (seven
#   marks of replacement), both without a word; pyshp takes UTF-8 too, and refuses the row.
# Why it matters: tables of ministries carry the mark and no .cpg. Regions that cannot be joined by name
#   look like regions without data.
# Version: shapefile 0.6.6, shpjs 6.2.0, pyshp 3.1.6, pyogrio 0.13.0
. "$(dirname "$0")/lib/fresh.sh"
node_with shapefile@0.6.6 shpjs@6.2.0 <<'JS'
import * as shapefile from "shapefile";
import { parseDbf } from "shpjs";
import { writeFileSync } from "node:fs";
import { told } from "./finding.mjs";

const name = Buffer.from([0xc8, 0xf0, 0xea, 0xf3, 0xf2, 0xf1, 0xea]); // Иркутск
const dbf = Buffer.alloc(32 + 32 + 1 + 8 + 1);
dbf.set([3, 126, 1, 1, 1, 0, 0, 0, 65, 0, 8, 0]);
dbf[29] = 0xc9;
dbf.write("NAME", 32, "latin1");
dbf[32 + 11] = "C".charCodeAt(0);
dbf[32 + 16] = 7;
dbf[64] = 0x0d;
dbf[65] = 0x20;
dbf.set(name, 66);
dbf[73] = 0x1a;
const shp = Buffer.alloc(100 + 8 + 20);
for (const [at, value] of [[0, 9994], [24, 64], [100, 1], [104, 10]]) shp.writeInt32BE(value, at);
for (const [at, value] of [[28, 1000], [32, 1], [108, 1]]) shp.writeInt32LE(value, at);
shp.writeDoubleLE(104.3, 112);
shp.writeDoubleLE(52.3, 120);
const shx = Buffer.concat([shp.subarray(0, 100), Buffer.from([0, 0, 0, 50, 0, 0, 0, 10])]);
shx.writeInt32BE(54, 24);
for (const [ending, bytes] of [["dbf", dbf], ["shp", shp], ["shx", shx]]) writeFileSync(`regions.${ending}`, bytes);
told(["shapefile", "shpjs"], "Иркутск in both", {
  shapefile: (await shapefile.read("regions.shp")).features[0].properties.NAME,
  shpjs: parseDbf(dbf)[0].NAME,
}, { shapefile: "Èðêóòñê", shpjs: "\ufffd".repeat(7) });
JS
python_with pyshp==3.1.6 pyogrio==0.13.0 numpy==2.4.6 <<'PY'
import pyogrio.raw
import shapefile
from finding import told

try:
    pyshp = shapefile.Reader("regions.shp").record(0)["NAME"]
except Exception as refused:
    pyshp = type(refused).__name__
gdal = pyogrio.raw.read("regions.shp", read_geometry=False)[3][0].tolist()
told(["pyshp", "pyogrio"], "Иркутск in both", {"pyshp": pyshp, "pyogrio": gdal},
     {"pyshp": "dbfFileException", "pyogrio": ["Иркутск"]})
PY
