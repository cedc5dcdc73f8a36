#!/usr/bin/env bash
# Guessed: @tmcw/togeojson gives a KML field declared as bool the value false for "false" and for "0", and
#   one declared as int or double no value where its text is empty.
# Seen: both false ones are true, as any text is; both empty numbers are 0. @placemarkio/tokml, of the same
#   authors, declares no types and writes a figure that is null as the text "null", which comes back so.
# Why it matters: of districts with a flag "inspected" all are inspected, and where nothing was counted there
#   is no farm.
# Version: @tmcw/togeojson 7.1.3, @placemarkio/tokml 0.3.9, @xmldom/xmldom 0.8.15
. "$(dirname "$0")/lib/fresh.sh"
node_with @tmcw/togeojson@7.1.3 @placemarkio/tokml@0.3.9 @xmldom/xmldom@0.8.15 <<'JS'
import xmldom from "@xmldom/xmldom";
import * as tokml from "@placemarkio/tokml";
import * as togeojson from "@tmcw/togeojson";
import { told } from "./finding.mjs";

const read = (kml) => togeojson.kml(new xmldom.DOMParser().parseFromString(kml, "text/xml")).features.map((feature) => feature.properties);
const field = (name, type) => `<SimpleField name="${name}" type="${type}"/>`;
const place = (values) => `<Placemark><ExtendedData><SchemaData schemaUrl="#s">` +
  Object.entries(values).map(([name, value]) => `<SimpleData name="${name}">${value}</SimpleData>`).join("") +
  `</SchemaData></ExtendedData><Point><coordinates>36,53</coordinates></Point></Placemark>`;
const typed = read(`<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Schema id="s" name="s">${field("farms", "int")}${field("share", "double")}` +
  `${field("inspected", "bool")}</Schema>${place({ farms: "5", share: "0.5", inspected: "false" })}${place({ farms: "", share: "", inspected: "0" })}</Document></kml>`);
const back = read(tokml.toKML({ type: "FeatureCollection", features: [
  { type: "Feature", properties: { farms: 5, low: null }, geometry: { type: "Point", coordinates: [36, 53] } }] }));
told(["@tmcw/togeojson", "@placemarkio/tokml"], "false twice; no farms and no share in the second; no low", { typed, back },
  { typed: [{ farms: 5, share: 0.5, inspected: true }, { farms: 0, share: 0, inspected: true }], back: [{ farms: "5", low: "null" }] });
JS
