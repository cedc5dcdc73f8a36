"""What others take for the files of make.py: read.py WHAT PATH. Lookups print milliseconds; of the rest the whole
program is timed from outside, as ours is (`/usr/bin/time`)."""

import glob
import random
import sys
import time


def lookup(path):
    import duckdb
    import polars as pl

    connection = duckdb.connect()

    def polars(meter):
        return pl.scan_parquet(path).filter(pl.col("meter_id") == meter).collect().height

    def duck(meter):
        found = connection.execute(f"select ts, wh from '{path}' where meter_id = ?", [meter])
        return len(found.fetchnumpy()["wh"])

    for find in (polars, duck):
        draw, taken = random.Random(3), []
        for _ in range(12):
            meter, start = f"M{draw.randrange(150_000):06d}", time.perf_counter()
            assert find(meter) == 1344
            taken.append((time.perf_counter() - start) * 1e3)
        print(f"{find.__name__}: first {taken[0]:.1f} ms, best of the next {min(taken[1:]):.1f} ms")


def pyarrow(path):
    import pyarrow.csv as csv

    options = csv.ParseOptions(delimiter=";"), csv.ConvertOptions(decimal_point=",")
    print(csv.read_csv(path, parse_options=options[0], convert_options=options[1]).num_rows)


def zat(path):
    from zat.zeek_log_reader import ZeekLogReader

    print(sum(1 for _ in ZeekLogReader(path).readrows()))


def lxml(path):
    from lxml import etree

    rows = 0
    for file in sorted(glob.glob(path + "/*.xml")):
        tree = etree.parse(file)
        day = tree.findtext("datetime/day")
        for point in tree.iterfind(".//measuringpoint"):
            for channel in point.iterfind("measuringchannel[@code='01']"):
                for period in channel.iterfind("period"):
                    value = period.find("value")
                    row = (point.get("code"), day, period.get("start"), float(value.text), value.get("status"))
                    rows += len(row) == 5
    print(rows)


def pyogrio(path):
    import pyogrio

    print(len(pyogrio.read_dataframe(path)))


if __name__ == "__main__":
    {f.__name__: f for f in (lookup, pyarrow, zat, lxml, pyogrio)}[sys.argv[1]](sys.argv[2])
