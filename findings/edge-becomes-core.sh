#!/usr/bin/env bash
# Guessed: of three meters in a row, a kilometer apart, @turf/turf's DBSCAN (1.2 km, three to a core) says
#   edge, core, edge in whatever order they come.
# Seen: edge, core, core; beginning with the middle one core, core, core. An edge that is reached from a core
#   is called a core, unless it was looked at before. The clusters themselves are right.
# Why it matters: "core" stands for a place dense enough by itself; a lone meter beside a farm becomes one
#   by the order of the file.
# Version: @turf/turf 7.4.0
. "$(dirname "$0")/lib/fresh.sh"
node_with @turf/turf@7.4.0 <<'JS'
import { clustersDbscan, featureCollection, point } from "@turf/turf";
import { told } from "./finding.mjs";

const called = (order) => {
  const found = clustersDbscan(featureCollection(order.map((place) => point([place * 0.01, 0], { place }))), 1.2, { minPoints: 3 });
  return found.features.map((feature) => feature.properties).sort((a, b) => a.place - b.place).map((meter) => meter.dbscan).join(" ");
};
told(["@turf/turf"], "edge core edge four times", { "0 1 2": called([0, 1, 2]), "2 1 0": called([2, 1, 0]), "1 0 2": called([1, 0, 2]), "0 2 1": called([0, 2, 1]) },
  { "0 1 2": "edge core core", "2 1 0": "core core edge", "1 0 2": "core core core", "0 2 1": "edge core edge" });
JS
