#!/usr/bin/env bash
# Guessed: the tiles of zoom 3 that cover an Arctic sector from 80 to 88 degrees north are those of the top row, for the map ends at 85, or there is an error.
# Seen: the two tiles of the top row, and four of zoom -29 with columns -10 and -11. A station at 89 north is in row -3 of a map whose rows begin at 0; at 84 all is well.
# Why it matters: whoever fetches or draws the tiles asks a server for what cannot be, or counts the farms of the sector into no tile at all.
# Version: @mapbox/tile-cover 3.0.2, @mapbox/tilebelt 2.0.3
. "$(dirname "$0")/lib/fresh.sh"
node_with @mapbox/tile-cover@3.0.2 @mapbox/tilebelt@2.0.3 <<'JS'
import cover from "@mapbox/tile-cover";
import { pointToTile } from "@mapbox/tilebelt";
import { told } from "./finding.mjs";

const sector = (north) => ({ type: "Polygon", coordinates: [[[30, 80], [60, 80], [60, north], [30, north], [30, 80]]] }), zoom = { min_zoom: 3, max_zoom: 3 };
told(["@mapbox/tile-cover", "@mapbox/tilebelt"], "tiles [4,0,3] and [5,0,3] for all", { "80 to 84": cover.tiles(sector(84), zoom), "80 to 88": cover.tiles(sector(88), zoom),
  "station at 89": [pointToTile(30, 89, 3), ...cover.tiles({ type: "Point", coordinates: [30, 89] }, zoom)] },
{ "80 to 84": [[4, 0, 3], [5, 0, 3]], "80 to 88": [[4, 0, 3], [5, 0, 3], [-10, 0, -29], [-10, -1, -29], [-11, -1, -29], [-11, 0, -29]], "station at 89": [[4, -3, 3], [4, -3, 3]] });
JS
