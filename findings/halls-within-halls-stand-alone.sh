#!/usr/bin/env bash
# Guessed: parse-kml keeps all of a MultiGeometry, also of one within another, as KML allows it.
# Seen: of one alone it does; where one holds another, only what is in the inner one is left: of three halls one, of a gate and a hall the hall.
# Why it matters: programs that draw a farm in groups nest them so; nothing is said, and the number of features is right.
# Version: parse-kml 1.0.1
. "$(dirname "$0")/lib/fresh.sh"
node_with parse-kml@1.0.1 <<'JS'
import { writeFileSync } from "node:fs";
import kml from "parse-kml";
import { told } from "./finding.mjs";

const ring = (west) => `<LinearRing><coordinates>${west},52 ${west + 1},52 ${west + 1},53 ${west},52</coordinates></LinearRing>`;
const polygon = (west) => `<Polygon><outerBoundaryIs>${ring(west)}</outerBoundaryIs></Polygon>`;
const point = "<Point><coordinates>104.3, 52.3</coordinates></Point>";
const places = {
  "two halls": `<MultiGeometry>${polygon(104)}${polygon(106)}</MultiGeometry>`,
  "three halls": `<MultiGeometry>${polygon(104)}${polygon(106)}<MultiGeometry>${polygon(108)}</MultiGeometry></MultiGeometry>`,
  "gate and hall": `<MultiGeometry>${point}<MultiGeometry>${polygon(104)}</MultiGeometry></MultiGeometry>` };
writeFileSync("farms.kml", `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${Object.entries(places).map(([name, geometry]) => `<Placemark><name>${name}</name>${geometry}</Placemark>`).join("")}</Document></kml>`);
const { features } = await kml.toJson("farms.kml");
told(["parse-kml"], "two, three and two parts", features.map(({ geometry, properties: { name } }) => [name, geometry.type, (geometry.geometries ?? geometry.coordinates).length]),
  [["two halls", "GeometryCollection", 2], ["three halls", "Polygon", 1], ["gate and hall", "Polygon", 1]]);
JS
