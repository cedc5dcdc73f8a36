#!/usr/bin/env bash
# Guessed: greenbutton-objects reads all IntervalBlocks of a Green Button (ESPI) feed, whether each
#   has an entry of its own or one entry's content holds them all, as the ESPI schema allows.
# Seen: of a content with seven daily blocks only the first is read: 24 of 168 hours, no warning.
# Why it matters: a week reads as one day. Elsewhere the meter looks silent.
# Version: greenbutton-objects 2024.7.11
. "$(dirname "$0")/lib/fresh.sh"
python_with greenbutton-objects==2024.7.11 <<'PY'
from finding import told
from greenbutton_objects.parse import parse_feed

START, DAY = 1767225600, 86400


def block(day):
    readings = "".join(f"<IntervalReading><timePeriod><duration>3600</duration><start>{START + day * DAY + hour * 3600}</start>"
                       "</timePeriod><value>100</value></IntervalReading>" for hour in range(24))
    return ("<IntervalBlock xmlns='http://naesb.org/espi'><interval><duration>86400</duration>"
            f"<start>{START + day * DAY}</start></interval>{readings}</IntervalBlock>")


def entry(itself, up, related, content):
    links = "".join(f"<link rel='{rel}' href='{href}'/>" for rel, href in [("self", itself), ("up", up), *(("related", r) for r in related)])
    return f"<entry>{links}<title/><content>{content}</content></entry>"


def hours(blocks):
    espi = "xmlns='http://naesb.org/espi'"
    feed = ["<feed xmlns='http://www.w3.org/2005/Atom'>",
            entry("/U/1", "/U", ["/U/1/M"], f"<UsagePoint {espi}><ServiceCategory><kind>0</kind></ServiceCategory></UsagePoint>"),
            entry("/U/1/M/1", "/U/1/M", ["/U/1/M/1/I", "/T/1"], f"<MeterReading {espi}/>"),
            entry("/T/1", "/T", [], f"<ReadingType {espi}><powerOfTenMultiplier>0</powerOfTenMultiplier><uom>72</uom></ReadingType>"),
            *(entry(f"/U/1/M/1/I/{number}", "/U/1/M/1/I", [], content) for number, content in enumerate(blocks)), "</feed>"]
    with open("feed.xml", "w") as file:
        file.write("".join(feed))
    return sum(1 for point in parse_feed("feed.xml") for meter in point.meterReadings for _ in meter.intervalReadings)


week = [block(day) for day in range(7)]
told(["greenbutton-objects"], "168 hours both ways", {"an entry each": hours(week), "one entry": hours(["".join(week)])},
     {"an entry each": 168, "one entry": 24})
PY
