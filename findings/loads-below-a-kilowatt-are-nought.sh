#!/usr/bin/env bash
# Guessed: a histogram of three digits has the median 0.5 for loads of 0.5 kW, or refuses what is not whole; 12345 comes back within a thousandth and not above the greatest; null is refused.
# Seen: the median and the mean of three loads of 0.5 kW are 0, the greatest is 0.5; of 1.9 kW the median is 1. null is counted as 0. Of the one load 12345 the median is 12351, more than the
#   greatest. NaN is taken and is an error only when the mean is read.
# Why it matters: most of a night's loads are below a kilowatt; in watts all is well, in kilowatts half of the meters are off.
# Version: hdr-histogram-js 3.0.1
. "$(dirname "$0")/lib/fresh.sh"
node_with hdr-histogram-js@3.0.1 <<'JS'
import hdr from "hdr-histogram-js";
import { told } from "./finding.mjs";

function summary(...loads) {
  const histogram = hdr.build({ numberOfSignificantValueDigits: 3 });
  try {
    for (const load of loads) histogram.recordValue(load);
    return [histogram.totalCount, histogram.getValueAtPercentile(50), histogram.mean, histogram.maxValue];
  } catch {
    return "error";
  }
}

told(["hdr-histogram-js"], "median 0.5, 1.9, 500, 12345 or less, 4", { "0.5 kW": summary(0.5, 0.5, 0.5), "1.9 kW": summary(1.9, 1.9, 1.9), "500 W": summary(500, 500, 500), 12345: summary(12345), null: summary(null, null, 4),
  NaN: summary(NaN, 4) },
{ 12345: [1, 12351, 12348, 12345], "0.5 kW": [3, 0, 0, 0.5], "1.9 kW": [3, 1, 1, 1.9], "500 W": [3, 500, 500, 500], null: [3, 0, 4 / 3, 4], NaN: "error" });
JS
