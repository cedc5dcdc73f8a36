#!/usr/bin/env bash
# Guessed: a meter whose coordinates are missing in its table is missing among the places of geopandas, or empty, and is written as such.
# Seen: points_from_xy makes a point of two NaN, which is neither missing nor empty and which dropna() keeps. The middle of all meters
#   is NaN. As JSON the point is [NaN, NaN], which JSON does not have; a GeoPackage has it empty, GeoJSON by GDAL as null, FlatGeobuf refuses
#   it, and KML has it at 0°, 0°.
# Why it matters: what is counted as placed includes it, and in KML it is a meter in the sea off Africa.
# Version: geopandas 1.2.0, shapely 2.2.0, pyogrio 0.13.0 (GDAL 3.12.4)
. "$(dirname "$0")/lib/fresh.sh"
python_with shapely==2.2.0 geopandas==1.2.0 pandas==3.1.1 numpy==2.4.6 pyproj==3.7.2 pyogrio==0.13.0 <<'PY'
import geopandas
import pyogrio
from finding import told

place = geopandas.points_from_xy([37.6, None, 104.3], [55.7, None, 52.3])
meters = geopandas.GeoDataFrame({"meter": [1, 2, 3]}, geometry=place, crs=4326)


def written(driver, ending):
    try:
        pyogrio.write_dataframe(meters, f"meters.{ending}", driver=driver)
    except pyogrio.errors.FeatureError:
        return "error"
    return str(pyogrio.read_dataframe(f"meters.{ending}").geometry[1])


seen = {"missing": int(meters.geometry.isna().sum()), "empty": int(meters.is_empty.sum()), "after dropna": len(meters.dropna()),
        "middle": str(meters.union_all().centroid), "JSON": "[NaN, NaN]" in meters.to_json(), "GPKG": written("GPKG", "gpkg"),
        "GeoJSON": written("GeoJSON", "geojson"), "FlatGeobuf": written("FlatGeobuf", "fgb"), "KML": written("KML", "kml")}
told(["geopandas", "shapely", "pyogrio"], "1 missing or empty, and so in all files", seen,
     {"missing": 0, "empty": 0, "after dropna": 3, "middle": "POINT (NaN NaN)", "JSON": True, "GPKG": "POINT EMPTY", "GeoJSON": "None",
      "FlatGeobuf": "error", "KML": "POINT (0 0)"})
PY
