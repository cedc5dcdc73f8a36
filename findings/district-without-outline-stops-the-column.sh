#!/usr/bin/env bash
# Guessed: wellknown, wkt and @loaders.gl/wkt write a polygon without coordinates, a district that was clipped away, as POLYGON EMPTY, which all of them, wkx and shapely
#   read.
# Seen: all three write "POLYGON ()". None of the four JavaScript readers takes it: null from the three that wrote it, an error from wkx and from shapely, there for the
#   whole column. POLYGON EMPTY, which shapely writes, they read; an empty point, also as shapely writes it, is null for the three.
# Why it matters: one district outside of the frame, and the table of all others cannot be opened.
# Version: wellknown 0.5.0, wkt 0.1.1, @loaders.gl/wkt 4.5.2, wkx 0.5.0, shapely 2.2.0
. "$(dirname "$0")/lib/fresh.sh"
node_with wellknown@0.5.0 wkt@0.1.1 @loaders.gl/wkt@4.5.2 @loaders.gl/core@4.5.2 wkx@0.5.0 <<'JS'
import { writeFileSync } from "node:fs";
import { encodeSync, parseSync } from "@loaders.gl/core";
import { WKTLoader, WKTWriter } from "@loaders.gl/wkt";
import wellknown from "wellknown";
import wkt from "wkt";
import wkx from "wkx";
import { told } from "./finding.mjs";

const empty = { type: "Polygon", coordinates: [] };
const written = [wellknown.stringify(empty), wkt.stringify(empty), new TextDecoder().decode(encodeSync(empty, WKTWriter)), wkx.Geometry.parseGeoJSON(empty).toWkt()];
writeFileSync("written.txt", written[0]);
const readers = [wellknown, wkt.parse, (text) => parseSync(text, WKTLoader), (text) => wkx.Geometry.parse(text).toGeoJSON()];
const read = (text) => readers.map((reader) => { try { return reader(text)?.type ?? null; } catch { return "error"; } });
told(["wellknown", "wkt", "@loaders.gl/wkt", "wkx"], "POLYGON EMPTY four times; Polygon and Point by each", { written, "POLYGON ()": read("POLYGON ()"), "POLYGON EMPTY": read("POLYGON EMPTY"),
  "POINT EMPTY": read("POINT EMPTY") },
  { written: ["POLYGON ()", "POLYGON ()", "POLYGON ()", "POLYGON EMPTY"], "POLYGON ()": [null, null, null, "error"], "POLYGON EMPTY": Array(4).fill("Polygon"),
    "POINT EMPTY": [null, null, null, "Point"] });
JS
python_with shapely==2.2.0 numpy==2.4.6 <<'PY'
from pathlib import Path

import shapely
from finding import told

try:
    seen = shapely.from_wkt(["POLYGON ((0 0, 1 0, 1 1, 0 0))", Path("written.txt").read_text()]).tolist()
except shapely.errors.ShapelyError as error:
    seen = type(error).__name__
told(["shapely"], "two polygons, one empty", seen, "GEOSException")
PY
