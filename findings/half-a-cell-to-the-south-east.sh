#!/usr/bin/env bash
# Guessed: the corner and the box of a GeoTIFF that rasterio wrote are the same in geotiff.js, also where its values hold for points, as
#   those of weather models do, and not for areas.
# Seen: marked as points, the same file lies half a cell farther south and east in geotiff.js. Both are consistent in themselves: rasterio
#   gives and takes the corner of the cell, geotiff.js the place that the file names, which is its middle.
# Why it matters: at a quarter of a degree that is 14 km, from a valley to the ridge; on a map in the browser the cold is beside the town
#   for which the server counted it.
# Version: rasterio 1.4.4, geotiff 3.0.5
. "$(dirname "$0")/lib/fresh.sh"
python_with rasterio==1.4.4 numpy==2.4.6 affine==3.0.1 <<'PY'
import numpy
import rasterio
from finding import told

for name in ("Area", "Point"):
    with rasterio.open(f"{name}.tif", "w", driver="GTiff", height=2, width=4, count=1, dtype="float32", crs=4326,
                       transform=rasterio.transform.from_origin(100, 54, 0.25, 0.25)) as file:
        file.update_tags(AREA_OR_POINT=name)
        file.write(numpy.zeros((2, 4), "float32"), 1)
seen = {name: list(rasterio.open(f"{name}.tif").bounds) for name in ("Area", "Point")}
told(["rasterio"], "100, 53.5, 101, 54 for both", seen, dict.fromkeys(seen, [100.0, 53.5, 101.0, 54.0]))
PY
node_with geotiff@3.0.5 <<'JS'
import { fromFile } from "geotiff";
import { told } from "./finding.mjs";

const box = async (name) => [name, (await (await fromFile(`${name}.tif`)).getImage()).getBoundingBox()];
told(["geotiff"], "100, 53.5, 101, 54 for both", Object.fromEntries(await Promise.all(["Area", "Point"].map(box))),
  { Area: [100, 53.5, 101, 54], Point: [100.125, 53.375, 101.125, 53.875] });
JS
