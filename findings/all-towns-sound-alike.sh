#!/usr/bin/env bash
# Guessed: jellyfish's codes for names that sound alike tell Иркутск from Братск and Ижевск, or refuse Russian letters, as they are made for Latin ones.
# Seen: metaphone has an empty code for every name in Russian, so that all of them sound alike. soundex has the first letter and three noughts: Иркутск
#   and Ижевск are one. nysiis gives the name back in capitals, and match_rating_codex nearly so.
# Why it matters: two registers joined by such a code join each meter with all others of its first letter, or with all; in Latin letters it works,
#   in the same column.
# Version: jellyfish 1.3.0
. "$(dirname "$0")/lib/fresh.sh"
python_with jellyfish==1.3.0 <<'PY'
import jellyfish
from finding import told

towns = ("Иркутск", "Ижевск", "Братск", "Irkutsk", "Bratsk")
codes = ("metaphone", "soundex", "nysiis", "match_rating_codex")
told(["jellyfish"], "three codes for three towns, or errors", {code: [getattr(jellyfish, code)(town) for town in towns] for code in codes}, {
    "metaphone": ["", "", "", "IRKTSK", "BRTSK"], "soundex": ["И000", "И000", "Б000", "I623", "B632"],
    "nysiis": ["ИРКУТСК", "ИЖЕВСК", "БРАТСК", "IRCATSC", "BRATSC"], "match_rating_codex": ["ИРКТСК", "ИЖЕВСК", "БРАТСК", "IRKTSK", "BRTSK"]})
PY
