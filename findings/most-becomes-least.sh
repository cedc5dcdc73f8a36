#!/usr/bin/env bash
# Guessed: a problem that PuLP writes as LP or MPS has the same optimum in HiGHS and GLPK as in PuLP's own solver: at most 12 MW, most profit 23; with 100 added to the goal 123.
# Seen: of the MPS file both make the least: 0, and the plan is to do nothing. That the goal was the most stands in a comment only. The 100 is in neither file: 23 from LP. HiGHS refuses
#   an LP file with a variable called "free" or "end", a word of the format, which GLPK takes.
# Why it matters: files are how a plan goes to another solver, and a solver that says "optimal" is believed.
# Version: pulp 3.3.2, highspy 1.16.0, swiglpk 5.0.13
. "$(dirname "$0")/lib/fresh.sh"
python_with pulp==3.3.2 highspy==1.16.0 swiglpk==5.0.13 <<'PY'
import highspy
import pulp
import swiglpk as glpk
from finding import told


def problem(names=("a", "b", "c"), constant=0):
    plan = pulp.LpProblem("plan", pulp.LpMaximize)
    loads = [pulp.LpVariable(name, 0, 10) for name in names]
    plan += pulp.lpSum((profit + 2) * mw for profit, mw in enumerate(loads)) + constant
    plan += pulp.lpSum((use + 1) * mw for use, mw in enumerate(loads)) <= 12
    return plan


def by_highs(path):
    solver = highspy.Highs()
    solver.silent()
    if solver.readModel(path) == highspy.HighsStatus.kError:
        return "error"
    solver.run()
    return solver.getInfo().objective_function_value


def by_glpk(path):
    glpk.glp_term_out(glpk.GLP_OFF)
    solver = glpk.glp_create_prob()
    failed = glpk.glp_read_lp(solver, None, path) if path.endswith("lp") else glpk.glp_read_mps(solver, glpk.GLP_MPS_FILE, None, path)
    return "error" if failed or glpk.glp_simplex(solver, None) else glpk.glp_get_obj_val(solver)


def optima(**how):
    plan = problem(**how)
    plan.solve(pulp.PULP_CBC_CMD(msg=False))
    plan.writeLP("plan.lp")
    plan.writeMPS("plan.mps")
    return [pulp.value(plan.objective), *(solve(path) for path in ("plan.lp", "plan.mps") for solve in (by_highs, by_glpk))]


told(["pulp", "highspy", "swiglpk"], "five times 23, 123 and 23", {"plain": optima(), "100 more": optima(constant=100), "free, end": optima(names=("free", "end", "c"))},
     {"plain": [23.0, 23.0, 23.0, 0.0, 0.0], "100 more": [123.0, 23.0, 23.0, 0.0, 0.0], "free, end": [23.0, "error", 23.0, 0.0, 0.0]})
PY
