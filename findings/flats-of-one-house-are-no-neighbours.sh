#!/usr/bin/env bash
# Guessed: three meters at one place, as in a house of flats, are neighbours of each other by distance in libpysal, by weights (W) as by graph;
#   weighed by distance they have a great weight, or are refused.
# Seen: in W they are no neighbours, of equal weight or weighed; of a fourth, 1 m away, they are. In the graph they are, and weighed by distance
#   their weight is without end: the mean of the neighbours of three meters of 10 kW is 1 kW in W, 7 in the graph, and 0 where it is
#   weighed.
# Why it matters: places are those of the house in most registers. A hall of miners in one building has no neighbour that mines, in a
#   statistic that looks for clusters.
# Version: libpysal 4.14.1
. "$(dirname "$0")/lib/fresh.sh"
python_with libpysal==4.14.1 geopandas==1.2.0 shapely==2.2.0 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 pyproj==3.7.2 pyogrio==0.13.0 <<'PY'
import geopandas
import numpy
from finding import told
from libpysal.graph import Graph
from libpysal.weights import DistanceBand, lag_spatial
from shapely import Point

places, kw = [(0, 0), (0, 0), (0, 0), (1, 0)], numpy.array([10.0, 10.0, 10.0, 1.0])


def by_weights(**how):
    weights = DistanceBand(places, 1.5, silence_warnings=True, **how)
    weights.transform = "r"
    return [int(meter) for meter in weights.neighbors[0]], float(lag_spatial(weights, kw)[0])


def by_graph(**how):
    graph = Graph.build_distance_band(geopandas.GeoSeries([Point(place) for place in places]), 1.5, **how)
    return [int(meter) for meter in graph[0].index], round(float(graph.transform("r").lag(kw)[0]), 6)


seen = {"W": by_weights(), "W, weighed": by_weights(binary=False), "graph": by_graph(), "graph, weighed": by_graph(binary=False)}
told(["libpysal"], "1, 2 and 3, and a mean of 7 kW", seen,
     {"W": ([3], 1.0), "W, weighed": ([3], 1.0), "graph": ([1, 2, 3], 7.0), "graph, weighed": ([1, 2, 3], 0.0)})
PY
