#!/usr/bin/env bash
# Guessed: the time zone of a town of fifteen thousand is that of its region: the name may differ, the clock does not.
# Seen: Vyazemsky on the railway to Khabarovsk keeps the time of Shanghai, Svetogorsk that of Helsinki, Gornyak in the Altai that of Almaty and Nikolayevsk-on-Amur that of Sakhalin, in
#   both: the map of zones is a grid so coarse that a town some kilometres from a border may lie on the other side. Of 1335 towns of four countries these and one more are wrong.
# Why it matters: readings of a town's meters are an hour or two off, all year or in winter alone; one cannot tell from the zone, for it is a real one.
# Version: tz-lookup 6.1.25, @photostructure/tz-lookup 11.7.0
. "$(dirname "$0")/lib/fresh.sh"
node_with tz-lookup@6.1.25 @photostructure/tz-lookup@11.7.0 <<'JS'
import photostructure from "@photostructure/tz-lookup";
import lookup from "tz-lookup";
import { told } from "./finding.mjs";

const towns = { Vyazemsky: [47.5375, 134.75528], Svetogorsk: [61.11131, 28.86], Gornyak: [50.99792, 81.46417], "Nikolayevsk-on-Amur": [53.14, 140.73], Khabarovsk: [48.48, 135.07], Irkutsk: [52.3, 104.3] };
const zones = (find) => Object.fromEntries(Object.entries(towns).map(([town, [latitude, longitude]]) => [town, find(latitude, longitude)]));
const shanghai = { Vyazemsky: "Asia/Shanghai", Svetogorsk: "Europe/Helsinki", Gornyak: "Asia/Almaty", "Nikolayevsk-on-Amur": "Asia/Sakhalin", Khabarovsk: "Asia/Vladivostok", Irkutsk: "Asia/Irkutsk" };
told(["tz-lookup", "@photostructure/tz-lookup"], "Vladivostok, Moscow, Barnaul, Vladivostok, Vladivostok, Irkutsk", { "tz-lookup": zones(lookup), photostructure: zones(photostructure) },
  { "tz-lookup": shanghai, photostructure: shanghai });
JS
