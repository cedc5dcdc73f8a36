#!/usr/bin/env bash
# Guessed: mingo, the MongoDB query language for arrays, has for the loads 1, 2, 3, 4, 10 the percentiles 2, 3, 4, 10 (25, 50, 75, 90%), as MongoDB's documentation
#   has it or interpolated; 5 kW is in the bucket that begins at 5; a month after 31 January is 28 February.
# Seen: 4, 2, 3, 4: each is one rank too low, and the first has come round to the other end. What lies on a bound is in the bucket below it. A month after
#   31 January is 3 March, and a month before 31 March, too.
# Why it matters: a quarter of the meters is "under 4 kW" where it is under 2, classes differ from those of the database, and a bill's month begins in the next one.
# Version: mingo 7.2.7
. "$(dirname "$0")/lib/fresh.sh"
node_with mingo@7.2.7 <<'JS'
import { aggregate } from "mingo";
import { told } from "./finding.mjs";

const day = (text) => new Date(`${text}T00:00Z`), as = (kw) => ({ kw });
const [{ p }] = aggregate([1, 2, 3, 4, 10].map(as), [{ $group: { _id: null, p: { $percentile: { input: "$kw", p: [0.25, 0.5, 0.75, 0.9], method: "approximate" } } } }]);
const buckets = aggregate([0, 1, 4, 5, 6, 9].map(as), [{ $bucket: { groupBy: "$kw", boundaries: [0, 5, 10] } }]);
const [{ next, last }] = aggregate([{}], [{ $project: { next: { $dateAdd: { startDate: day("2026-01-31"), unit: "month", amount: 1 } },
  last: { $dateSubtract: { startDate: day("2026-03-31"), unit: "month", amount: 1 } } } }]);
told(["mingo"], "2 3 4 10; 3 and 3; 28 February (twice)",
  { percentiles: p, buckets: buckets.map(({ _id, count }) => [_id, count]), months: [next, last].map((date) => date.toISOString().slice(0, 10)) },
  { percentiles: [4, 2, 3, 4], buckets: [[0, 4], [5, 2]], months: ["2026-03-03", "2026-03-03"] });
JS
