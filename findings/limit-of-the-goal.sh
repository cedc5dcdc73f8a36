#!/usr/bin/env bash
# Guessed: javascript-lp-solver, asked for as much power as possible with a limit of 10 MW on that power, says 10.
# Seen: unbounded. Whatever is the goal cannot be limited as well: with a second limit, on land, it finds 15 MW,
#   "feasible"; an exact 10 MW, or costs of at least 10, are "infeasible". The same limit on a copy of the
#   column under another name gives 10.
# Why it matters: the power that a line still has is what a plan of mining asks for, and what limits it.
# Version: javascript-lp-solver 1.0.3
. "$(dirname "$0")/lib/fresh.sh"
node_with javascript-lp-solver@1.0.3 <<'JS'
import solver from "javascript-lp-solver";
import { told } from "./finding.mjs";

const solved = (model) => {
  const { feasible, bounded, result } = solver.Solve(model);
  return feasible ? (bounded ? result : "unbounded") : "infeasible";
};
const most = (constraints, farm) => solved({ optimize: "mw", opType: "max", constraints, variables: { farm } });
told(["javascript-lp-solver"], "10, 10, 10, 10 and, of the costs, 10", {
  "at most 10 MW": most({ mw: { max: 10 } }, { mw: 1 }),
  "land too": most({ mw: { max: 10 }, land: { max: 30 } }, { mw: 1, land: 2 }),
  "exactly 10 MW": most({ mw: { equal: 10 }, land: { max: 30 } }, { mw: 1, land: 2 }),
  "copied column": most({ limited: { max: 10 }, land: { max: 30 } }, { mw: 1, limited: 1, land: 2 }),
  "costs": solved({ optimize: "cost", opType: "min", constraints: { cost: { min: 10 }, mw: { min: 3 } }, variables: { farm: { cost: 1, mw: 1 } } }),
}, { "at most 10 MW": "unbounded", "land too": 15, "exactly 10 MW": "infeasible", "copied column": 10, "costs": "infeasible" });
JS
