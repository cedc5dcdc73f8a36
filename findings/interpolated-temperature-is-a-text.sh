#!/usr/bin/env bash
# Guessed: everpolate has between the temperatures 10, 20, 40 of the hours 1, 2, 3 at 2.5 the temperature 30, whether they are numbers or the texts of a CSV file, in any order, or refuses
#   them; beyond hour 3 it has none, or 40.
# Seen: of texts it makes "50-4020"; out of order it has at hour 2, which was measured, 25 in place of 20; at hour 5 it has 80, and at hour -2 -20. A missing reading counts as 0.
# Why it matters: a weather file joined to loads hour by hour gets temperatures that no station measured, and the last days' heating load runs away.
# Version: everpolate 0.0.3
. "$(dirname "$0")/lib/fresh.sh"
node_with everpolate@0.0.3 <<'JS'
import everpolate from "everpolate";
import { told } from "./finding.mjs";

const at = (hour, hours, degrees) => everpolate.linear([hour], hours, degrees)[0];
told(["everpolate"], "30, 30, 20, none or 40, none or 10, none", { numbers: at(2.5, [1, 2, 3], [10, 20, 40]), texts: at(2.5, [1, 2, 3], ["10", "20", "40"]), "out of order": at(2, [3, 1, 2], [40, 10, 20]),
  beyond: [at(5, [1, 2, 3], [10, 20, 40]), at(-2, [1, 2, 3], [10, 20, 40])], missing: at(1.5, [1, 2], [10, null]) },
  { numbers: 30, texts: "50-4020", "out of order": 25, beyond: [80, -20], missing: 5 });
JS
