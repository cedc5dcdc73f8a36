"""Finds crypto-mining farms in meter readings on a cluster of Apache Spark: the detections of `hashatlas detect`, to
the byte. `hashatlas spark` writes this file; it needs PySpark 4 and, on every machine, the wheel `hashatlas`.

    hashatlas convert readings/ --buckets 64 -o /shared/buckets
    spark-submit --master spark://… detect.py --readings /shared/buckets --meters /shared/meters.parquet \\
        --output /shared/detections.parquet

Spark hands out names of files, nothing else: each task measures one bucket by the kernel, where it lies, and the
driver judges the rows of all meters together. Paths are those of a file system that all machines share.
"""

import argparse
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import hashatlas
import pyarrow as pa
from pyspark import SparkConf
from pyspark.sql import SparkSession

#: What a task tells of a bucket.
MEASURED = "bucket long, meters long, readings long"


def buckets_in(folder: Path) -> list[Path]:
    """The Parquet files of a folder; where their names say how many there are, all of them have to be there."""
    files = sorted(folder.glob("*.parquet"))
    if not files:
        sys.exit(f"{folder}: expected Parquet files of readings, as hashatlas convert --buckets writes them")
    said = {match.group(1) for file in files if (match := re.search(r"-of-(\d+)\.parquet$", file.name))}
    if said and (len(said) > 1 or int(*said) != len(files)):
        sys.exit(f"{folder}: expected all buckets of one set, found {len(files)} files of {', '.join(sorted(said))}")
    return files


def measure_all(spark: SparkSession, files: list[Path], measured: list[Path], tables: dict) -> tuple[int, int]:
    """Measures each bucket in a task of its own; how many meters and readings there were."""

    def measure(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for bucket in batch.column("id").to_pylist():
                # The kernel writes under a name of its own and renames at the end, so that a task that is killed,
                # or run twice at the same time, leaves the whole file or none.
                meters, readings = hashatlas.measure_file(files[bucket], measured[bucket], **tables)
                counts = {"bucket": [bucket], "meters": [meters], "readings": [readings]}
                yield pa.RecordBatch.from_pydict(counts)

    # A partition for each bucket: tasks are as many as files, and each is tried again by itself.
    numbers = spark.range(0, len(files), 1, numPartitions=len(files))
    told = numbers.mapInArrow(measure, MEASURED).collect()
    if sorted(row.bucket for row in told) != list(range(len(files))):
        sys.exit(f"expected each of {len(files)} buckets measured once, found {len(told)}")
    return sum(row.meters for row in told), sum(row.readings for row in told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, required=True, help="folder of buckets")
    parser.add_argument("--output", type=Path, required=True, help="detections to write: .parquet or .csv")
    parser.add_argument("--scores", type=Path, help="scores of all meters to write")
    parser.add_argument("--meters", type=Path, help="what is known of meters")
    parser.add_argument("--feeders", type=Path, help="what was supplied into feeders: balanced on the driver alone")
    parser.add_argument("--weather", type=Path, help="temperatures by region")
    parser.add_argument("--model", type=Path, help="a model of your own")
    parser.add_argument("--threshold", type=float, help="score from which something is a detection")
    parser.add_argument("--utc-offset", type=float, help="hours by which clocks are ahead of UTC")
    parser.add_argument("--atlas", type=Path, help="folder of an atlas in place of the embedded one")
    asked = parser.parse_args()

    files = buckets_in(asked.readings)
    # A task has so many cores, and the kernel would take all of the machine.
    cores = SparkConf().get("spark.task.cpus", "1")
    session = SparkSession.builder.appName("hashatlas").config("spark.executorEnv.RAYON_NUM_THREADS", cores)
    spark = session.getOrCreate()
    # Of this run alone: what an earlier one left, or another one writes, is never judged.
    work = asked.output.with_name(f".{asked.output.name}-{spark.sparkContext.applicationId}")
    work.mkdir(parents=True)
    try:
        tables = {name: getattr(asked, name) for name in ("meters", "weather", "utc_offset", "atlas")}
        measured = [work / file.name for file in files]
        meters, readings = measure_all(spark, files, measured, tables)
        print(f"measured {len(files)} buckets: {meters} meters, {readings} readings")
        if asked.feeders:
            print("feeders are balanced on the driver, which reads all readings of their meters once more")
        outputs = {name: work / f"{name}-{path.name}" for name in ("output", "scores") if (path := getattr(asked, name))}
        given = {name: getattr(asked, name) for name in ("feeders", "model", "threshold")}
        judged = hashatlas.judge(asked.readings, measured, **outputs, **tables, **given)
        if (judged.meters, judged.readings) != (meters, readings):
            sys.exit(
                f"expected {meters} meters and {readings} readings, "
                f"found {judged.meters} and {judged.readings} judged: nothing was written"
            )
        # The detections last: where they are, all is.
        for name in reversed(outputs):
            shutil.move(outputs[name], getattr(asked, name))
    finally:
        shutil.rmtree(work, ignore_errors=True)
        spark.stop()
    for line in judged.problems:
        print(line)
    print(f"judged {judged.judged} of {judged.meters} meters and {judged.feeders} feeders: {judged.detections} detections")


if __name__ == "__main__":
    main()
