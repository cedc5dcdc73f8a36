#!/usr/bin/env bash
# Guessed: a power line whose points carry the distance along it as measures (LINESTRING M, PolyLineM), as feeders are surveyed, keeps them
#   where shapely and geopandas, which know measures, read and write it; else they are refused.
# Seen: pyogrio drops them from a shapefile, without a warning, and so does pyshp's own way to GeoJSON. As text, wellknown makes null of
#   the whole line; betterknown drops them where there are no heights, and gives them as a fourth coordinate where there are.
# Why it matters: a fault or a tap "at kilometre 12.5" is found by them; the length of the line in its place is another by slack and by
#   projection.
# Version: pyshp 3.1.6, pyogrio 0.13.0 (GDAL 3.12.4), shapely 2.2.0, wellknown 0.5.0, wkx 0.5.0, betterknown 1.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with pyogrio==0.13.0 geopandas==1.2.0 shapely==2.2.0 pandas==3.1.1 numpy==2.4.6 pyproj==3.7.2 pyshp==3.1.6 <<'PY'
import pyogrio
import shapefile
import shapely
from finding import told

with shapefile.Writer("feeder", shapeType=shapefile.POLYLINEM) as file:
    file.field("id", "N")
    file.linem([[(104, 52, 0.0), (105, 52, 12.5)]])
    file.record(1)
line = shapefile.Reader("feeder").shape(0)
seen = {"pyshp": list(line.m), "pyshp to GeoJSON": list(line.__geo_interface__["coordinates"]),
        "pyogrio": pyogrio.read_dataframe("feeder.shp").geometry[0].wkt, "shapely": shapely.from_wkt("LINESTRING M (104 52 0, 105 52 12.5)").wkt}
told(["pyshp", "pyogrio", "shapely"], "0 and 12.5 in all", seen,
     {"pyshp": [0.0, 12.5], "pyshp to GeoJSON": [(104.0, 52.0), (105.0, 52.0)], "pyogrio": "LINESTRING (104 52, 105 52)",
      "shapely": "LINESTRING M (104 52 0, 105 52 12.5)"})
PY
node_with wellknown@0.5.0 wkx@0.5.0 betterknown@1.2.0 <<'JS'
import { wktToGeoJSON } from "betterknown";
import wellknown from "wellknown";
import wkx from "wkx";
import { told } from "./finding.mjs";

const read = (text) => Object.fromEntries(Object.entries({ wellknown: wellknown.parse(text), wkx: wkx.Geometry.parse(text).toGeoJSON(),
  betterknown: wktToGeoJSON(text) }).map(([by, line]) => [by, line && line.coordinates[1]]));
told(["wellknown", "wkx", "betterknown"], "the place of the second point",
  { M: read("LINESTRING M (104 52 0, 105 52 12.5)"), ZM: read("LINESTRING ZM (104 52 400 0, 105 52 410 12.5)") },
  { M: { wellknown: null, wkx: [105, 52], betterknown: [105, 52] },
    ZM: { wellknown: null, wkx: [105, 52, 410], betterknown: [105, 52, 410, 12.5] } });
JS
