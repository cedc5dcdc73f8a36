#!/usr/bin/env bash
# Guessed: iso-3166-2, @koshmoney/countries and iso-3166 (JavaScript) have the codes of Kazakhstan's 20 regions that pycountry has, but for three regions that are new since
#   2022.
# Seen: of the 20 not one is in iso-3166-2, which has 16 codes in letters (KZ-KAR); not one in @koshmoney/countries, which has 20 in letters, among them KZ-ABY for what is
#   KZ-10 today. iso-3166 has all. For Russia, with 83, all agree.
# Why it matters: tables of two programs joined by region are empty for Kazakhstan, and a check that was written with Russian data never notices.
# Version: iso-3166-2 1.0.0, @koshmoney/countries 1.0.1, iso-3166 4.4.0, pycountry 26.2.16
. "$(dirname "$0")/lib/fresh.sh"
node_with iso-3166-2@1.0.0 @koshmoney/countries@1.0.1 iso-3166@4.4.0 <<'JS'
import { writeFileSync } from "node:fs";
import { subdivision } from "@koshmoney/countries";
import { iso31662 } from "iso-3166";
import old from "iso-3166-2";
import { told } from "./finding.mjs";

const codes = (country) => ({ "iso-3166-2": Object.keys(old.data[country].sub), "@koshmoney/countries": subdivision.forCountry(country).map(({ code }) => code),
  "iso-3166": iso31662.filter(({ parent, code }) => (parent ?? code).startsWith(country)).map(({ code }) => code) });
const all = { KZ: codes("KZ"), RU: codes("RU") };
writeFileSync("codes.json", JSON.stringify(all));
const seen = Object.values(all.KZ).map((list) => [list.length, list.includes("KZ-10"), list.includes("KZ-KAR"), list.includes("KZ-ABY")]);
told(["iso-3166-2", "@koshmoney/countries", "iso-3166"], "17 or 20 codes, KZ-10 in two at least, no KZ-KAR or KZ-ABY", seen,
  [[16, false, true, false], [20, false, true, true], [20, true, false, false]]);
JS
python_with pycountry==26.2.16 <<'PY'
import json
from pathlib import Path

import pycountry
from finding import told

seen = {}
for country, lists in json.loads(Path("codes.json").read_text()).items():
    known = {region.code for region in pycountry.subdivisions.get(country_code=country)}
    seen[country] = [len(known), *(len(known & set(codes)) for codes in lists.values())]
told(["pycountry"], "20, and 17, 20 and 20 of them; 83 four times", seen, {"KZ": [20, 0, 0, 20], "RU": [83, 83, 83, 83]})
PY
