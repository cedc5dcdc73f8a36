#!/usr/bin/env bash
# Guessed: mzgeohash and libgeohash, given longitude and latitude in the order each asks for, have the same geohash of a place for any length.
# Seen: with 4, 6 and 8 letters; with 5 and 7 the last letter of mzgeohash is another one: for 42.605° N, 5.603° W, the example known from encyclopedias, ezs41
#   in place of ezs42. It decodes ezs42 as others do, so what it has written comes back one cell to the south-east, 6 km away.
# Why it matters: five letters are a district, seven a block; meters counted by such cells are in the cell next to their own, and join no table of another program.
# Version: mzgeohash 1.1.0, libgeohash 0.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with mzgeohash==1.1.0 libgeohash==0.1.1 <<'PY'
import libgeohash
import mzgeohash
from finding import told

places = {"example": (42.605, -5.603), "Irkutsk": (52.3, 104.3), "Moscow": (55.75, 37.61)}
seen = {name: [(mzgeohash.encode((east, north), length), libgeohash.encode(north, east, length)) for length in (4, 5, 6, 7)] for name, (north, east) in places.items()}
apart = mzgeohash.decode("ezs41")[0] - mzgeohash.decode("ezs42")[0], mzgeohash.decode("ezs41")[1] - mzgeohash.decode("ezs42")[1]
told(["mzgeohash", "libgeohash"], "pairs of the same", {**seen, "example moves by": tuple(round(degrees, 3) for degrees in apart)}, {
    "example": [("ezs4", "ezs4"), ("ezs41", "ezs42"), ("ezs42s", "ezs42s"), ("ezs42s0", "ezs42s0")],
    "Irkutsk": [("y361", "y361"), ("y361d", "y361t"), ("y361t2", "y361t2"), ("y361t2e", "y361t2u")],
    "Moscow": [("ucft", "ucft"), ("ucftb", "ucftp"), ("ucftpu", "ucftpu"), ("ucftpu7", "ucftpuf")], "example moves by": (0.044, -0.044)})
PY
