#!/usr/bin/env bash
# Guessed: the price of a scarce MW in one plan (most profit of 10 MW) is 3 in PuLP whichever solver it calls.
# Seen: 3 by CBC and -3 by HiGHS, of the same problem; of HiGHS asked without PuLP it is 3. For the least loss
#   in place of the most profit all three say -3.
# Why it matters: whether it pays to strengthen a line is the sign of that price; a solver changed for
#   speed turns it.
# Version: pulp 3.3.2, highspy 1.16.0
. "$(dirname "$0")/lib/fresh.sh"
python_with pulp==3.3.2 highspy==1.16.0 <<'PY'
import highspy
import pulp
from finding import told

# Two farms, 5 and 3 a MW, the first of at most 4 MW; together at most 10 MW.


def by_pulp(solver, most):
    plan = pulp.LpProblem("plan", pulp.LpMaximize if most else pulp.LpMinimize)
    first, second = pulp.LpVariable("first", 0, 4), pulp.LpVariable("second", 0)
    plan += 5 * first + 3 * second if most else -5 * first - 3 * second
    plan += first + second <= 10, "line"
    plan.solve(solver(msg=False))
    return round(plan.constraints["line"].pi)


def by_highs(most):
    plan = highspy.Highs()
    plan.setOptionValue("output_flag", False)
    first, second = plan.addVariable(0, 4), plan.addVariable(0)
    plan.addConstr(first + second <= 10)
    plan.maximize(5 * first + 3 * second) if most else plan.minimize(-5 * first - 3 * second)
    return round(plan.getSolution().row_dual[0])


seen = {side: {"PuLP, CBC": by_pulp(pulp.PULP_CBC_CMD, most), "PuLP, HiGHS": by_pulp(pulp.HiGHS, most), "highspy": by_highs(most)}
        for side, most in [("most profit", True), ("least loss", False)]}
told(["pulp", "highspy"], "3 of the most profit, -3 of the least loss, from all", seen, {
    "most profit": {"PuLP, CBC": 3, "PuLP, HiGHS": -3, "highspy": 3}, "least loss": {"PuLP, CBC": -3, "PuLP, HiGHS": -3, "highspy": -3}})
PY
