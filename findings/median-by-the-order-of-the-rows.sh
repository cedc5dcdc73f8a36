#!/usr/bin/env bash
# Guessed: in simple-statistics one missing reading among five, NaN or null, makes a median that is missing, as it makes the mean, or is left
#   out.
# Seen: the mean is NaN. The median of 1, 9, 2, 8 and a gap is 2, 8, 9 or NaN, by where the gap and the others stand; the spread about it
#   (medianAbsoluteDeviation) likewise. With null, which sorts as 0, it is 2 in any order.
# Why it matters: medians are what one takes for loads that have gaps and spikes; the same readings give another typical load when the
#   table is sorted by another column.
# Version: simple-statistics 7.12.1
. "$(dirname "$0")/lib/fresh.sh"
node_with simple-statistics@7.12.1 <<'JS'
import { mean, median, medianAbsoluteDeviation } from "simple-statistics";
import { told } from "./finding.mjs";

const orders = (list) => (list.length < 2 ? [list] : list.flatMap((first, row) => orders(list.toSpliced(row, 1)).map((rest) => [first, ...rest])));
const all = (statistic, gap) => [...new Set(orders([1, 9, 2, 8, gap]).map((load) => String(statistic(load))))].sort();
const seen = { mean: all(mean, NaN), median: all(median, NaN), spread: all(medianAbsoluteDeviation, NaN), "median, null": all(median, null) };
told(["simple-statistics"], "NaN, or 5, by all orders", seen,
  { mean: ["NaN"], median: ["2", "8", "9", "NaN"], spread: ["1", "6", "7", "8", "NaN"], "median, null": ["2"] });
JS
