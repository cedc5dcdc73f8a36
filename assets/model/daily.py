#!/usr/bin/env python3
"""Daily inputs to learn from: adds up labelled inputs of shorter intervals by local day.

    python3 daily.py --data data/trackB --out daily/trackB
    python3 daily.py --data worlds --only seed1 --out daily/worlds
    hashatlas train --input data/trackB --input worlds --input daily/trackB --further daily/worlds -o detection.json

Every folder with readings.parquet gets one of the same place below --out, with the same meters and
labels. A day that lacks a reading is missing. Needs pandas and pyarrow.
"""
import argparse
import pathlib
import shutil

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

CLOCK = pd.Timedelta(hours=8)  # the benchmark keeps all clocks at UTC+8
DAY = pd.Timedelta(days=1)


def by_day(readings):
    """Sums of complete local days; the time is that of their beginning."""
    readings = readings.dropna(subset=["wh"])
    day = (readings["ts"] + CLOCK).dt.floor("D") - CLOCK
    groups = readings.groupby(["meter_id", day], sort=True)["wh"]
    days = pd.DataFrame({"wh": groups.sum(), "count": groups.size()}).reset_index()
    whole = days.groupby("meter_id")["count"].transform(lambda counts: counts.mode().iloc[0])
    return days.loc[days["count"] == whole, ["meter_id", "ts", "wh"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--only", default="", help="take folders of this name alone")
    arguments = parser.parse_args()
    for source in sorted(arguments.data.rglob("readings.parquet")):
        if arguments.only and source.parent.name != arguments.only:
            continue
        folder = arguments.out / source.parent.relative_to(arguments.data)
        folder.mkdir(parents=True, exist_ok=True)
        days = by_day(pq.read_table(source).to_pandas())
        pq.write_table(pa.Table.from_pandas(days, preserve_index=False), folder / "readings.parquet")
        for name in ("meters.parquet", "meters.csv", "labels.csv", "weather.parquet"):
            if (source.parent / name).exists():
                shutil.copy(source.parent / name, folder / name)
        print(folder, len(days))


if __name__ == "__main__":
    main()
