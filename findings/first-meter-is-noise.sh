#!/usr/bin/env bash
# Guessed: density-clustering's DBSCAN puts three meters in a row, 1 km apart, within reach of 1.1 km and three to a
#   core, into one cluster in any order; within reach of 1 km too, since its authors' paper counts "at most".
# Seen: an end that comes first is noise for good, though its neighbour, a core, has it in its cluster: it is in both.
#   With the middle first none is noise. Within reach of just 1 km all are noise: only what is nearer counts.
# Why it matters: a meter counted as a stray and as a member is counted twice, and which one hangs on the order of
#   the file. On a grid of whole kilometers nothing is a cluster.
# Version: density-clustering 1.3.0
. "$(dirname "$0")/lib/fresh.sh"
node_with density-clustering@1.3.0 <<'JS'
import clustering from "density-clustering";
import { told } from "./finding.mjs";

const run = (places, reach) => {
  const dbscan = new clustering.DBSCAN();
  const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
  return { clusters: dbscan.run(places.map((km) => [km, 0]), reach, 3).map(sorted), noise: sorted(dbscan.noise) };
};
told(["density-clustering"], "one cluster of 0, 1, 2 and no noise three times",
  { "end first": run([0, 1, 2], 1.1), "middle first": run([1, 0, 2], 1.1), "just in reach": run([1, 0, 2], 1) },
  { "end first": { clusters: [[0, 1, 2]], noise: [0] }, "middle first": { clusters: [[0, 1, 2]], noise: [] },
    "just in reach": { clusters: [], noise: [0, 1, 2] } });
JS
