#!/usr/bin/env bash
# Guessed: num2words writes -0.5 with a minus, in Russian, English and German, and 1,000,000.5 in Russian with
#   the million as of a masculine word, as it writes 1,000,000.
# Seen: every figure between -1 and 0 loses its minus, in all three: only the whole part is asked for its sign.
#   With a half behind it the million becomes "одна миллион".
# Why it matters: a fall by half a percent is written out as a rise, in the sentence that a reader trusts more than
#   the figure beside it.
# Version: num2words 0.5.14
. "$(dirname "$0")/lib/fresh.sh"
python_with num2words==0.5.14 <<'PY'
from finding import told
from num2words import num2words

seen = {lang: [num2words(-0.5, lang=lang), num2words(-1.5, lang=lang)] for lang in ("ru", "en", "de")}
seen["million"] = [num2words(1000000, lang="ru"), num2words(1000000.5, lang="ru")]
told(["num2words"], "six with minus; один миллион twice", seen,
     {"ru": ["ноль целых пять десятых", "минус одна целых пять десятых"], "en": ["zero point five", "minus one point five"],
      "de": ["null Komma fünf", "minus eins Komma fünf"], "million": ["один миллион", "одна миллион целых пять десятых"]})
PY
