#!/usr/bin/env bash
# Guessed: pymorphy3's make_agree_with_number gives the word that stands after 1, 2 and 5 in Russian, as its
#   manual does with "бутявка": киловатт, киловатта, киловатт; год, года, лет.
# Seen: "1 киловатта", "21 киловатта", "1 вольта", since the likeliest reading of "киловатт" is a genitive plural and
#   one is not put back; "5 годов"; "5 людей". киловатт-час, ампер and гектар are right.
# Why it matters: of the sentences of a report those with a 1 at the end are wrong, one in ten; a test
#   with гектар or with 5 does not show it.
# Version: pymorphy3 2.0.6 with dictionaries 2.4.417150.4580142
. "$(dirname "$0")/lib/fresh.sh"
python_with pymorphy3==2.0.6 pymorphy3-dicts-ru==2.4.417150.4580142 <<'PY'
from finding import told
from pymorphy3 import MorphAnalyzer

analyzer = MorphAnalyzer()
words = ["киловатт", "вольт", "год", "человек", "киловатт-час", "ампер"]
seen = {word: [analyzer.parse(word)[0].make_agree_with_number(number).word for number in (1, 2, 5, 21)] for word in words}
told(["pymorphy3"], "as a reader writes it", seen,
     {"киловатт": ["киловатта", "киловатт", "киловатт", "киловатта"], "вольт": ["вольта", "вольт", "вольт", "вольта"],
      "год": ["год", "года", "годов", "год"], "человек": ["человек", "человека", "людей", "человек"],
      "киловатт-час": ["киловатт-час", "киловатт-часа", "киловатт-часов", "киловатт-час"],
      "ампер": ["ампер", "ампера", "ампер", "ампер"]})
PY
