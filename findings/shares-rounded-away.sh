#!/usr/bin/env bash
# Guessed: binguru, asked for four digits, makes the same classes of shares from 0.0012 to 0.012 as of those shares
#   per mille.
# Seen: minimum, maximum, mean and quartiles are rounded to two digits, whatever was asked. By standard deviation
#   all three bounds are 0.01 and nine of ten districts one class; geometric bounds are no
#   numbers (NaN); equal ones go from 0 to 0.01. Per mille all are as in books.
# Why it matters: a map of farms per home has one colour.
# Version: binguru 1.0.1
. "$(dirname "$0")/lib/fresh.sh"
node_with binguru@1.0.1 <<'JS'
import { BinGuru } from "binguru";
import { told } from "./finding.mjs";

const shares = [0.0012, 0.0018, 0.0025, 0.0031, 0.0044, 0.0046, 0.0062, 0.0078, 0.0081, 0.012];
const bounds = (values, digits) => {
  const binning = new BinGuru(values, 4, 100, digits);
  const of = (method) => binning[method]().binBreaks;
  return { "standard deviation": of("standardDeviation"), geometric: of("geometricInterval"), equal: of("equalInterval") };
};
told(["binguru"], "the bounds of the shares are a thousandth of the others", { shares: bounds(shares, 4), "per mille": bounds(shares.map((share) => share * 1000), 2) }, {
  shares: { "standard deviation": [0.01, 0.01, 0.01], geometric: [null, null, null], equal: [0.0025, 0.005, 0.0075] },
  "per mille": { "standard deviation": [0.37, 3.57, 6.77], geometric: [2.13, 3.79, 6.75], equal: [3.9, 6.6, 9.3] } });
JS
