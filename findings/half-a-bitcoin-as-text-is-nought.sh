#!/usr/bin/env bash
# Guessed: a payout of "0.5" BTC, as the APIs of pools write amounts so that no digit is lost, is 50,000,000 satoshis as 0.5 is, or refused; null, no payout known, is refused; 1e-8 BTC is one satoshi.
# Seen: in bitcoin-units text is 0 satoshis, whatever it says, and so is null. cryptocurrency-unit-convert takes text and refuses null, but refuses 0.00000001 as a number, too, for JavaScript
#   writes it 1e-8; as text it is one satoshi.
# Why it matters: what a farm earned is nought without a word, or the smallest payouts are missing from the sum.
# Version: bitcoin-units 0.3.0, cryptocurrency-unit-convert 1.2.9
. "$(dirname "$0")/lib/fresh.sh"
node_with bitcoin-units@0.3.0 cryptocurrency-unit-convert@1.2.9 <<'JS'
import bitcoin from "bitcoin-units";
import crypto from "cryptocurrency-unit-convert";
import { told } from "./finding.mjs";

function satoshis(convert) {
  return [0.5, "0.5", "0.00000001", 0.00000001, null].map((amount) => {
    try {
      return Number(convert(amount));
    } catch {
      return "error";
    }
  });
}

told(["bitcoin-units", "cryptocurrency-unit-convert"], "50000000 twice, 1 twice, error", { "bitcoin-units": satoshis((amount) => bitcoin(amount, "btc").to("satoshi").value()),
  "cryptocurrency-unit-convert": satoshis((amount) => crypto.convertBTC(amount, "btc", "satoshi")) },
{ "bitcoin-units": [50000000, 0, 0, 1, 0], "cryptocurrency-unit-convert": [50000000, 50000000, 1, "error", "error"] });
JS
