#!/usr/bin/env bash
# Guessed: a place or a district outside of a map of temperatures, all of them below -12 °C, has no temperature, or is an error, in rasterio,
#   rasterstats and exactextract; one that is smaller than a cell has that cell's.
# Seen: outside it is 0.0 in rasterio's sample() and in rasterstats' zonal_stats(), there of "one cell"; rasterstats' own point_query() and
#   exactextract have none. A district within a cell has no temperature in rasterstats, and that of the cell in exactextract.
# Why it matters: 0 °C is a winter's day as good as any. The load of places behind the edge does not fit the weather, and
#   towns, the smallest districts, have none.
# Version: rasterio 1.4.4, rasterstats 0.21.0, exactextract 0.3.0
. "$(dirname "$0")/lib/fresh.sh"
python_with rasterio==1.4.4 rasterstats==0.21.0 exactextract==0.3.0 affine==3.0.1 numpy==2.4.6 shapely==2.2.0 geopandas==1.2.0 \
    pyogrio==0.13.0 pyproj==3.7.2 pandas==3.1.1 <<'PY'
import geopandas
import numpy
import rasterio
from exactextract import exact_extract
from finding import told
from rasterstats import point_query, zonal_stats
from shapely import Point, box

frost = numpy.array([[-12.0, -15, -20, -21], [-13, -16, -22, -25]], dtype="float32")
with rasterio.open("frost.tif", "w", driver="GTiff", height=2, width=4, count=1, dtype="float32", crs=4326,
                   transform=rasterio.transform.from_origin(100, 54, 1, 1)) as file:
    file.write(frost, 1)
districts = {"inside": box(100, 52, 102, 54), "within a cell": box(100.6, 53.6, 100.9, 53.9), "outside": box(110, 50, 111, 51)}
by_rasterstats = zonal_stats(list(districts.values()), "frost.tif", stats=["mean", "count"])
by_exactextract = exact_extract("frost.tif", geopandas.GeoDataFrame(geometry=list(districts.values()), crs=4326), ["mean"], output="pandas")["mean"]
seen = {name: {"rasterstats": (stats["mean"], stats["count"]), "exactextract": None if numpy.isnan(mean) else float(mean)}
        for name, stats, mean in zip(districts, by_rasterstats, by_exactextract)}
with rasterio.open("frost.tif") as file:
    seen["place outside"] = {"rasterio": [float(value) for value, in file.sample([(110, 50)])], "rasterstats": point_query(Point(110, 50), "frost.tif")}
told(["rasterio", "rasterstats", "exactextract"], "-14, -12, and none outside", seen,
     {"inside": {"rasterstats": (-14.0, 4), "exactextract": -14.0}, "within a cell": {"rasterstats": (None, 0), "exactextract": -12.0},
      "outside": {"rasterstats": (0.0, 1), "exactextract": None}, "place outside": {"rasterio": [0.0], "rasterstats": [None]}})
PY
