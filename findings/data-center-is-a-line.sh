#!/usr/bin/env bash
# Guessed: osmtogeojson and osm2geojson make a polygon of a closed way tagged telecom=data_center, as they do of
#   one tagged power=substation; of power=compensator too.
# Seen: a line in both, of data centers as of compensators: a closed way is an area only if its tag is on their list.
# Why it matters: data centers are what a farm has to be told from. Meters "inside of a data center" are none;
#   such a site has no area and is not filled on a map.
# Version: osmtogeojson 2.2.12, osm2geojson 0.3.2
. "$(dirname "$0")/lib/fresh.sh"
node_with osmtogeojson@2.2.12 <<'JS'
import osmtogeojson from "osmtogeojson";
import { told } from "./finding.mjs";

const nodes = [[0, 0], [0, 1], [1, 1], [1, 0]].map(([lat, lon], index) => ({ type: "node", id: index + 1, lat, lon }));
const shape = (tags) => osmtogeojson({ elements: [...nodes, { type: "way", id: 9, nodes: [1, 2, 3, 4, 1], tags }] })
  .features.find(({ id }) => id === "way/9").geometry.type;
told(["osmtogeojson"], "three polygons", [{ power: "substation" }, { telecom: "data_center" }, { power: "compensator" }].map(shape),
  ["Polygon", "LineString", "LineString"]);
JS
python_with osm2geojson==0.3.2 <<'PY'
from finding import told
from osm2geojson import json2geojson

nodes = [{"type": "node", "id": index + 1, "lat": lat, "lon": lon} for index, (lat, lon) in enumerate([(0, 0), (0, 1), (1, 1), (1, 0)])]


def shape(tags):
    features = json2geojson({"elements": [*nodes, {"type": "way", "id": 9, "nodes": [1, 2, 3, 4, 1], "tags": tags}]})["features"]
    return [feature["geometry"]["type"] for feature in features if feature["geometry"]["type"] != "Point"]


told(["osm2geojson"], "three polygons", [shape({"power": "substation"}), shape({"telecom": "data_center"}), shape({"power": "compensator"})],
     [["Polygon"], ["LineString"], ["LineString"]])
PY
