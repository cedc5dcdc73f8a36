#!/usr/bin/env bash
# Guessed: geostyler turns a QGIS style with the classes 0 to 5, 5 to 10 and 10 to 20 kW into rules that have 5 kW in one class, the first, as QGIS does; in a style by kind of meter "all
#   others" (an empty value in the file) is the rule for the rest, and a kind "01" stays a text, also in SLD.
# Seen: 5 kW are in two rules and 10 in two: where all rules that hold are painted, one over the other, as with SLD, they have the next class's colour. "All others" asks for an empty text: the rest is not drawn.
#   From SLD "01" comes back as the number 1 and the empty text as null; the labels of the kinds are gone.
# Why it matters: loads rounded to whole kilowatts lie on the bounds of classes; a map server shows another map than the desk it was drawn at, and leaves meters out.
# Version: geostyler-qgis-parser 4.1.0, geostyler-sld-parser 9.0.3
. "$(dirname "$0")/lib/fresh.sh"
node_with geostyler-qgis-parser@4.1.0 geostyler-sld-parser@9.0.3 <<'JS'
import { QGISStyleParser } from "geostyler-qgis-parser";
import { SldStyleParser } from "geostyler-sld-parser";
import { told } from "./finding.mjs";

const symbols = [0, 1, 2].map((name) => `<symbol name="${name}" type="fill" alpha="1"><layer class="SimpleFill" enabled="1"><Option type="Map">
  <Option name="color" type="QString" value="${name * 99},0,0,255"/></Option></layer></symbol>`).join("");
const style = (renderer, body) => `<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'><qgis version="3.34.0"><renderer-v2 ${renderer}>${body}<symbols>${symbols}</symbols></renderer-v2></qgis>`;
const byLoad = style('type="graduatedSymbol" attr="kw"', `<ranges>${[[0, 5], [5, 10], [10, 20]].map(([lower, upper], symbol) =>
  `<range lower="${lower}" upper="${upper}" symbol="${symbol}" label="${lower} - ${upper}" render="true"/>`).join("")}</ranges>`);
const byKind = style('type="categorizedSymbol" attr="kind"', `<categories>${[["farm", "a farm"], ["01", "a flat"], ["", "all others"]].map(([value, label], symbol) =>
  `<category value="${value}" symbol="${symbol}" label="${label}" render="true"/>`).join("")}</categories>`);

const read = async (text) => (await new QGISStyleParser().readStyle(text)).output;
const again = async (rules) => (await new SldStyleParser().readStyle((await new SldStyleParser().writeStyle(rules)).output)).output;
const loads = await again(await read(byLoad)), kinds = await read(byKind);
const classes = (kw) => loads.rules.filter(({ filter }) => filter.slice(1).every(([sign, , bound]) => (sign === ">=" ? kw >= bound : sign === "<=" ? kw <= bound : kw < bound))).map(({ name }) => name);
told(["geostyler-qgis-parser", "geostyler-sld-parser"], "one class each; farm, 01 and the rest, with their labels, twice", {
  4: classes(4), 5: classes(5), 10: classes(10), kinds: kinds.rules.map(({ name, filter }) => [name, filter[2]]), "by SLD": (await again(kinds)).rules.map(({ filter }) => filter[2]) },
{ 4: ["0 - 5"], 5: ["0 - 5", "5 - 10"], 10: ["5 - 10", "10 - 20"], kinds: [["kind = farm", "farm"], ["kind = 01", "01"], ["kind = ", ""]], "by SLD": ["farm", 1, null] });
JS
