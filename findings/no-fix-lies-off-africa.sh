#!/usr/bin/env bash
# Guessed: a line of GPS (RMC or GGA) from a meter whose receiver has no fix, where latitude and longitude are empty, has no place.
# Seen: pynmea2 places it at 0°, 0°, as numbers. pynmeagps has empty texts and gps in JavaScript null. Date and time are there in all; in
#   pynmea2 is_valid alone tells that there is no place.
# Why it matters: concentrators send such lines for minutes after each outage; the mean of a day's places, or its first, lies
#   a thousand kilometers off.
# Version: pynmea2 1.19.0, pynmeagps 1.1.8, gps 0.9.0
. "$(dirname "$0")/lib/fresh.sh"
python_with pynmea2==1.19.0 pynmeagps==1.1.8 <<'PY'
import pynmea2
from finding import told
from pynmeagps import NMEAReader


def line(text):
    check = 0
    for letter in text:
        check ^= ord(letter)
    return f"${text}*{check:02X}"


lines = {"RMC": "GPRMC,120000.00,V,,,,,,,301126,,,N", "GGA": "GPGGA,120000.00,,,,,0,00,99.99,,,,,,", "GLL": "GPGLL,,,,,120000.00,V,N"}
seen = {}
for kind, text in lines.items():
    first, second = pynmea2.parse(line(text)), NMEAReader.parse(line(text))
    seen[kind] = {"pynmea2": (first.latitude, first.longitude), "is_valid": first.is_valid, "pynmeagps": (second.lat, second.lon)}
told(["pynmea2", "pynmeagps"], "no place", seen,
     {kind: {"pynmea2": (0.0, 0.0), "is_valid": False, "pynmeagps": ("", "")} for kind in lines})
PY
node_with gps@0.9.0 <<'JS'
import GPS from "gps";
import { told } from "./finding.mjs";

const { lat, lon } = (GPS.default ?? GPS).Parse("$GPRMC,120000.00,V,,,,,,,301126,,,N*79");
told(["gps"], "no place", { lat, lon }, { lat: null, lon: null });
JS
