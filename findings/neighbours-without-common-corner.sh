#!/usr/bin/env bash
# Guessed: a district whose whole side lies on the longer side of another is its neighbour for libpysal,
#   by edges (rook) and by points (queen).
# Seen: it is not, in either, nor in the newer Graph as called by default: neighbours are those that
#   share a corner, and the long side has none there. Graph with strict=True finds them.
# Why it matters: simplified borders lose just those corners, so after simplifying, regions turn into
#   islands; what esda makes of islands shows island-is-significant.sh.
# Version: libpysal 4.14.1, geopandas 1.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with libpysal==4.14.1 geopandas==1.2.0 shapely==2.2.0 numpy==2.4.6 scipy==1.17.1 pandas==3.1.1 scikit-learn==1.9.1 <<'PY'
import geopandas
from finding import told
from libpysal.graph import Graph
from libpysal.weights import Queen, Rook
from shapely.geometry import box

districts = geopandas.GeoDataFrame(geometry=[box(0, 1, 3, 2), box(1, 0, 2, 1)])
neighbours = lambda graph: sorted((int(a), int(b)) for a, b in graph.adjacency.index if a != b)
seen = {"Queen": dict(Queen.from_dataframe(districts, use_index=False).neighbors),
        "Rook": dict(Rook.from_dataframe(districts, use_index=False).neighbors),
        "Graph": neighbours(Graph.build_contiguity(districts, rook=False)),
        "Graph, strict": neighbours(Graph.build_contiguity(districts, rook=False, strict=True)),
        "shared km": districts.geometry[0].intersection(districts.geometry[1]).length}
told(["libpysal"], "neighbours in each", seen,
     {"Queen": {0: [], 1: []}, "Rook": {0: [], 1: []}, "Graph": [], "Graph, strict": [(0, 1), (1, 0)], "shared km": 1.0})
PY
