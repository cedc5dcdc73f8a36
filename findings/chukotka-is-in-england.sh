#!/usr/bin/env bash
# Guessed: the nearest town to a place in the east of Chukotka, at Ratmanov Island and on Wrangel Island is one of Russia or Alaska; to Novokazalinsk at the Syr Darya one of Kazakhstan.
# Seen: Scarborough and Derry in the United Kingdom, a village of the Faroe Islands, and a town of Azerbaijan. What it has of
#   Chukotka it does know: in Anadyr, as in Irkutsk and Norilsk, it is right.
# Why it matters: the less people live around a place, the farther off is its country; mining farms like such places.
# Version: offline-geocode-city 1.0.2
. "$(dirname "$0")/lib/fresh.sh"
node_with offline-geocode-city@1.0.2 <<'JS'
import { getNearestCity } from "offline-geocode-city";
import { told } from "./finding.mjs";

const places = { Irkutsk: [52.3, 104.3], Norilsk: [69.35, 88.2], Anadyr: [64.73, 177.5], "east of Chukotka": [66, -172], "Ratmanov Island": [65.78, -169.06], "Wrangel Island": [71.2, -179],
  "180th meridian": [66.5, 180], Novokazalinsk: [45.85, 62.15] };
const seen = Object.fromEntries(Object.entries(places).map(([name, [latitude, longitude]]) => {
  const { cityName, countryIso2 } = getNearestCity(latitude, longitude);
  return [name, `${cityName} ${countryIso2}`];
}));
told(["offline-geocode-city"], "towns of Russia, Alaska and Kazakhstan", seen,
  { Irkutsk: "Irkutsk RU", Norilsk: "Norilsk RU", Anadyr: "Anadyr RU", "east of Chukotka": "Kunoy FO", "Ratmanov Island": "Derry GB", "Wrangel Island": "Guisborough GB",
    "180th meridian": "Scarborough GB", Novokazalinsk: "Dəvəçi AZ" });
JS
