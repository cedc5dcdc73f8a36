#!/usr/bin/env bash
# Guessed: the parser edifact reads a German MSCONS message whose first segment announces
#   Latin-1 (UNOC), with a lower-case letter in its version and an umlaut in a name.
# Seen: it refuses it at the "c" of its version, 2.4c: it holds to the capitals of UNOA until told
#   otherwise, whatever UNB says. Told UNOC, it reads it.
# Why it matters: the version of each MSCONS that German grid companies send has a small letter.
# Version: edifact 1.2.12
. "$(dirname "$0")/lib/fresh.sh"
node_with edifact@1.2.12 <<'JS'
import edifact from "edifact";
import { told } from "./finding.mjs";

const message = ["UNA:+.? ", "UNB+UNOC:3+9900000000001:500+9900000000002:500+261015:1200+1", "UNH+1+MSCONS:D:04B:UN:2.4c", "NAD+DP++++Hof+Köln++50667+DE", "QTY+220:12.5", "UNT+4+1", "UNZ+1+1", ""].join("'");
function parts(level) {
  const parser = new edifact.Parser();
  const found = [];
  parser.oncomponent = (part) => found.push(part);
  try {
    if (level) parser.encoding(level);
    parser.write(message);
    parser.end();
    return found.filter((part) => ["2.4c", "Köln", "12.5"].includes(part));
  } catch (error) {
    return error.message;
  }
}
told(["edifact"], "2.4c, Köln and 12.5", { "as it is": parts(), "told UNOC": parts("UNOC") },
  { "as it is": "Invalid character c at position 95", "told UNOC": ["2.4c", "Köln", "12.5"] });
JS
