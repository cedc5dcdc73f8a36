#!/usr/bin/env bash
# Guessed: num2words writes 1500 as a sum of money as it writes 1500.0 and "1500": a thousand five hundred.
# Seen: of the whole number it makes fifteen roubles and no kopecks: whole numbers are hundredths, for money alone; as
#   text, with a fraction or as a Decimal they are roubles. numpy's whole numbers are an error.
# Why it matters: a bill for electricity is a hundredth in words wherever its column holds no fraction.
# Version: num2words 0.5.14
. "$(dirname "$0")/lib/fresh.sh"
python_with num2words==0.5.14 <<'PY'
from decimal import Decimal
from finding import told
from num2words import num2words

words = {repr(sum_): num2words(sum_, lang="ru", to="currency", currency="RUB", cents=False)
         for sum_ in (1500, 1500.0, "1500", Decimal(1500))}
thousand = "одна тысяча пятьсот рублей, 00 копеек"
told(["num2words"], "four times " + thousand, words,
     {"1500": "пятнадцать рублей, 00 копеек", "1500.0": thousand, "'1500'": thousand, "Decimal('1500')": thousand})
PY
