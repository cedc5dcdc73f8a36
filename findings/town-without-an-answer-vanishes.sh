#!/usr/bin/env bash
# Guessed: weighting a survey so that 60% of it are town A and 40% town B is refused, or warned of, where no household of B has answered; so is a household of town C, which is not in the
#   target, and one without a town.
# Seen: samplics refuses all three. weightipy, balance and ipfn weigh the six households of A as if they were both towns, without a word; ipfn says that it has converged. In weightipy the
#   household of C has a 200th of all weight, and the one without a town a tenth. Where all towns have answered, all four agree.
# Why it matters: the share of homes with miners in half a region becomes that of the region, with the weights adding up as they should.
# Version: samplics 0.4.19, weightipy 0.4.2, ipfn 1.4.4, balance 0.23.0
. "$(dirname "$0")/lib/fresh.sh"
survey=$(cat <<'PY'
import pandas
from finding import told

towns, kinds = ["A"] * 6 + ["B"] * 4, ["flat"] * 4 + ["house"] * 2 + ["flat"] * 3 + ["house"]
target = {"town": {"A": 60.0, "B": 40.0}, "kind": {"flat": 50.0, "house": 50.0}}
surveys = {"all": (towns, kinds), "none of B": (towns[:6], kinds[:6]), "one of C": (towns + ["C"], kinds + ["flat"]), "one without": ([None] + towns[1:], kinds)}


def shares(weigh):
    found = {}
    for name, (town, kind) in surveys.items():
        try:
            weights = [float(weight) for weight in weigh(pandas.DataFrame({"town": town, "kind": kind}))]
            found[name] = [round(weight / sum(weights), 3) for weight in (weights[0], weights[5], weights[-1])] + [len(weights)]
        except Exception as error:
            found[name] = type(error).__name__
    return found


PY
)
python_with samplics==0.4.19 weightipy==0.4.2 ipfn==1.4.4 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1 <<PY
$survey
import ipfn.ipfn
import numpy
import weightipy
from samplics.weighting import SampleWeight

told(["samplics"], "weights, three errors", shares(lambda table: SampleWeight().rake(
    samp_weight=numpy.ones(len(table)), margins={name: table[name].to_numpy() for name in table}, control=target)),
     {"all": [0.069, 0.162, 0.176, 10], "none of B": "ValueError", "one of C": "ValueError", "one without": "TypeError"})
told(["weightipy"], "the same", shares(lambda table: weightipy.weight_dataframe(table, weightipy.scheme_from_dict(target), "weight")["weight"]),
     {"all": [0.069, 0.162, 0.176, 10], "none of B": [0.125, 0.25, 0.25, 6], "one of C": [0.068, 0.162, 0.005, 11], "one without": [0.1, 0.154, 0.143, 10]})


def fitted(table):
    margins = [pandas.Series(wanted).rename_axis(name) for name, wanted in target.items()]
    return ipfn.ipfn.ipfn(table.assign(total=1.0), margins, [["town"], ["kind"]]).iteration()["total"]


told(["ipfn"], "the same", shares(fitted),
     {"all": [0.069, 0.162, 0.176, 10], "none of B": [0.125, 0.25, 0.25, 6], "one of C": "AttributeError", "one without": "TypeError"})
PY
mkdir "$fresh/balance"
fresh="$fresh/balance" python_with balance==0.23.0 <<PY
$survey
import logging

logging.disable()
from balance import Sample

population = pandas.DataFrame({"town": ["A"] * 60 + ["B"] * 40, "kind": (["flat"] * 30 + ["house"] * 30 + ["flat"] * 20 + ["house"] * 20)})


def sample(table):
    return Sample.from_frame(table.assign(id=[str(row) for row in range(len(table))]))


told(["balance"], "the same", shares(lambda table: sample(table).set_target(sample(population)).adjust(method="rake").weights().df.iloc[:, 0]),
     {"all": [0.069, 0.162, 0.176, 10], "none of B": [0.125, 0.25, 0.25, 6], "one of C": "ValueError", "one without": "ValueError"})
PY
