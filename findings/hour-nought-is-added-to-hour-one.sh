#!/usr/bin/env bash
# Guessed: in linopy the load of a farm in hours 0 to 2 and that of a second one in hours 1 to 3, together at most 12 MW of 10 each, are added up by the hour: 12 in hours 1 and 2,
#   44 MWh in all. A limit or a price that is missing is refused.
# Seen: they are paired by place, hour 0 of one with hour 1 of the other: 36 MWh. Price and limits given with the hours in another order are matched by the hour, though.
#   A missing limit is no limit, a missing price is 0, and of limits for two hours the third has none; nothing is said.
# Why it matters: a plan for two places that start at different hours is feasible for no hour that exists, and a gap in the limits of a line is an endless line.
# Version: linopy 0.10.1, highspy 1.16.0, pandas 2.3.3, xarray 2026.9.0
. "$(dirname "$0")/lib/fresh.sh"
python_with linopy==0.10.1 highspy==1.16.0 pandas==2.3.3 xarray==2026.9.0 numpy==2.4.6 scipy==1.17.1 <<'PY'
import logging

import linopy
import pandas
from finding import told

logging.disable()
hours = pandas.RangeIndex(3, name="hour")


def by_hour(values, *of):
    return pandas.Series(values, pandas.Index(of, name="hour"))


def plan(limit=None, price=None, second=False):
    model = linopy.Model()
    farm = model.add_variables(lower=0, upper=10, coords=[hours], name="farm")
    goal = farm.sum() if price is None else (farm * price).sum()
    if second:
        other = model.add_variables(lower=0, upper=10, coords=[pandas.RangeIndex(1, 4, name="hour")], name="other")
        model.add_constraints(farm + other <= 12)
        goal = goal + other.sum()
    if limit is not None:
        model.add_constraints(farm <= limit)
    if price is not None:
        model.add_constraints(farm.sum() <= 15)
    model.add_objective(-1 * goal)
    model.solve("highs", io_api="direct", output_flag=False)
    return round(-model.objective.value) if second else model.solution.farm.values.tolist()


nan = float("nan")
seen = {"two farms": plan(second=True), "limits in another order": plan(by_hour([5., 6., 7.], 2, 1, 0)), "a limit missing": plan(by_hour([5., nan, 5.], 0, 1, 2)),
        "a limit less": plan(by_hour([5., 6.], 0, 1)), "a price missing": plan(price=by_hour([1., nan, 3.], 0, 1, 2))}
told(["linopy", "highspy", "pandas", "xarray"], "44; 7 6 5; errors", seen,
     {"two farms": 36, "limits in another order": [7.0, 6.0, 5.0], "a limit missing": [5.0, 10.0, 5.0], "a limit less": [5.0, 6.0, 10.0], "a price missing": [5.0, 0.0, 10.0]})
PY
