#!/usr/bin/env bash
# Guessed: gpx-parse and gpxparser give a point of a GPX file its height of 0 m, and none where none is; a track in two pieces of 1.3 and 0.6 km, with the recorder off in
#   between, is 1.9 km long in both.
# Seen: in gpx-parse 0 m is -1, as is a height that is not there. In gpxparser the track is 129 km: the way between the pieces counts, and in GeoJSON they are one line.
# Why it matters: the line that a crew walked to find a tap runs across the oblast, and along the coast all poles stand in water.
# Version: gpx-parse 0.10.4, gpxparser 3.0.8
. "$(dirname "$0")/lib/fresh.sh"
node_with gpx-parse@0.10.4 gpxparser@3.0.8 <<'JS'
import { createRequire } from "node:module";
import { told } from "./finding.mjs";

const require = createRequire(import.meta.url), point = (lon, ele) => `<trkpt lat="${lon < 38 ? 55 : 56}" lon="${lon}">${ele === undefined ? "" : `<ele>${ele}</ele>`}</trkpt>`;
const file = `<?xml version="1.0"?><gpx version="1.1" creator="crew" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>${point(37, 0)}${point(37.01)}${point(37.02, 10)}</trkseg>` +
  `<trkseg>${point(38, 10)}${point(38.01, 10)}</trkseg></trk></gpx>`;
const one = new (require("gpxparser"))(), seen = {};
one.parse(file);
seen.gpxparser = { heights: one.tracks[0].points.slice(0, 2).map(({ ele }) => ele), km: Number((one.tracks[0].distance.total / 1000).toFixed(1)), type: one.toGeoJSON().features[0].geometry.type };
require("gpx-parse").parseGpx(file, (_, { tracks: [track] }) => {
  seen["gpx-parse"] = { heights: track.segments[0].slice(0, 2).map(({ elevation }) => elevation), km: Number(track.length().toFixed(1)) };
});
told(["gpx-parse", "gpxparser"], "0 and null, 1.9 km, twice; MultiLineString", seen,
  { gpxparser: { heights: [0, null], km: 129.1, type: "LineString" }, "gpx-parse": { heights: [-1, -1], km: 1.9 } });
JS
