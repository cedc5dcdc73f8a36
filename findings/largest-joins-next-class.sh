#!/usr/bin/env bash
# Guessed: binguru's "ckMeans", which calls simple-statistics' ckmeans, makes the same four classes of eleven counts.
# Seen: the largest member of each class is in the next one: it is handed on as the bound, and a value on a bound
#   belongs above it. 210 shares the class of 640, the sum of squares is 62 times the best. A first class of
#   like values is empty: seven zeros are in the second.
# Why it matters: the region with a third of the farms of the first has the darkest colour with it, under the words
#   "natural breaks".
# Version: binguru 1.0.1, simple-statistics 7.12.1
. "$(dirname "$0")/lib/fresh.sh"
node_with binguru@1.0.1 simple-statistics@7.12.1 <<'JS'
import { BinGuru } from "binguru";
import { ckmeans } from "simple-statistics";
import { told } from "./finding.mjs";

const classed = (values, bounds) => {
  const classes = Array.from({ length: bounds.length + 1 }, () => []);
  for (const value of values) classes[bounds.filter((bound) => value >= bound).length].push(value);
  return classes;
};
const squares = (values) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
};
const within = (classes) => Math.round(classes.filter((values) => values.length).map(squares).reduce((sum, part) => sum + part, 0));
const both = (values) => {
  const binned = new BinGuru(values, 4, 100, 2).ckMeans();
  const own = classed(values, binned.binBreaks), best = ckmeans(values, 4);
  return { binguru: own, its_sizes: Object.values(binned.binSizes.valids), its_sum: within(own), "simple-statistics": best, sum: within(best) };
};
told(["binguru", "simple-statistics"], "the same classes twice", {
  farms: both([3, 5, 8, 12, 17, 40, 41, 90, 200, 210, 640]), zeros: both([0, 0, 0, 0, 0, 0, 0, 10, 40, 400]) }, {
  farms: { binguru: [[3, 5, 8, 12, 17, 40], [41], [90, 200], [210, 640]], its_sizes: [6, 1, 2, 2], its_sum: 99427,
    "simple-statistics": [[3, 5, 8, 12, 17, 40, 41], [90], [200, 210], [640]], sum: 1594 },
  zeros: { binguru: [[], [0, 0, 0, 0, 0, 0, 0], [10], [40, 400]], its_sizes: [0, 7, 1, 2], its_sum: 64800,
    "simple-statistics": [[0, 0, 0, 0, 0, 0, 0], [10], [40], [400]], sum: 0 } });
JS
