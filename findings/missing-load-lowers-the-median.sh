#!/usr/bin/env bash
# Guessed: a missing reading is left out of a sketch of quantiles, or refused: of 5, 7 and 9 with two gaps between them the median is 7, be a
#   gap NaN or null, and there are three.
# Seen: DDSketch counts NaN in the bin of 0: five readings, the median 5, while the least is 5, too; null is so as well, and the least is null. tdigest leaves out NaN,
#   but keeps null: four readings, the least null, the median 5.
# Why it matters: sketches sum up millions of readings that nobody looks at again; a silent meter pulls each quantile down.
# Version: @datadog/sketches-js 2.1.1, tdigest 0.1.3
. "$(dirname "$0")/lib/fresh.sh"
node_with @datadog/sketches-js@2.1.1 tdigest@0.1.3 <<'JS'
import sketches from "@datadog/sketches-js";
import tdigest from "tdigest";
import { told } from "./finding.mjs";

function ddsketch(loads) {
  const sketch = new sketches.DDSketch({ relativeAccuracy: 0.001 });
  for (const kw of loads) sketch.accept(kw);
  return [sketch.count, sketch.min, Math.round(sketch.getValueAtQuantile(0.5))];
}

function digest(loads) {
  const sketch = new tdigest.TDigest();
  sketch.push(loads);
  return [sketch.size(), sketch.percentile(0), sketch.percentile(0.5)];
}

const gap = (missing) => [5, missing, 7, missing, 9];
told(["@datadog/sketches-js", "tdigest"], "3, 5, 7 four times", { "DDSketch NaN": ddsketch(gap(NaN)), "DDSketch null": ddsketch(gap(null)), "tdigest NaN": digest(gap(NaN)), "tdigest null": digest(gap(null)) },
  { "DDSketch NaN": [5, 5, 5], "DDSketch null": [5, null, 5], "tdigest NaN": [3, 5, 7], "tdigest null": [4, null, 5] });
JS
