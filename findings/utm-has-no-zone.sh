#!/usr/bin/env bash
# Guessed: PyCRS writes zone 48 of UTM as it was read, from PROJ or as the text of a .prj file; WGS 84 has the flattening 1/298.257223563, whatever was read before.
# Seen: "+proj=utm +zone=48" comes out as "+proj=utm", without its zone, and PROJ refuses it; read from WKT it has 105° and no zone, and is refused, too.
#   After one file whose WGS 84 has the flattening of older programs, 1/298.25722293287, all later ones have it: what is read changes the library's own table.
# Why it matters: what was written for another program cannot be opened there; and what a file means depends on which was opened before.
# Version: pycrs 1.0.2, pyproj 3.7.2
. "$(dirname "$0")/lib/fresh.sh"
python_with pycrs==1.0.2 pyproj==3.7.2 <<'PY'
import pycrs
from finding import told
from pyproj import CRS

GEOGRAPHIC = 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,%s]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'
UTM = ('PROJCS["WGS 84 / UTM zone 48N",' + GEOGRAPHIC % 298.257223563 + ',PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",105],'
       'PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]')


def meridian(proj):
    try:
        return CRS(proj).coordinate_operation.params[1].value
    except Exception as error:
        return type(error).__name__


def flattening():
    return pycrs.parse.from_proj4("+proj=longlat +datum=WGS84").to_proj4().split("+rf=")[1].split()[0]


proj = "+proj=utm +zone=48 +datum=WGS84 +units=m"
again = pycrs.parse.from_proj4(proj).to_proj4()
seen = {"read": meridian(proj), "again": meridian(again), "from WKT": meridian(pycrs.parse.from_ogc_wkt(UTM).to_proj4()), "zones": ["+zone=48" in text for text in (proj, again)], "flattening": [flattening()]}
pycrs.parse.from_ogc_wkt(GEOGRAPHIC % 298.25722293287)
seen["flattening"].append(flattening())
told(["pycrs", "pyproj"], "105 three times, True twice, 298.257223563 twice", seen,
     {"read": 105.0, "again": "CRSError", "from WKT": "CRSError", "zones": [True, False], "flattening": ["298.257223563", "298.25722293287"]})
PY
