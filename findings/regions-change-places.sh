#!/usr/bin/env bash
# Guessed: GDAL writes eight regions to FlatGeobuf and reads them in the order they had, as it does for
#   GeoPackage, and a region without an outline is kept in both.
# Seen: they come back as G E H F C B D A, sorted for the spatial index that is made by default. A region
#   without an outline makes the whole file fail at that row. With SPATIAL_INDEX=NO both are well.
# Why it matters: figures set beside the outlines by position land in other regions, all of them
#   plausible; a smaller atlas may keep its order by chance.
# Version: pyogrio 0.13.0 (GDAL 3.12.4), geopandas 1.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with pyogrio==0.13.0 geopandas==1.2.0 shapely==2.2.0 numpy==2.4.6 pandas==3.1.1 <<'PY'
import geopandas
from finding import told
from pyogrio.errors import FeatureError
from shapely.geometry import box

outlines = [box(20 + 20 * place, 50 + place % 3 * 5, 30 + 20 * place, 55 + place % 3 * 5) for place in range(8)]
regions = geopandas.GeoDataFrame({"code": list("ABCDEFGH")}, geometry=outlines, crs=4326)


def order(table, path, **options):
    try:
        table.to_file(path, **options)
        return "".join(geopandas.read_file(path).code)
    except FeatureError:
        return "refused"


with_gap = regions.copy()
with_gap.loc[3, "geometry"] = None
told(["pyogrio", "geopandas"], "ABCDEFGH each time",
     {"FlatGeobuf": order(regions, "a.fgb"), "without index": order(regions, "b.fgb", SPATIAL_INDEX="NO"), "GeoPackage": order(regions, "a.gpkg"),
      "one without outline": order(with_gap, "c.fgb"), "the same without index": order(with_gap, "d.fgb", SPATIAL_INDEX="NO")},
     {"FlatGeobuf": "GEHFCBDA", "without index": "ABCDEFGH", "GeoPackage": "ABCDEFGH", "one without outline": "refused",
      "the same without index": "ABCDEFGH"})
PY
