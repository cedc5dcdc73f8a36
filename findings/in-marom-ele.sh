#!/usr/bin/env bash
# Guessed: lvovich, which declines Russian places, has "в Марий Эл", "из Великих Лук", "из Химок", "в Республике Саха (Якутия)", or leaves what it does not know.
# Seen: "в Маром Эле", "из Великих Луков", "из Химков", "в Республике Сахе (Якутия)"; Ростов-на-Дону, Йошкар-Ола and Набережные Челны are right.
# Why it matters: captions of maps and reports name regions that do not exist, and names with no such ending are the ones that nobody proofreads.
# Version: lvovich 2.1.0
. "$(dirname "$0")/lib/fresh.sh"
node_with lvovich@2.1.0 <<'JS'
import lvovich from "lvovich";
import { told } from "./finding.mjs";

const { cityIn, cityFrom } = lvovich;
told(["lvovich"], "Марий Эл, Республике Саха (Якутия), Великих Лук, Химок, Ростова-на-Дону, Йошкар-Оле",
  [cityIn("Марий Эл"), cityIn("Республика Саха (Якутия)"), cityFrom("Великие Луки"), cityFrom("Химки"), cityFrom("Ростов-на-Дону"), cityIn("Йошкар-Ола")],
  ["Маром Эле", "Республике Сахе (Якутия)", "Великих Луков", "Химков", "Ростова-на-Дону", "Йошкар-Оле"]);
JS
