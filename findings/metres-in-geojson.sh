#!/usr/bin/env bash
# Guessed: what comes out as GeoJSON is in longitude and latitude, as RFC 7946 has nothing else; a file in
#   metres is projected back, or refused.
# Seen: flatgeobuf hands out the metres of the file as GeoJSON coordinates, though its header names
#   EPSG:32648, and so does shapefile, though a .prj lies beside; neither leaves a member crs. shpjs
#   alone projects back.
# Why it matters: 500000 east, 5761038 north is then a longitude and a latitude. Maps show nothing, or
#   a farm in no region, and areas and distances come out as numbers all the same.
# Version: flatgeobuf 4.5.0, shapefile 0.6.6, shpjs 6.2.0
. "$(dirname "$0")/lib/fresh.sh"
node_with flatgeobuf@4.5.0 shapefile@0.6.6 shpjs@6.2.0 <<'JS'
import * as flatgeobuf from "flatgeobuf/lib/mjs/geojson.js";
import { readFileSync, writeFileSync } from "node:fs";
import * as shapefile from "shapefile";
import shp from "shpjs";
import { told } from "./finding.mjs";

const [east, north] = [500000, 5761038];
const prj = 'PROJCS["WGS_1984_UTM_Zone_48N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
const bytes = Buffer.alloc(100 + 8 + 20);
for (const [at, value] of [[0, 9994], [24, 64], [100, 1], [104, 10]]) bytes.writeInt32BE(value, at);
for (const [at, value] of [[28, 1000], [32, 1], [108, 1]]) bytes.writeInt32LE(value, at);
bytes.writeDoubleLE(east, 112);
bytes.writeDoubleLE(north, 120);
writeFileSync("farm.shp", bytes);
writeFileSync("farm.prj", prj);

const feature = { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [east, north] } };
const fgb = flatgeobuf.serialize({ type: "FeatureCollection", features: [feature] }, 32648);
let header;
let read;
for await (const back of flatgeobuf.deserialize(fgb, { headerMetaFn: (meta) => { header = meta; } })) read = back;
const projected = await shp({ shp: readFileSync("farm.shp"), prj });
const round = (numbers) => numbers.map((number) => Math.round(number * 100) / 100);
const place = (point) => round(point.geometry.coordinates);
const opened = await shapefile.read("farm.shp");
told(["flatgeobuf", "shapefile", "shpjs"], "[105, 52] from all three, or an error", {
  "crs in the header of the file": header.crs?.code,
  flatgeobuf: place(read),
  shapefile: place(opened.features[0]),
  "a member crs": "crs" in read || "crs" in opened,
  shpjs: round((projected.features?.[0].geometry ?? projected[0]).coordinates),
}, {
  "crs in the header of the file": 32648,
  flatgeobuf: [500000, 5761038],
  shapefile: [500000, 5761038],
  "a member crs": false,
  shpjs: [105, 52],
});
JS
