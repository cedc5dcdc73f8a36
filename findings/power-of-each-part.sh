#!/usr/bin/env bash
# Guessed: supercluster, summing kW over clusters, counts a farm of two halls (a MultiPoint of 100 kW) as one place
#   with 100 kW, or refuses it: its manual speaks of points.
# Seen: two places with 100 kW each: 203 kW in place of 103, without a word. A region's outline among the points
#   is counted as a place as well.
# Why it matters: a map's sum grows with the number of halls drawn, and no list of farms adds up to it.
# Version: supercluster 9.1.0
. "$(dirname "$0")/lib/fresh.sh"
node_with supercluster@9.1.0 <<'JS'
import Supercluster from "supercluster";
import { told } from "./finding.mjs";

const feature = (type, coordinates, kw) => ({ type: "Feature", properties: { kw }, geometry: { type, coordinates } });
const outline = feature("Polygon", [[[1, 1], [1.2, 1], [1.2, 1.2], [1, 1]]], 0);
const all = (features) => {
  const index = new Supercluster({ map: ({ kw }) => ({ kw }), reduce: (sum, { kw }) => { sum.kw += kw; } }).load(features);
  const [{ properties: { kw, point_count } }] = index.getClusters([-180, -85, 180, 85], 0);
  return { kw, places: point_count };
};
const [one, two, farm] = [feature("Point", [1, 1], 1), feature("Point", [1.1, 1], 2), feature("MultiPoint", [[1, 1], [1.001, 1]], 100)];
told(["supercluster"], "103 kW in 3 places; an outline is no place", { farm: all([one, two, farm]), outline: all([one, outline]) },
  { farm: { kw: 203, places: 4 }, outline: { kw: 1, places: 2 } });
JS
