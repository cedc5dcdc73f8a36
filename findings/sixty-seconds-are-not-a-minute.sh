#!/usr/bin/env bash
# Guessed: 52.3 degrees are 52° 18′ 0″, 52.9999999 with two digits 53° 0′ 0″, and a longitude of 0 is east.
# Seen: formatcoords has 52° 17′ 60.00000″, for 0.3 degrees are a hair less than 18 minutes in binary; dms-to-decimal cuts it to 17 minutes 59 seconds, 31 m south. For 52.9999999 latlng-to-dms
#   has 52° 59´ 60.00". The longitude of zero is west in both.
# Why it matters: 60″ is refused by careful readers, and others carry it as they like; a place moves each time it is written and read.
# Version: formatcoords 1.1.3, latlng-to-dms 1.0.2, dms-to-decimal 0.0.6, geographiclib-dms 2.2.0
. "$(dirname "$0")/lib/fresh.sh"
node_with formatcoords@1.1.3 latlng-to-dms@1.0.2 dms-to-decimal@0.0.6 geographiclib-dms@2.2.0 <<'JS'
import { Decimal2DMS } from "dms-to-decimal";
import formatcoords from "formatcoords";
import dms from "geographiclib-dms";
import latlngToDms from "latlng-to-dms";
import { told } from "./finding.mjs";

const seen = Object.fromEntries([52.3, 52.9999999].map((latitude) => [latitude, { formatcoords: formatcoords(latitude, 0).format(), "latlng-to-dms": latlngToDms(`${latitude}, 0`),
  "dms-to-decimal": Decimal2DMS(latitude, "latitude"), "geographiclib-dms": dms.Encode(latitude, dms.SECOND, 2, dms.LATITUDE) }]));
told(["formatcoords", "latlng-to-dms", "dms-to-decimal", "geographiclib-dms"], "52 18 00 and 53 00 00, east", seen, {
  "52.3": { formatcoords: "52° 17′ 60.00000″ N 0° 0′ 0.00000″ W", "latlng-to-dms": "52° 18´ 0.00\" N  0° 0´ 0.00\" W", "dms-to-decimal": "52°17'59\"N", "geographiclib-dms": "52°18'00.00\"N" },
  "52.9999999": { formatcoords: "52° 59′ 59.99964″ N 0° 0′ 0.00000″ W", "latlng-to-dms": "52° 59´ 60.00\" N  0° 0´ 0.00\" W", "dms-to-decimal": "52°59'59\"N", "geographiclib-dms": "53°00'00.00\"N" } });
JS
