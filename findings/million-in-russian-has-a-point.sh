#!/usr/bin/env bash
# Guessed: after activate("ru_RU") humanize writes 1234567.89 as 1 234 567,89, two and a half million as 2,5 миллиона and 21 million as 21 миллион or 21,0 миллиона; the 21st is 21-й.
# Seen: "1,234,567.89" and "2.5 миллиона": words are Russian, numbers English. 21 million are "21.0 миллион", the word that goes with 21 and not with 21,0.
#   The ordinal is "21ый". In German digits are as guessed.
# Why it matters: 1,234 is a thousand to the program and a little more than one to a Russian reader.
# Version: humanize 4.17.0
. "$(dirname "$0")/lib/fresh.sh"
python_with humanize==4.17.0 <<'PY'
import humanize
from finding import told

seen = {}
for language in ("de_DE", "ru_RU"):
    humanize.i18n.activate(language)
    seen[language] = [humanize.intcomma(1234567.89), humanize.intword(2_500_000), humanize.intword(21_000_000), humanize.ordinal(21)]
told(["humanize"], "1.234.567,89 and 1 234 567,89, 2,5 and 21", seen,
     {"de_DE": ["1.234.567,89", "2,5 Millionen", "21,0 Millionen", "21."], "ru_RU": ["1,234,567.89", "2.5 миллиона", "21.0 миллион", "21ый"]})
PY
