#!/usr/bin/env bash
# Renders every kind of figure that has a form in Vega-Lite, in both languages, with the reference
# renderer (vl-convert, PyPI), which fails on what the schema does not have.
#
# Usage: tests/vega_lite.sh PATH/TO/hashatlas PATH/TO/PYTHON [FOLDER FOR PICTURES]
set -euo pipefail

readonly program="$(realpath "$1")"
readonly python="$2"
readonly desk="$(mktemp -d)"
trap 'rm -rf "$desk"' EXIT
readonly pictures="${3:-$desk}"
mkdir -p "$pictures"

for kind in choropleth growth ranking balance slope scatter timeline; do
    for lang in en ru; do
        "$program" render --kind "$kind" --lang "$lang" -o "$desk/$kind-$lang.vl.json"
    done
done
for lang in en ru; do
    "$program" render --kind diverging --metric energy_balance --lang "$lang" -o "$desk/diverging-$lang.vl.json"
done
"$program" render --kind choropleth --metric ban -o "$desk/bans.vl.json"
"$program" render --kind ranking --metric energy_balance -o "$desk/surplus.vl.json"

"$python" - "$desk" "$pictures" <<'PYTHON'
import json
import pathlib
import sys
import xml.etree.ElementTree

import vl_convert

for path in sorted(pathlib.Path(sys.argv[1]).glob("*.vl.json")):
    document = json.loads(path.read_text())
    svg = vl_convert.vegalite_to_svg(document)
    root = xml.etree.ElementTree.fromstring(svg)
    texts = {"".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")}
    for line in document["title"]["text"] + document["vconcat"][1]["mark"]["text"]:
        if not any(line in text for text in texts):
            sys.exit(f"FAILED: {path.name} lacks {line!r}")
    if "NaN" in svg:
        sys.exit(f"FAILED: {path.name} has places that are no numbers")
    marks = len(list(root.iter("{http://www.w3.org/2000/svg}path")))
    if marks < 5:
        sys.exit(f"FAILED: {path.name} draws {marks} marks")
    picture = pathlib.Path(sys.argv[2]) / path.name.replace(".vl.json", ".png")
    picture.write_bytes(vl_convert.vegalite_to_png(document))
    print(f"  {path.name}: {marks} marks")
PYTHON
echo 'all kinds render'
