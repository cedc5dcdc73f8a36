#!/usr/bin/env bash
# Guessed: a district of 10 by 10 with a lake of 2 by 2, as a server of ArcGIS sends it, is a polygon with a hole in geomet as in Esri's own arcgis-to-geojson-utils; what geomet writes
#   for such a server, Esri's library reads as it was.
# Seen: in geomet two polygons, the lake is land a second time, 104 in place of 96. What it writes has its rings turned the wrong way: Esri's library makes a MultiPolygon of 104
#   of it. A place in metres (3857) comes back without its system.
# Why it matters: shares by area are too small wherever a district has a hole, and a farm in the enclave town lies in both.
# Version: geomet 1.1.0, @esri/arcgis-to-geojson-utils 1.3.0
. "$(dirname "$0")/lib/fresh.sh"
python_with geomet==1.1.0 <<'PY'
import json

from finding import told
from geomet import esri

outer, lake = [[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]], [[2, 2], [4, 2], [4, 4], [2, 4], [2, 2]]


def area(ring):
    return sum(x * v - u * y for (x, y), (u, v) in zip(ring, ring[1:])) / 2


district = esri.loads(json.dumps({"rings": [outer, lake], "spatialReference": {"wkid": 4326}}))
parts = district["coordinates"] if district["type"] == "MultiPolygon" else [district["coordinates"]]
land = sum(abs(area(part[0])) - sum(abs(area(hole)) for hole in part[1:]) for part in parts)
written = esri.dumps({"type": "Polygon", "coordinates": [outer[::-1], lake[::-1]]})
seen = {"type": district["type"], "area": land, "written": [area(ring) for ring in json.loads(json.dumps(written))["rings"]],
        "in metres": esri.loads('{"x": 11600000, "y": 6850000, "spatialReference": {"wkid": 3857}}')}
told(["geomet"], "Polygon, 96, -100 and 4, with the system or in degrees", seen,
     {"type": "MultiPolygon", "area": 104.0, "written": [100.0, -4.0], "in metres": {"type": "Point", "coordinates": (11600000, 6850000)}})
PY
node_with @esri/arcgis-to-geojson-utils@1.3.0 <<'JS'
import { arcgisToGeoJSON } from "@esri/arcgis-to-geojson-utils";
import { told } from "./finding.mjs";

const outer = [[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]], lake = [[2, 2], [4, 2], [4, 4], [2, 4], [2, 2]], turned = (ring) => [...ring].reverse();
const read = (...rings) => { const { type, coordinates } = arcgisToGeoJSON({ rings }); return [type, coordinates.length]; };
told(["@esri/arcgis-to-geojson-utils"], "a polygon of two rings, twice", { "as sent": read(outer, lake), "as geomet writes it": read(turned(outer), turned(lake)) },
  { "as sent": ["Polygon", 2], "as geomet writes it": ["MultiPolygon", 2] });
JS
