#!/usr/bin/env bash
# Guessed: xml2js, told to parse numbers, reads the register 2.5E6 Wh, as the type double of XML allows and as other programs write it, as 2,500,000; the number of a meter with twenty
#   digits stays a text or all its digits, as "12,5" stays a text.
# Seen: 2, and 1e3 is 1: a number without a fraction is cut where its digits end. 2.55E1, which has one, is 25.5. xml-js and fast-xml-parser have 2,500,000. The twenty digits
#   are rounded in xml2js and xml-js, and in all three 00012345 loses its noughts.
# Why it matters: registers written with an exponent shrink to a digit, while the powers beside them are right; meters whose numbers end alike become one.
# Version: xml2js 0.6.2, xml-js 1.6.11, fast-xml-parser 5.12.1
. "$(dirname "$0")/lib/fresh.sh"
node_with xml2js@0.6.2 xml-js@1.6.11 fast-xml-parser@5.12.1 <<'JS'
import { XMLParser } from "fast-xml-parser";
import convert from "xml-js";
import xml2js from "xml2js";
import { told } from "./finding.mjs";

const values = ["2500000", "2.5E6", "1e3", "2.55E1", "12,5", "12345678901234567890", "00012345"], file = `<day>${values.map((value) => `<wh>${value}</wh>`).join("")}</day>`;
told(["xml2js", "xml-js", "fast-xml-parser"], "2500000 (twice), 1000, 25.5, texts",
  { xml2js: (await xml2js.parseStringPromise(file, { valueProcessors: [xml2js.processors.parseNumbers] })).day.wh,
    "xml-js": convert.xml2js(file, { compact: true, nativeType: true }).day.wh.map(({ _text }) => _text), "fast-xml-parser": new XMLParser().parse(file).day.wh },
  { xml2js: [2500000, 2, 1, 25.5, "12,5", 12345678901234567000, 12345], "xml-js": [2500000, 2500000, 1000, 25.5, "12,5", 12345678901234567000, 12345],
    "fast-xml-parser": [2500000, 2500000, 1000, 25.5, "12,5", "12345678901234567890", 12345] });
JS
