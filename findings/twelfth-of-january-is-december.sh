#!/usr/bin/env bash
# Guessed: influxdb-client refuses to write a pandas table whose index is no time: rows numbered from 0, seconds of 1970, or dates as
#   Russian texts ("12.01.2026"); a column of true and false with a gap stays one of booleans.
# Seen: it writes them all. Rows numbered from 0 are nanoseconds after 1 January 1970, and so are seconds. Of the texts the 12th of
#   January is 1 December and the 13th is the 13th of January. One gap makes texts of all flags, "True"; a reading without a
#   meter's name becomes one of a meter without a name.
# Why it matters: a month of readings goes to twelve months for its first twelve days, and the database, which has no time zone and
#   no schema to check, says nothing.
# Version: influxdb-client 1.50.0, pandas 3.1.1
. "$(dirname "$0")/lib/fresh.sh"
python_with influxdb-client==1.50.0 pandas==3.1.1 numpy==2.4.6 <<'PY'
import pandas
from finding import told
from influxdb_client.client.write.dataframe_serializer import data_frame_to_list_of_points
from influxdb_client.client.write_api import PointSettings


def lines(table):
    return data_frame_to_list_of_points(table, PointSettings(), data_frame_measurement_name="load", data_frame_tag_columns=["meter"])


def times(index):
    return [pandas.Timestamp(int(line.split()[-1])).isoformat() for line in lines(pandas.DataFrame({"wh": [1.0] * len(index)}, index=index))]


flags = pandas.DataFrame({"on": [True, None], "meter": ["a", None], "wh": [1, 2]}, index=pandas.to_datetime(["2026-01-01"] * 2))
told(["influxdb-client", "pandas"], "an error, three times; on=True", {
    "numbered": times([0, 1]), "seconds": times([1767225600]), "texts": times(["12.01.2026", "13.01.2026"]),
    "flags": [line.rsplit(" ", 1)[0] for line in lines(flags)]},
    {"numbered": ["1970-01-01T00:00:00", "1970-01-01T00:00:00.000000001"], "seconds": ["1970-01-01T00:00:01.767225600"],
     "texts": ["2026-12-01T00:00:00", "2026-01-13T00:00:00"], "flags": ['load,meter=a on="True",wh=1i', "load wh=2i"]})
PY
