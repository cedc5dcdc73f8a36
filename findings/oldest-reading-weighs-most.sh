#!/usr/bin/env bash
# Guessed: of the loads 0, 0, 6 the linearly weighted moving average over three hours is 3 in timeseries-analysis: the newest reading weighs
#   most. The average at an hour includes that hour.
# Seen: the hour itself is left out, so a step of 6 kW shows an hour later, and then as 1: the oldest reading weighs most. Before the window is full,
#   readings stand in the result as they are. A missing reading counts as 0 in the mean.
# Why it matters: a smoothed load that is to show a farm's start early shows it late, as if the newest readings mattered least.
# Version: timeseries-analysis 1.0.12
. "$(dirname "$0")/lib/fresh.sh"
node_with timeseries-analysis@1.0.12 <<'JS'
import analysis from "timeseries-analysis";
import { told } from "./finding.mjs";

const series = (loads) => new analysis.main(loads.map((kw, hour) => [new Date(Date.UTC(2026, 0, 1, hour)), kw]));
const loads = (result) => result.output().map(([, kw]) => kw), start = [0, 0, 0, 0, 6, 6, 6, 6];
told(["timeseries-analysis"], "lwma 0 0 0 0 3 5 6 6, ma 0 0 0 0 2 4 6 6, mean of 3, missing and 6: 4.5",
  { lwma: loads(series(start).lwma({ period: 3 })), ma: loads(series(start).ma({ period: 3 })), first: loads(series([9, 0, 0, 0, 0]).ma({ period: 3 })),
    mean: series([3, null, 6]).mean() },
  { lwma: [0, 0, 0, 0, 0, 1, 3, 6], ma: [0, 0, 0, 0, 0, 2, 4, 6], first: [9, 0, 0, 3, 0], mean: 3 });
JS
