#!/usr/bin/env bash
# Guessed: a town written in capitals is in capitals in Latin letters: ЩЁЛКОВО is SHCHYOLKOVO, ЮЖНО-САХАЛИНСК YUZHNO-SAKHALINSK, by each scheme and library.
# Seen: ShchYoLKOVO, YuZhNO-SAKhALINSK: a letter that becomes two or more has the first one large, for one large letter by itself is the beginning of a name. So in three
#   libraries and 25 of the 27 schemes of one, the one of passports (ICAO) among them, whose names stand in capitals by its own rule.
# Why it matters: registers of regions and forms of the state are in capitals; such a name is not found by a comparison that heeds them, and looks broken on a map.
# Version: iuliia 0.8.2, cyrillic-to-translit-js 3.2.1, transliteration 2.6.1
. "$(dirname "$0")/lib/fresh.sh"
node_with iuliia@0.8.2 cyrillic-to-translit-js@3.2.1 transliteration@2.6.1 <<'JS'
import Translit from "cyrillic-to-translit-js";
import iuliia from "iuliia";
import { transliterate } from "transliteration";
import { told } from "./finding.mjs";

const schemes = Object.values(iuliia).filter((scheme) => scheme?.translateEnding), towns = ["ЩЁЛКОВО", "ЮЖНО-САХАЛИНСК"];
const mixed = towns.map((town) => schemes.filter((scheme) => iuliia.translate(town, scheme) !== iuliia.translate(town, scheme).toUpperCase()).length);
told(["iuliia", "cyrillic-to-translit-js", "transliteration"], "SHCHYOLKOVO, YUZHNO-SAKHALINSK, and no scheme that mixes", {
  wikipedia: towns.map((town) => iuliia.translate(town, iuliia.WIKIPEDIA)), passport: towns.map((town) => iuliia.translate(town, iuliia.ICAO_DOC_9303)),
  "cyrillic-to-translit-js": towns.map((town) => new Translit().transform(town)), transliteration: towns.map((town) => transliterate(town)), mixed: [...mixed, schemes.length] },
{ wikipedia: ["ShchYoLKOVO", "YuZhNO-SAKhALINSK"], passport: ["ShchELKOVO", "IuZhNO-SAKhALINSK"], "cyrillic-to-translit-js": ["ShchYoLKOVO", "YuZhNO-SAKhALINSK"],
  transliteration: ["ShchYoLKOVO", "YuZhNO-SAHALINSK"], mixed: [25, 25, 27] });
JS
