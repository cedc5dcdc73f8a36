#!/usr/bin/env bash
# Guessed: natasha, which finds sums and dates in Russian texts, takes "3 тыс. 500 рублей" for 3500, "2 млрд 300 млн рублей" for 2.3 thousand million, and
#   01.05.26 for a day of 2026, or finds none.
# Seen: 500, 300 million, and 1 May 1926: of a sum in two parts only the last is taken; "3,5 тыс." is right. "1,5–2 млн" is 2 million, and 31 April a
#   date.
# Why it matters: damages by stolen current are told so in the news and in verdicts. What is left is a plausible sum, a seventh of the true
#   one, in 1926.
# Version: natasha 1.6.0
. "$(dirname "$0")/lib/fresh.sh"
python_with natasha==1.6.0 yargy==0.16.0 pymorphy2==0.9.1 pymorphy2-dicts-ru==2.4.417127.4579844 numpy==2.4.6 setuptools==65.5.0 <<'PY'
from finding import told
from natasha import DatesExtractor, MoneyExtractor, MorphVocab

words = MorphVocab()
money, dates = MoneyExtractor(words), DatesExtractor(words)
sums = ("3,5 тыс. рублей", "3 тыс. 500 рублей", "2 млрд 300 млн рублей", "1,5–2 млн рублей", "5 рублей 3 копейки")
days = ("1 мая 2026 года", "01.05.2026", "01.05.26", "31 апреля 2026 года")
seen = {text: [match.fact.amount for match in money(text)] for text in sums}
seen |= {text: [(match.fact.year, match.fact.month, match.fact.day) for match in dates(text)] for text in days}
told(["natasha"], "3500, 3500, 2.3e9, both ends, 5.03; 1 May 2026 three times, and no 31 April", seen, {
    "3,5 тыс. рублей": [3500.0], "3 тыс. 500 рублей": [500], "2 млрд 300 млн рублей": [300000000], "1,5–2 млн рублей": [2000000],
    "5 рублей 3 копейки": [5.03], "1 мая 2026 года": [(2026, 5, 1)], "01.05.2026": [(2026, 5, 1)], "01.05.26": [(1926, 5, 1)],
    "31 апреля 2026 года": [(2026, 4, 31)]})
PY
