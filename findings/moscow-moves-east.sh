#!/usr/bin/env bash
# Guessed: a shapefile in the coordinates of old Russian maps (Pulkovo 1942, zones 7 and 18), written by GDAL, comes out at the
#   same longitude and latitude from shpjs as from GDAL, to a few metres: both read its .prj.
# Seen: Moscow lies 117 m farther east in shpjs, Irkutsk 69 m farther south. A .prj, like a string for PROJ, holds the ellipsoid
#   but not its place; GDAL looks that up by the datum's name, proj4js takes it for WGS 84 without a word. Given the same
#   system as WKT2 or PROJJSON, whose EPSG code it heeds, proj4js is 3 to 12 m off.
# Why it matters: a house is counted with the street next to it, and in another district where the border is near.
# Version: shpjs 6.2.0, proj4 2.22.0, pyogrio 0.13.0, pyproj 3.7.2
. "$(dirname "$0")/lib/fresh.sh"
python_with geopandas==1.2.0 pyogrio==0.13.0 pyproj==3.7.2 pandas==2.3.3 numpy==2.4.6 shapely==2.2.0 <<'PY'
import json
import geopandas
from finding import told
from pyproj import CRS, Geod, Transformer
from shapely import Point

places, off = {}, []
for name, code, lon, lat in ("moscow", 28407, 37.62, 55.75), ("irkutsk", 28418, 104.28, 52.29):
    x, y = Transformer.from_crs(4326, code, always_xy=True).transform(lon, lat)
    geopandas.GeoDataFrame({"name": [name]}, geometry=[Point(x, y)], crs=code).to_file(f"{name}.shp")
    back = geopandas.read_file(f"{name}.shp").to_crs(4326).geometry[0]
    off.append(round(Geod(ellps="WGS84").inv(lon, lat, back.x, back.y)[2]))
    places[name] = {"at": [lon, lat], "xy": [x, y], "wkt2": CRS(code).to_wkt(), "json": CRS(code).to_json_dict()}
json.dump(places, open("places.json", "w"))
told(["pyogrio", "pyproj"], "0 metres off", off, [0, 0])
PY
node_with shpjs@6.2.0 proj4@2.22.0 <<'JS'
import { readFileSync } from "node:fs";
import proj4 from "proj4";
import shapefile from "shpjs";
import { told } from "./finding.mjs";

const places = JSON.parse(readFileSync("places.json", "utf8"));
const metres = ([lon, lat], at) =>
  ({ east: Math.round((lon - at[0]) * 111_320 * Math.cos((at[1] * Math.PI) / 180)), north: Math.round((lat - at[1]) * 111_260) });
const read = {};
for (const name in places) {
  const { features } = await shapefile({ shp: readFileSync(`${name}.shp`), prj: readFileSync(`${name}.prj`, "utf8") });
  read[name] = features[0].geometry.coordinates;
}
const seen = Object.entries(places).map(([name, { at, xy, wkt2, json }]) => ({
  shapefile: metres(read[name], at),
  wkt2: metres(proj4(wkt2, "WGS84", xy), at), projjson: metres(proj4(json, "WGS84", xy), at) }));
told(["shpjs", "proj4"], "a few metres off", seen, [
  { shapefile: { east: 117, north: -5 }, wkt2: { east: 0, north: 3 }, projjson: { east: 0, north: 3 } },
  { shapefile: { east: -19, north: -69 }, wkt2: { east: 6, north: -10 }, projjson: { east: 6, north: -10 } }]);
JS
