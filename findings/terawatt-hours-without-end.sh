#!/usr/bin/env bash
# Guessed: javascript-lp-solver finds the same number of kilowatts for half a terawatt-hour a year whether the
#   energy of a kilowatt is given as 8760 kWh, 8.76 MWh or 8.76e-9 TWh: 57,078.
# Seen: in TWh the plan is "feasible" and unbounded: a coefficient under 1e-8 counts as 0. From kWh to GWh all
#   is right.
# Why it matters: balances of a region are published in TWh, farms in kilowatts; another unit removes the limit.
# Version: javascript-lp-solver 1.0.3
. "$(dirname "$0")/lib/fresh.sh"
node_with javascript-lp-solver@1.0.3 <<'JS'
import solver from "javascript-lp-solver";
import { told } from "./finding.mjs";

const kilowatts = (limit, energy) => {
  const { feasible, bounded, result } = solver.Solve({ optimize: "kw", opType: "max", constraints: { energy: { max: limit } }, variables: { farm: { kw: 1, energy } } });
  return feasible && bounded ? Math.round(result) : { feasible, bounded };
};
told(["javascript-lp-solver"], "57078 four times", {
  kWh: kilowatts(5e8, 8760), MWh: kilowatts(5e5, 8.76), GWh: kilowatts(500, 0.00876), TWh: kilowatts(0.5, 8.76e-9),
}, { kWh: 57078, MWh: 57078, GWh: 57078, TWh: { feasible: true, bounded: false } });
JS
