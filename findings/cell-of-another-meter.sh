#!/usr/bin/env bash
# Guessed: of six meters the i-th Voronoi cell is that of the i-th meter, in shapely, geopandas and d3-delaunay.
# Seen: in d3-delaunay alone. In shapely and geopandas the cells come in an order of their own; geopandas numbers them from 0 all the
#   same. Told to keep the order (ordered=True), shapely refuses two meters in one place, of which it else makes one cell.
# Why it matters: put beside the table of meters, each cell has the load of another one. Sums over all are right, and a map of areas
#   by supply looks as plausible as the true one.
# Version: shapely 2.2.0, geopandas 1.2.0, d3-delaunay 6.0.6
. "$(dirname "$0")/lib/fresh.sh"
python_with shapely==2.2.0 geopandas==1.2.0 pandas==3.1.1 numpy==2.4.6 pyproj==3.7.2 pyogrio==0.13.0 <<'PY'
import geopandas
import shapely
from finding import told

places = [(5, 9), (1, 2), (8, 3), (4, 4), (9, 8), (2, 7)]
meters = shapely.points(places)


def meter_in(cells):
    return [next(meter for meter, place in enumerate(meters) if cell.contains(place)) for cell in cells]


def cells(of, **how):
    try:
        return len(shapely.voronoi_polygons(shapely.MultiPoint(of), **how).geoms)
    except shapely.GEOSException as error:
        return str(error).split(" at ")[0]


cell = geopandas.GeoSeries(meters).voronoi_polygons()
seen = {"shapely": meter_in(shapely.voronoi_polygons(shapely.MultiPoint(places)).geoms), "geopandas": meter_in(cell), "its index": cell.index.tolist(),
        "two in one place": [cells([*places, (5, 9)]), cells([*places, (5, 9)], ordered=True)]}
told(["shapely", "geopandas"], "0 to 5", seen,
     {"shapely": [5, 1, 0, 2, 3, 4], "geopandas": [5, 1, 0, 2, 3, 4], "its index": [0, 1, 2, 3, 4, 5],
      "two in one place": [6, "Multiple input coordinates in cell"]})
PY
node_with d3-delaunay@6.0.6 <<'JS'
import { Delaunay } from "d3-delaunay";
import { told } from "./finding.mjs";

const places = [[5, 9], [1, 2], [8, 3], [4, 4], [9, 8], [2, 7]], cells = Delaunay.from(places).voronoi([0, 0, 10, 10]);
told(["d3-delaunay"], "0 to 5", places.map((_, cell) => places.findIndex(([x, y]) => cells.contains(cell, x, y))), [0, 1, 2, 3, 4, 5]);
JS
