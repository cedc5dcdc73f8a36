#!/usr/bin/env bash
# Guessed: meterdatalogic takes a correction of -1.5 kWh off the day, or refuses it; a day of use, one of feed-in and one of reactive energy (channels E1, B1, Q1 of NEM12)
#   are 72 kWh of use; hours that follow half hours have half the power for the same energy; the two 02:00 of October are told apart, as its notes say.
# Seen: the correction is added. The three channels are 216 kWh in a sum by days; the summary has 72 and 72, and no word of the third. Twelve hourly readings of 1.5 kWh
#   after a day of half hours are 3 kW each, as if they were half hours. The two 02:00 are an error.
# Why it matters: a bill that was put right is twice as wrong, and a meter whose readings become hourly has doubled its load that day.
# Version: meterdatalogic 0.4.0, pandas 2.3.3
. "$(dirname "$0")/lib/fresh.sh"
python_with meterdatalogic==0.4.0 pandas==2.3.3 numpy==2.3.5 tzdata==2026.3 <<'PY'
import meterdatalogic
import pandas
from finding import told


def readings(channel="E1", kwh=1.5, start="2026-01-01", count=48, step="30min"):
    return pandas.DataFrame({"t_start": pandas.date_range(start, periods=count, freq=step), "nmi": "1", "channel": channel, "kwh": kwh})


def read(*tables, zone="Asia/Irkutsk"):
    return meterdatalogic.ingest.from_dataframe(pandas.concat(tables, ignore_index=True), tz=zone)


def days(table, **how):
    return meterdatalogic.transform.aggregate(table, freq="1D", **how).iloc[:, 0].tolist()


corrected = readings()
corrected.loc[10, "kwh"] = -1.5
channels = read(readings(), readings("B1"), readings("Q1"))
stats = meterdatalogic.summary.summarise(channels)["stats"]
hourly = read(readings(), readings(start="2026-01-02", count=12, step="1h"))
seen = {"correction": days(read(corrected)), "channels": [days(channels), stats["total_import_kwh"], stats["solar_export_kwh"]], "kW": days(hourly, metric="kW", stat="max")}
try:
    seen["October"] = len(read(readings(start="2026-10-25"), zone="Europe/Berlin"))
except Exception as error:
    seen["October"] = type(error).__name__
told(["meterdatalogic", "pandas"], "69; 72 three times; 3 and 1.5; 48", seen,
     {"correction": [72.0], "channels": [[216.0], 72.0, 72.0], "kW": [3.0, 3.0], "October": "AmbiguousTimeError"})
PY
