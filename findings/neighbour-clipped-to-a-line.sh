#!/usr/bin/env bash
# Guessed: geopandas' clip to a region's outline leaves the districts of the region, and none that only lies next to it.
# Seen: a neighbour stays as well, as a line where it shares a border and as a point where it shares a corner, with all its
#   figures. overlay(how="intersection") leaves it out, and so does mapshaper's -clip.
# Why it matters: the sum of farms over what was clipped is that of the region and of all around it; on the map nothing shows, for
#   the lines lie on the border.
# Version: geopandas 1.2.0, mapshaper 0.7.70
. "$(dirname "$0")/lib/fresh.sh"
python_with geopandas==1.2.0 shapely==2.2.0 pandas==2.3.3 pyproj==3.7.2 pyogrio==0.13.0 numpy==2.4.6 <<'PY'
import geopandas
from finding import told
from shapely import box

names = ["inside", "inside too", "next to it", "at its corner", "far away"]
boxes = [box(0, 0, 1, 1), box(1, 0, 2, 1), box(2, 0, 3, 1), box(2, 1, 3, 2), box(7, 7, 8, 8)]
districts = geopandas.GeoDataFrame({"name": names, "farms": [1, 1, 10, 100, 1000]}, geometry=boxes, crs=3857)
region = geopandas.GeoDataFrame(geometry=[box(0, 0, 2, 1)], crs=3857)
districts.to_file("districts.json", driver="GeoJSON"), region.to_file("region.json", driver="GeoJSON")
clipped, cut = geopandas.clip(districts, region), geopandas.overlay(districts, region, how="intersection")
told(["geopandas"], "2 farms, both times", {"clip": int(clipped["farms"].sum()), "overlay": int(cut["farms"].sum()),
     "shapes": sorted(clipped.geom_type)}, {"clip": 112, "overlay": 2, "shapes": ["LineString", "Point", "Polygon", "Polygon"]})
PY
node_with mapshaper@0.7.70 <<'JS'
import { readFileSync } from "node:fs";
import mapshaper from "mapshaper";
import { told } from "./finding.mjs";

const files = Object.fromEntries(["districts.json", "region.json"].map((name) => [name, readFileSync(name)]));
const written = await mapshaper.applyCommands("-i districts.json -clip region.json -o clipped.json format=json", files);
told(["mapshaper"], "2 farms", JSON.parse(written["clipped.json"]).reduce((sum, { farms }) => sum + farms, 0), 2);
JS
