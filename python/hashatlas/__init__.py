"""Finds crypto-mining farms in meter readings, and draws figures whose every number has a status, an interval
and a source.

    >>> import hashatlas
    >>> found = hashatlas.detect("readings.parquet", meters="meters.csv")   # doctest: +SKIP
    >>> found.detections.to_pandas()                                        # doctest: +SKIP

Tables are taken from whatever speaks Arrow (the PyCapsule interface: pyarrow, polars, DuckDB, pandas from 2.2 on)
or from files, and given as `pyarrow.Table`, which all of these take.
"""

from __future__ import annotations

import io
import json
import math
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Union, runtime_checkable

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from . import _hashatlas
from ._hashatlas import Error, __version__

__all__ = [
    "Detected",
    "Error",
    "Figure",
    "Judged",
    "__version__",
    "atlas",
    "detect",
    "evaluate",
    "figure",
    "judge",
    "measure",
    "measure_file",
]


@runtime_checkable
class ArrowStream(Protocol):
    """A table that can be read as a stream of Arrow batches."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...


#: Version of figure specs that are written here.
SPEC_VERSION = 1

#: A table in memory, or the path of a file or folder that `hashatlas detect` reads.
Table = Union[ArrowStream, str, "os.PathLike[str]"]


@dataclass(frozen=True)
class Detected:
    """What was found in readings."""

    #: One row a detection, the surest first: `kind`, `first_seen`, `kw`, `score`, `status`, `meter_id`,
    #: `evidence_en`, … as `hashatlas detect -o` writes them.
    detections: pa.Table
    #: One row a meter (or feeder) and kind: `score` from 0 to 1, whether or not it is an alarm.
    scores: pa.Table
    #: One row a meter: what was measured of it, NaN where that cannot be.
    measures: pa.Table
    #: How many meters had readings.
    meters: int
    #: How many of them were read long enough to be judged.
    judged: int
    #: How many feeders were judged.
    feeders: int
    #: How many readings there were, good and bad.
    readings: int
    #: What was wrong with the tables, one line a cause.
    problems: list[str]

    def __repr__(self) -> str:
        return (
            f"Detected({self.detections.num_rows} detections, {self.judged} of {self.meters} meters judged, "
            f"{self.readings} readings, {len(self.problems)} remarks)"
        )


def detect(
    readings: Table,
    *,
    meters: Table | None = None,
    feeders: Table | None = None,
    weather: Table | None = None,
    model: str | os.PathLike[str] | None = None,
    threshold: float | None = None,
    utc_offset: float | None = None,
    atlas: str | os.PathLike[str] | None = None,
) -> Detected:
    """Finds abnormal loads, tampered meters and unauthorised connections.

    :param readings: `meter_id`, `ts` (with a time zone, or UTC; start of the interval) and `wh` (energy of the
        interval, Wh; null where nothing was read), one row a meter and interval, in any order.
    :param meters: `meter_id` and any of `region` (ISO 3166-2), `feeder_id`, `tariff` (`household`, `business`),
        `phases`, `contract_kw`, `lon`, `lat`.
    :param feeders: `feeder_id`, `ts`, `wh`: what was supplied.
    :param weather: `region`, `ts`, `temp_c`.
    :param model: a model as written by `hashatlas train`; the one that ships if none.
    :param threshold: score from which something is a detection, in place of the model's.
    :param utc_offset: hours by which clocks at all meters are ahead of UTC; those of their regions if none.
    :param atlas: folder of an atlas, in place of the embedded one.
    :raises Error: a table cannot be used as a whole; the message says where, what was expected and what was found.
    """
    with tempfile.TemporaryDirectory(prefix="hashatlas-") as folder:
        path = Path(folder)
        is_path = isinstance(readings, (str, os.PathLike))
        # What is in memory has no path; messages call it so.
        named = Path(readings) if is_path else Path("readings")
        in_memory = None if is_path else _stream(readings)
        given = [_path(table, path / f"{name}.parquet") for name, table in _named(meters, feeders, weather)]
        output = path / "out"
        output.mkdir()
        counts = _hashatlas.detect(
            named, in_memory, output, *given, _given(model), threshold, _seconds(utc_offset), _given(atlas)
        )
        found, scores, measures = (
            pa.parquet.read_table(output / f"{name}.parquet", memory_map=False)
            for name in ("detections", "scores", "measures")
        )
    return Detected(found, scores, measures, *counts)


def measure(readings: Table, *, meters: Table | None = None, weather: Table | None = None) -> pa.Table:
    """What the detector measures of each meter, one row a meter; see `docs/detection.md` for what each means.

    Parameters and errors are those of :func:`detect`.
    """
    return detect(readings, meters=meters, weather=weather).measures


@dataclass(frozen=True)
class Judged:
    """What :func:`judge` made of many files together."""

    #: How many detections were written.
    detections: int
    #: How many meters had readings.
    meters: int
    #: How many of them were read long enough to be judged.
    judged: int
    #: How many feeders were judged.
    feeders: int
    #: How many readings there were, good and bad.
    readings: int
    #: What was wrong with the tables, one line a cause.
    problems: list[str]


def measure_file(
    readings: str | os.PathLike[str],
    output: str | os.PathLike[str],
    *,
    meters: str | os.PathLike[str] | None = None,
    weather: str | os.PathLike[str] | None = None,
    utc_offset: float | None = None,
    atlas: str | os.PathLike[str] | None = None,
) -> tuple[int, int]:
    """Measures the meters of one Parquet file of readings and writes a row each, for :func:`judge`.

    Files may be measured at the same time, on many machines, and again: the same file gives the same result, which
    is there whole or not at all. `hashatlas convert --buckets` writes such files.

    :param readings: a file that has all readings of its meters.
    :param output: a Parquet file, to the last bit what :func:`judge` needs; its numbers may be read by anybody.
    :param meters: as of :func:`detect`, of these meters or of all.
    :param weather: as of :func:`detect`.
    :param utc_offset: as of :func:`detect`.
    :param atlas: as of :func:`detect`.
    :return: how many meters and how many readings, good and bad, there were.
    :raises Error: a table cannot be used as a whole.
    """
    given = [_given(path) for path in (meters, weather)]
    return _hashatlas.measure_file(Path(readings), Path(output), *given, _seconds(utc_offset), _given(atlas))


def judge(
    readings: str | os.PathLike[str],
    measured: Iterable[str | os.PathLike[str]],
    output: str | os.PathLike[str],
    *,
    scores: str | os.PathLike[str] | None = None,
    meters: str | os.PathLike[str] | None = None,
    feeders: str | os.PathLike[str] | None = None,
    weather: str | os.PathLike[str] | None = None,
    model: str | os.PathLike[str] | None = None,
    threshold: float | None = None,
    utc_offset: float | None = None,
    atlas: str | os.PathLike[str] | None = None,
) -> Judged:
    """Judges together what :func:`measure_file` wrote of each file of a folder, and writes the detections: the same
    bytes as `hashatlas detect` on that folder.

    Readings are read again where measures of single files do not say enough: of meters in kWh or exchanged, and of
    **all** meters of the feeders given, whose balance takes every reading.

    :param readings: the folder whose files were measured.
    :param measured: what was written, one file for each file of readings, in any order.
    :param output: detections to write, as Parquet or CSV by the name.
    :param scores: scores of all meters to write.
    :raises Error: a file was not measured, or not once, or has other rows now; a meter is in two files; or a table
        cannot be used as a whole. Then nothing is written.
    """
    given = [_given(path) for path in (scores, meters, feeders, weather, model)]
    detections, counts = _hashatlas.judge(
        Path(readings),
        [Path(path) for path in measured],
        Path(output),
        *given,
        threshold,
        _seconds(utc_offset),
        _given(atlas),
    )
    return Judged(detections, *counts)


def evaluate(
    scores: Table,
    labels: Table,
    *,
    model: str | os.PathLike[str] | None = None,
    threshold: float | None = None,
    resamples: int = 1000,
    seed: int = 1,
) -> pa.Table:
    """Compares scores with what is true, as `hashatlas evaluate` does.

    One row a figure: `kind` and `subject` (`meter`, `feeder`), `figure` (`ap`, `roc_auc`, `recall_fa1k`, `delay_h`,
    … as in the guide), `value`, `low` and `high` (95 % of the resamples of customers lie between; null where a
    figure is a count of these very rows), `positives` and `normal`. What cannot be computed is null. Of `alarm_level`,
    `low` and `high` are the lowest and the highest level, and `value` is null where they differ.

    :param scores: `meter_id` or `feeder_id`, `kind`, `score`, `alarm_score` (from which score on it is an alarm), and
        `first_seen` and `kw` for delays and errors of the power, as in :attr:`Detected.scores`.
    :param labels: `subject`, `kind` (`normal` where nothing is wrong), and any of `level`, `start`, `end`, `kw`,
        `host`, `feeder`, `fold`, `weeks`.
    :param model: whose level alarms are counted at where scores have no `alarm_score`; the model that ships if none.
    :param threshold: score from which something is an alarm, in place of all these.
    :param resamples: resamples of customers, 0 for no intervals.
    :param seed: what they follow from.
    :raises Error: a table cannot be used, or no label names a kind of detection.
    """
    with tempfile.TemporaryDirectory(prefix="hashatlas-") as folder:
        given = [
            _path(table, Path(folder) / f"{name}.parquet") for name, table in (("scores", scores), ("labels", labels))
        ]
        rows, problems = _hashatlas.evaluate(*given, _given(model), threshold, resamples, seed)
    if not rows:
        raise Error("\n".join(["no label names a kind of detection", *problems]))
    kinds, subjects, figures, values, intervals, positives, normal = zip(*rows, strict=True)
    known = [value if math.isfinite(value) else None for value in values]
    lows, highs = (
        [of[side] if of and math.isfinite(of[side]) else None for of in intervals] for side in (0, 1)
    )
    return pa.table(
        {
            "kind": kinds,
            "subject": subjects,
            "figure": figures,
            "value": pa.array(known, pa.float64()),
            "low": pa.array(lows, pa.float64()),
            "high": pa.array(highs, pa.float64()),
            "positives": positives,
            "normal": normal,
        }
    )


def atlas(
    metrics: str | Sequence[str] = (),
    *,
    regions: str | Sequence[str] = (),
    years: int | Iterable[int] = (),
    folder: str | os.PathLike[str] | None = None,
) -> pa.Table:
    """Figures of the atlas: value, bounds, unit, status, sources and contradictions of each.

    A region without a figure for a year that is asked for has a row with a null value, never a zero.

    :param metrics: ids such as `farms` or `energy_balance`; all if none.
    :param regions: codes or names; all if none.
    :param years: all years that have a figure if none.
    :param folder: folder of an atlas, in place of the embedded one.
    :raises Error: a metric, a region or the folder is not known.
    """
    texts = [[given] if isinstance(given, str) else list(given) for given in (metrics, regions)]
    wanted = [years] if isinstance(years, int) else list(years)
    csv = _hashatlas.table(texts[0], texts[1], wanted, _given(folder))
    numbers = {name: pa.float64() for name in ("value", "low", "high")}
    header = csv.split("\n", 1)[0].strip().split(",")
    types = {name: numbers.get(name, pa.string()) for name in header}
    options = pa.csv.ConvertOptions(column_types=types, strings_can_be_null=True)
    parse = pa.csv.ParseOptions(newlines_in_values=True)
    return pa.csv.read_csv(io.BytesIO(csv.encode()), convert_options=options, parse_options=parse)


@dataclass(frozen=True)
class Figure:
    """A drawn figure. A notebook shows it."""

    #: The file.
    data: bytes
    #: `svg`, `png` or `pdf`.
    form: str

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the file."""
        Path(path).write_bytes(self.data)

    def _repr_svg_(self) -> str | None:
        return self.data.decode() if self.form == "svg" else None

    def _repr_png_(self) -> bytes | None:
        return self.data if self.form == "png" else None


