#!/usr/bin/env bash
# Guessed: of 96 readings with one missing, a moving mean of three by downsample (SMA) is missing at three places, and
#   three such means in a row, which is d3-array's blur, at seven.
# Seen: both are missing from the first of these to the end: the sum slides on, and what is not a number never leaves it.
# Why it matters: the curve of a meter ends at its first gap and looks like a meter taken out; of a gap at the
#   end nobody sees a thing.
# Version: d3-array 3.2.5, downsample 1.4.0
. "$(dirname "$0")/lib/fresh.sh"
node_with d3-array@3.2.5 downsample@1.4.0 <<'JS'
import { blur } from "d3-array";
import { SMA } from "downsample";
import { told } from "./finding.mjs";

const load = Array.from({ length: 96 }, (_, hour) => (hour === 10 ? NaN : 3));
const missing = (means) => means.filter(Number.isNaN).length;
told(["d3-array", "downsample"], "7 and 3",
  { blur: missing(blur(load.slice(), 1)), SMA: missing(SMA(load.map((kw, hour) => [hour, kw]), 3, 1).map(({ y }) => y)) }, { blur: 89, SMA: 86 });
JS
