#!/usr/bin/env bash
# Guessed: mapshaper, which keeps shared borders shared, keeps a city inside a region when it simplifies
#   to 10% of the points: its outline is a square and cannot be simpler.
# Seen: the city's geometry is null, the hole in the region is closed, and the row keeps its figures;
#   the region is still drawn with dozens of points. The option keep-shapes brings both back.
# Why it matters: of Russia's regions Moscow and Saint Petersburg are such cities; their farms are drawn
#   nowhere and their area takes the colour of the oblast around them.
# Version: mapshaper 0.7.70
. "$(dirname "$0")/lib/fresh.sh"
node_with mapshaper@0.7.70 <<'JS'
import mapshaper from "mapshaper";
import { told } from "./finding.mjs";

const coast = Array.from({ length: 400 }, (_, step) => {
  const angle = (-2 * Math.PI * step) / 400;
  return [37 + 5 * Math.cos(angle) * (1 + 0.03 * Math.sin(17 * angle)), 55 + 3 * Math.sin(angle) * (1 + 0.03 * Math.sin(23 * angle))];
});
const outline = [...coast, coast[0]];
const city = [[36.9, 54.9], [36.9, 55.1], [37.1, 55.1], [37.1, 54.9], [36.9, 54.9]];
const feature = (name, coordinates) => ({ type: "Feature", properties: { name, farms: 7 }, geometry: { type: "Polygon", coordinates } });
const map = JSON.stringify({ type: "FeatureCollection", features: [feature("oblast", [outline, city.slice().reverse()]), feature("city", [city])] });
const simplified = async (how) => {
  const files = await mapshaper.applyCommands(`-i map.json -simplify ${how} -o format=geojson`, { "map.json": map });
  return JSON.parse(Object.values(files)[0].toString()).features.map(({ properties, geometry }) =>
    [properties.name, properties.farms, geometry === null ? null : geometry.coordinates.length]);
};
told(["mapshaper"], "oblast with a hole (2 rings), city with 1 ring, both ways",
  { "10%": await simplified("10%"), "10% keep-shapes": await simplified("10% keep-shapes") },
  { "10%": [["oblast", 7, 1], ["city", 7, null]], "10% keep-shapes": [["oblast", 7, 2], ["city", 7, 1]] });
JS