def figure(
    kind: str = "choropleth",
    *,
    form: str = "svg",
    scale: int | None = None,
    detections: Table | None = None,
    atlas: str | os.PathLike[str] | None = None,
    **spec: Any,
) -> Figure:
    """Draws a figure: the same one, to the byte, as `hashatlas render`.

    :param kind: `choropleth`, `growth`, `ranking`, `timeline`, …
    :param form: `svg`, `png` or `pdf`.
    :param scale: how many pixels of a PNG make one of the figure; without it one, and on a page for print
        (`a4`, `column`, a size in millimetres) 300 an inch.
    :param detections: detections of your own to draw, as :func:`detect` gives them.
    :param spec: `metric`, `year`, `region`, `language` (`en`, `ru`), `title`, `theme` and all else that
        `hashatlas render --print-spec` shows.
    :raises Error: there is no such figure.
    """
    with tempfile.TemporaryDirectory(prefix="hashatlas-") as folder:
        own = _path(detections, Path(folder) / "detections.parquet")
        text = json.dumps({"version": SPEC_VERSION, "kind": kind, **spec})
        return Figure(_hashatlas.figure(text, form, scale, own, _given(atlas)), form)


def _seconds(hours: float | None) -> int | None:
    return None if hours is None else round(3600 * hours)


def _given(path: str | os.PathLike[str] | None) -> Path | None:
    return None if path is None else Path(path)


def _named(*tables: Table | None) -> list[tuple[str, Table | None]]:
    return list(zip(("meters", "feeders", "weather"), tables, strict=True))


def _stream(table: Table) -> ArrowStream:
    if not isinstance(table, ArrowStream):
        kind = type(table).__name__
        raise Error(f"expected a table that speaks Arrow (__arrow_c_stream__) or a path, found {kind}")
    return table


def _path(table: Table | None, to: Path) -> Path | None:
    """The path of a table; one in memory is written to `to`, batch by batch."""
    if table is None:
        return None
    if isinstance(table, (str, os.PathLike)):
        return Path(table)
    with pa.RecordBatchReader.from_stream(_stream(table)) as reader:
        with pa.parquet.ParquetWriter(to, reader.schema, compression="lz4") as writer:
            for batch in reader:
                writer.write_batch(batch)
    return to
