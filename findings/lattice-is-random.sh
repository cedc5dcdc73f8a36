#!/usr/bin/env bash
# Guessed: Turf's quadrat analysis says of a hundred meters on a perfect lattice that they are not random, and
#   at its confidence level of 20 percent rejects some 20 of 100 patterns that are.
# Seen: the lattice is random at all three levels, and none of the 100 is rejected. All meters in one corner
#   are not. The critical values are those of Kolmogorov and Smirnov for a continuous law; counts in
#   quadrats have none.
# Why it matters: "random" here says nothing against a pattern; farms in every tenth house are one.
# Version: @turf/quadrat-analysis 7.4.0
. "$(dirname "$0")/lib/fresh.sh"
node_with @turf/quadrat-analysis@7.4.0 @turf/helpers@7.4.0 <<'JS'
import { featureCollection, point } from "@turf/helpers";
import { quadratAnalysis } from "@turf/quadrat-analysis";
import { told } from "./finding.mjs";

const area = [37, 0, 37.1, 0.1];
const hundred = Array.from({ length: 100 }, (_, place) => [place % 10, Math.floor(place / 10)]);
const random = (places, confidenceLevel) => quadratAnalysis(featureCollection(places.map((place) => point(place))), { confidenceLevel, studyBbox: area }).isRandom;
let state = 1;
const next = () => (state = state * 16807 % 2147483647) / 2147483647;
const noise = () => hundred.map(() => [37 + next() * 0.1, next() * 0.1]);
const lattice = hundred.map(([x, y]) => [37.005 + x * 0.01, 0.005 + y * 0.01]);
told(["@turf/quadrat-analysis"], "false three times, some 20, false", {
  "lattice at 20, 10 and 5%": [20, 10, 5].map((level) => random(lattice, level)),
  "of 100 noises rejected at 20%": Array.from({ length: 100 }, () => random(noise(), 20)).filter((is) => !is).length,
  "one corner": random(hundred.map(([x, y]) => [37.001 + x * 0.0001, 0.001 + y * 0.0001]), 20),
}, { "lattice at 20, 10 and 5%": [true, true, true], "of 100 noises rejected at 20%": 0, "one corner": false });
JS
