"""The compiled part. Use the functions of `hashatlas`, which take and give Arrow tables."""

from pathlib import Path
from typing import Any

__version__: str

class Error(Exception): ...

def detect(
    readings: Path,
    in_memory: Any | None,
    output: Path,
    meters: Path | None,
    feeders: Path | None,
    weather: Path | None,
    model: Path | None,
    threshold: float | None,
    utc_offset_s: int | None,
    atlas: Path | None,
) -> tuple[int, int, int, int, list[str]]: ...
def measure_file(
    readings: Path,
    output: Path,
    meters: Path | None,
    weather: Path | None,
    utc_offset_s: int | None,
    atlas: Path | None,
) -> tuple[int, int]: ...
def judge(
    readings: Path,
    measured: list[Path],
    output: Path,
    scores: Path | None,
    meters: Path | None,
    feeders: Path | None,
    weather: Path | None,
    model: Path | None,
    threshold: float | None,
    utc_offset_s: int | None,
    atlas: Path | None,
) -> tuple[int, tuple[int, int, int, int, list[str]]]: ...
def evaluate(
    scores: Path, labels: Path, model: Path | None, threshold: float | None, resamples: int, seed: int
) -> tuple[list[tuple[str, str, str, float, tuple[float, float] | None, int, int]], list[str]]: ...
def measure_names() -> list[str]: ...
def table(metrics: list[str], regions: list[str], years: list[int], atlas: Path | None) -> str: ...
def figure(spec: str, form: str, scale: int | None, detections: Path | None, atlas: Path | None) -> bytes: ...
