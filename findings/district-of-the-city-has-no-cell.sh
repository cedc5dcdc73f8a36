#!/usr/bin/env bash
# Guessed: h3pandas turns meters in a projection for Russia into degrees, as geopandas knows both, or refuses them; a district smaller than a cell has the one it lies in; 100 kW shared
#   out over the cells of a district are 100 in all.
# Seen: meters in metres get cells all the same: Irkutsk and Chukotka lie where the metres, taken for degrees, go round the globe to. The small district has no cell, only a row with NaN.
#   Each of the 28 cells of a district has its 100 kW: 2800. Sums by cell are right, and smoothing keeps them.
# Why it matters: a table of cells looks the same wherever they lie; small districts are those where most people live.
# Version: h3pandas 0.3.0, h3 4.5.0, geopandas 1.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with h3pandas==0.3.0 h3==4.5.0 geopandas==1.2.0 pandas==3.1.1 pyproj==3.7.2 shapely==2.2.0 <<'PY'
import geopandas
import h3
import h3pandas  # noqa: F401
from finding import told
from shapely.geometry import Point, box

meters = geopandas.GeoDataFrame({"kw": [1.0, 5.0, 7.0]}, geometry=[Point(104.3, 52.3), Point(104.31, 52.3), Point(-172, 66)], crs=4326)
city = geopandas.GeoDataFrame({"kw": [100.0]}, geometry=[box(104.3, 52.3, 104.301, 52.301)], crs=4326)
district = geopandas.GeoDataFrame({"kw": [100.0]}, geometry=[box(104, 52, 105, 53)], crs=4326)


def places(table):
    return [tuple(round(degrees) for degrees in h3.cell_to_latlng(cell)) for cell in table.h3.geo_to_h3(3).index]


shared = district.h3.polyfill_resample(5, return_geometry=False)
told(["h3pandas", "h3", "geopandas"], "the same places, a cell, 100", {"degrees": places(meters), "metres": places(meters.to_crs(3576)), "city": [None if cell != cell else cell for cell in city.h3.polyfill(5, explode=True).h3_polyfill],
     "shared out": [len(shared), float(shared.kw.sum())]},
     {"degrees": [(53, 104), (53, 104), (66, -173)], "metres": [(6, 23), (-7, -178), (65, -48)], "city": [None], "shared out": [28, 2800.0]})
PY
