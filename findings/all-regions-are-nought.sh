#!/usr/bin/env bash
# Guessed: a region's id goes through a vector tile or is left out: 7 stays 7, "RU-IRK" and "01" are text, which the format has not, and so are left out; a hash rate of 6.5e20 is a
#   number as any other.
# Seen: in @maplibre/vt-pbf "RU-IRK" and "RU-BA" are both 0 and "01" is 1; in vt-pbf texts are left out, but 1.5 is 1 and -1 is 18446744073709552000 in both. 1e19 is written, 6.5e20 is
#   an error for the tile, for whole numbers go by as integers of 64 bits.
# Why it matters: a map colours by id what the pointer is on: with ids of text all regions light up at once.
# Version: geojson-vt 5.0.3, vt-pbf 3.1.3, @maplibre/vt-pbf 4.3.3, @mapbox/vector-tile 3.0.0, pbf 5.1.2
. "$(dirname "$0")/lib/fresh.sh"
node_with geojson-vt@5.0.3 vt-pbf@3.1.3 @maplibre/vt-pbf@4.3.3 @mapbox/vector-tile@3.0.0 pbf@5.1.2 <<'JS'
import * as maplibre from "@maplibre/vt-pbf";
import { VectorTile } from "@mapbox/vector-tile";
import GeoJsonVt from "geojson-vt";
import { PbfReader } from "pbf";
import mapbox from "vt-pbf";
import { told } from "./finding.mjs";

function through({ fromGeojsonVt }, id, properties = {}) {
  const place = { type: "Feature", id, properties, geometry: { type: "Point", coordinates: [104.3, 52.3] } };
  try {
    const tile = fromGeojsonVt({ farms: new GeoJsonVt({ type: "FeatureCollection", features: [place] }, {}).getTile(0, 0, 0) });
    const feature = new VectorTile(new PbfReader(tile)).layers.farms.feature(0);
    return feature.properties.rate ?? feature.id ?? "none";
  } catch (error) {
    return error.message;
  }
}

const ids = [7, "RU-IRK", "RU-BA", "01", 1.5, -1], rates = [1e19, 6.5e20];
const seen = (library) => [...ids.map((id) => through(library, id)), ...rates.map((rate) => through(library, 7, { rate }))];
told(["geojson-vt", "vt-pbf", "@maplibre/vt-pbf", "@mapbox/vector-tile", "pbf"], "7, none five times, and both rates", { mapbox: seen(mapbox), maplibre: seen(maplibre) }, {
  mapbox: [7, "none", "none", "none", 1, 18446744073709552000, 1e19, "Given varint doesn't fit into 10 bytes"],
  maplibre: [7, 0, 0, 1, 1, 18446744073709552000, 1e19, "Given varint doesn't fit into 10 bytes"] });
JS
