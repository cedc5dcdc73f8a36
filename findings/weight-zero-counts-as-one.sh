#!/usr/bin/env bash
# Guessed: Turf's ellipse of standard deviation, weighted by kW, is that of the meters with a load: a weight of
#   0 leaves a meter out, as it does in its mean center. Its major axis is the longer one.
# Seen: the center leaves it out, the axes count it with a weight of 1. So an idle meter 1° away makes the ellipse
#   three times as long and six times as wide. "semiMajorAxis" is the shorter one of the two.
# Why it matters: the more idle meters a feeder has, the wider farms seem to spread.
# Version: @turf/standard-deviational-ellipse 7.4.0
. "$(dirname "$0")/lib/fresh.sh"
node_with @turf/standard-deviational-ellipse@7.4.0 @turf/helpers@7.4.0 <<'JS'
import { featureCollection, point } from "@turf/helpers";
import { standardDeviationalEllipse } from "@turf/standard-deviational-ellipse";
import { told } from "./finding.mjs";

const ellipse = (places) => {
  const of = standardDeviationalEllipse(featureCollection(places.map(([x, y, kw]) => point([x, y], { kw }))), { weight: "kw" }).properties.standardDeviationalEllipse;
  return { center: of.meanCenterCoordinates.map((at) => +at.toFixed(3)), major: +of.semiMajorAxis.toFixed(3), minor: +of.semiMinorAxis.toFixed(3) };
};
const farms = [[37, 55, 3], [37.1, 55.02, 3], [37.2, 55.01, 3], [37.3, 55.03, 3]];
told(["@turf/standard-deviational-ellipse"], "the first two alike; major above minor in all", {
  farms: ellipse(farms), "with an idle meter": ellipse([...farms, [38.15, 55.5, 0]]), "along a meridian": ellipse(farms.map(([x, y, kw]) => [37 + y - 55, 55 + x - 37, kw])),
}, {
  farms: { center: [37.15, 55.015], major: 0.009, minor: 0.159 }, "with an idle meter": { center: [37.15, 55.015], major: 0.053, minor: 0.459 },
  "along a meridian": { center: [37.015, 55.15], major: 0.009, minor: 0.159 } });
JS
