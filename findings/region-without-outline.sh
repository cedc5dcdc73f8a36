#!/usr/bin/env bash
# Guessed: topojson (Python) keeps a region that has figures but no outline, as topojson-server (npm)
#   does, and leaves coordinates as they were unless told to round them.
# Seen: the region is gone, figures and all (a line says that one "object" was removed). And coordinates are rounded by default to
#   99,999 steps across the whole: on a map 170 degrees wide a border at 85 degrees comes back 95 m off.
# Why it matters: totals computed after the conversion lack the region; meters near a border change
#   sides; two files of one border no longer meet.
# Version: topojson 2.2 (Python), topojson-server 3.0.1 (JavaScript)
. "$(dirname "$0")/lib/fresh.sh"
python_with topojson==2.2 geopandas==1.2.0 shapely==2.2.0 numpy==2.4.6 pandas==3.1.1 <<'PY'
import geopandas
from finding import told
from shapely.geometry import box
from topojson import Topology

regions = geopandas.GeoDataFrame({"code": ["west", "unmapped", "east"], "farms": [1, 2, 3]},
                                 geometry=[box(0, 0, 85, 1), None, box(85, 0, 170, 1)], crs=4326)
back = Topology(regions).to_gdf()
told(["topojson"], "three regions, border at 85.0", {"codes": back.code.tolist(), "farms": int(back.farms.sum()), "border": back.geometry.iloc[0].bounds[2]},
     {"codes": ["west", "east"], "farms": 4, "border": 85.00085000850008})
PY
node_with topojson-server@3.0.1 <<'JS'
import { topology } from "topojson-server";
import { told } from "./finding.mjs";

const box = (west, east) => ({ type: "Polygon", coordinates: [[[west, 0], [west, 1], [east, 1], [east, 0], [west, 0]]] });
const features = [["west", box(0, 85)], ["unmapped", null], ["east", box(85, 170)]].map(([code, geometry]) =>
  ({ type: "Feature", properties: { code }, geometry }));
const made = topology({ regions: { type: "FeatureCollection", features } });
told(["topojson-server"], "three regions", made.objects.regions.geometries.map((region) => region.properties.code), ["west", "unmapped", "east"]);
JS
