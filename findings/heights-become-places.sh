#!/usr/bin/env bash
# Guessed: pygml reads a line of GML 3.2 whose element says srsDimension="3" as three numbers a point, as GDAL does; a place named "EPSG:4326", the short form, as it
#   stands, longitude first, and one named by the URN with its latitude first; a decimal comma where the element announces it, or an error.
# Seen: it takes two numbers a point: the height of the first is the longitude of the second, and two points are three. Both names turn the two round; in GDAL the URN
#   alone. 104,3;52,3 is a point with one coordinate.
# Why it matters: a power line of two towers has three, one of them at 450° east; a place that one program has in Irkutsk is beyond the pole in the other.
# Version: pygml 0.3.2, pyogrio 0.13.0 (GDAL 3.12.4), shapely 2.2.0
. "$(dirname "$0")/lib/fresh.sh"
python_with pygml==0.3.2 pyogrio==0.13.0 shapely==2.2.0 numpy==2.4.6 lxml==6.1.3 <<'PY'
from pathlib import Path

import pygml
import pyogrio.raw
import shapely
from finding import told

SPACE = 'xmlns:gml="http://www.opengis.net/gml/3.2"'


def read(element):
    file = Path(f"{len(list(Path().glob('*.gml')))}.gml")
    file.write_text(f'<gml:FeatureCollection {SPACE}><gml:featureMember><line gml:id="f"><shape>{element}</shape></line></gml:featureMember></gml:FeatureCollection>')
    gdal = shapely.from_wkb(pyogrio.raw.read(file)[2][0])
    own = pygml.parse(element.replace(" gml:id", f" {SPACE} gml:id", 1)).__geo_interface__["coordinates"]
    return own, shapely.get_coordinates(gdal, include_z=gdal.has_z).tolist()


def point(system):
    return read(f'<gml:Point gml:id="p" srsName="{system}"><gml:pos>52.3 104.3</gml:pos></gml:Point>')


seen = {"line": read('<gml:LineString gml:id="l" srsDimension="3"><gml:posList>104 52 450 105 53 460</gml:posList></gml:LineString>'),
        "URN": point("urn:ogc:def:crs:EPSG::4326"), "EPSG:4326": point("EPSG:4326"),
        "comma": read('<gml:Point gml:id="c"><gml:coordinates decimal="," cs=";" ts=" ">104,3;52,3</gml:coordinates></gml:Point>')}
told(["pygml", "pyogrio", "shapely"], "two points of three numbers, 104.3 52.3, 52.3 104.3, 104.3 52.3, twice each", seen,
     {"line": ([(104.0, 52.0), (450.0, 105.0), (53.0, 460.0)], [[104.0, 52.0, 450.0], [105.0, 53.0, 460.0]]), "URN": ((104.3, 52.3), [[104.3, 52.3]]),
      "EPSG:4326": ((104.3, 52.3), [[52.3, 104.3]]), "comma": ((104.3,), [[104.3, 52.3]])})
PY
