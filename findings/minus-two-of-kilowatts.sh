#!/usr/bin/env bash
# Guessed: the word after a number in Russian: 1,5 and 0,1 киловатта, 21,5 киловатта; -1 киловатт and -2 киловатта as without the minus.
# Seen: all three say 1,5 and 21,5 киловаттов and 0,1 киловаттов; 2,5 киловатта comes out right, for a 2 stands before the comma. Two of three say -1 and -2 киловаттов.
#   Intl.PluralRules, which JavaScript brings along, tells all of them apart.
# Why it matters: frost of two degrees and feed-in of one kilowatt are ordinary values; each caption of a chart with fractions is wrong.
# Version: plural-ru 2.0.2, pluralize-ru 1.0.1, decline-word 1.4.0
. "$(dirname "$0")/lib/fresh.sh"
node_with plural-ru@2.0.2 pluralize-ru@1.0.1 decline-word@1.4.0 <<'JS'
import declineWord from "decline-word";
import plural from "plural-ru";
import pluralize from "pluralize-ru";
import { told } from "./finding.mjs";

const one = "киловатт", few = "киловатта", many = "киловаттов", rules = new Intl.PluralRules("ru");
const numbers = [1, 2, 5, 0.1, 1.5, 2.5, 21.5, -1, -2], decline = declineWord.default ?? declineWord;
const row = (say) => numbers.map((number) => say(number).replace(one, "").replace(/^$/, "-")).join(" ");
told(["plural-ru", "pluralize-ru", "decline-word"], "the row of Intl.PluralRules", {
  "plural-ru": row((number) => plural(number, one, few, many)), "pluralize-ru": row((number) => pluralize(number, "none", one, few, many)),
  "decline-word": row((number) => decline(number, one, "", "а", "ов")), Intl: row((number) => ({ one, few, many, other: few })[rules.select(number)]) },
{ "plural-ru": "- а ов ов ов а ов ов ов", "pluralize-ru": "- а ов ов ов а ов ов ов", "decline-word": "- а ов ов ов а ов - а", Intl: "- а ов а а а а - а" });
JS
