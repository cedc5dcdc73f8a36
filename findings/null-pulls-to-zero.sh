#!/usr/bin/env bash
# Guessed: @turf/turf's interpolation leaves out a place whose share is null, as JSON writes what is not known,
#   or refuses it as it refuses one that is missing.
# Seen: null is 0. Between places that all have 1, the surface falls to 0.19 beside the one not known.
# Why it matters: a hole in the data becomes the district with the fewest farms, with soft edges that look
#   like a finding.
# Version: @turf/turf 7.4.0
. "$(dirname "$0")/lib/fresh.sh"
node_with @turf/turf@7.4.0 <<'JS'
import { featureCollection, interpolate, point } from "@turf/turf";
import { told } from "./finding.mjs";

function lowest(unknown) {
  const places = [[37, 55], [37.2, 55], [37.1, 55.1]].map((place) => point(place, { share: 1 }));
  try {
    const surface = interpolate(featureCollection([...places, point([37.1, 55], unknown)]), 5, { gridType: "point", property: "share", units: "kilometers" });
    return Math.round(100 * Math.min(...surface.features.map((feature) => feature.properties.share))) / 100;
  } catch (error) {
    return error.message;
  }
}
told(["@turf/turf"], "1 or refused, three times", { "share: 1": lowest({ share: 1 }), "share: null": lowest({ share: null }), "no share": lowest({}) },
  { "share: 1": 1, "share: null": 0.19, "no share": "zValue is missing" });
JS
