#!/usr/bin/env bash
# Guessed: a crossfilter dimension over readings keeps meters without a reading (null) out of a range, as a comparison in a
#   database does; filterExact(0) finds the meter that read 0.
# Seen: null counts as 0. The range 0 to 4 kW holds both silent meters, filterExact(0) finds them beside the one that read 0, and
#   filterExact(null) finds that one, too. In a group the two are one bin, whose key is 0 or null by which came first in the file.
# Why it matters: a dashboard's "under 1 kW" is filled by meters that do not report, and a brush over the lowest bar shows other
#   counts than the table of the same readings.
# Version: crossfilter2 1.5.4
. "$(dirname "$0")/lib/fresh.sh"
node_with crossfilter2@1.5.4 <<'JS'
import crossfilter from "crossfilter2";
import { told } from "./finding.mjs";

const readings = [3, null, 5, 0, null, 2];
const left = (filter) => {
  const meters = crossfilter(readings.map((kw) => ({ kw })));
  filter(meters.dimension(({ kw }) => kw));
  return meters.allFiltered().map(({ kw }) => kw);
};
const bins = (loads) => crossfilter(loads.map((kw) => ({ kw }))).dimension(({ kw }) => kw).group().reduceCount().all().map(({ key, value }) => [key, value]);
told(["crossfilter2"], "3, 0, 2; 0; both null; bins of their own",
  { "0 to 4": left((d) => d.filterRange([0, 4])), "0": left((d) => d.filterExact(0)), "null": left((d) => d.filterExact(null)),
    bins: [bins([0, null, 3]), bins([null, 0, 3])] },
  { "0 to 4": [3, null, 0, null, 2], "0": [null, 0, null], "null": [null, 0, null], bins: [[[0, 2], [3, 1]], [[null, 2], [3, 1]]] });
JS
