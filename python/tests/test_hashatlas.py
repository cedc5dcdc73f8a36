"""What the wheel promises, tried as a notebook would. The reference is the program itself: HASHATLAS is its path.

    HASHATLAS=target/release/hashatlas python -m unittest discover python/tests
"""

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import hashatlas
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

PROGRAM = os.environ["HASHATLAS"]


def run(*arguments: str) -> str:
    done = subprocess.run([PROGRAM, *arguments], check=True, capture_output=True, text=True)
    return done.stdout


class Grid(unittest.TestCase):
    """A simulated grid, judged by the program and by the wheel."""

    @classmethod
    def setUpClass(cls) -> None:
        cls.folder = tempfile.TemporaryDirectory()
        path = Path(cls.folder.name)
        run("simulate", "grid", "--meters", "200", "--days", "28", "--seed", "5", "-o", str(path / "grid"))
        cls.grid = path / "grid"
        cls.found = path / "found.parquet"
        tables = [f"--{name}={cls.grid / name}.parquet" for name in ("meters", "feeders", "weather")]
        run("detect", f"--readings={cls.grid / 'readings.parquet'}", *tables, "-o", str(cls.found))

    @classmethod
    def tearDownClass(cls) -> None:
        cls.folder.cleanup()

    def table(self, name: str) -> pa.Table:
        return pq.read_table(self.grid / f"{name}.parquet")

    def test_the_same_detections_as_the_program_from_files_and_from_memory(self) -> None:
        expected = pq.read_table(self.found)
        self.assertGreater(expected.num_rows, 0)
        others = ("meters", "feeders", "weather")
        from_files = hashatlas.detect(
            self.grid / "readings.parquet", **{name: self.grid / f"{name}.parquet" for name in others}
        )
        self.assertEqual(from_files.detections, expected)
        self.assertEqual((from_files.meters, from_files.judged), (200, 200))
        for convert in (lambda table: table, pl.from_arrow):
            given = {name: convert(self.table(name)) for name in others}
            # Shuffled rows: the order of arrival does not matter.
            readings = self.table("readings")
            readings = readings.take(pa.array(range(readings.num_rows - 1, -1, -1)))
            found = hashatlas.detect(convert(readings), **given)
            columns = [name for name in expected.column_names if name != "status"]
            self.assertEqual(found.detections.select(columns), expected.select(columns))

    def test_scores_and_measures_are_of_all_meters(self) -> None:
        found = hashatlas.detect(self.table("readings"), meters=self.table("meters"))
        self.assertEqual(len(set(found.scores["meter_id"].to_pylist()) - {None}), 200)
        measures = hashatlas.measure(self.table("readings"), meters=self.table("meters"))
        self.assertEqual(measures.num_rows, 200)
        self.assertIn("mean_kw", measures.column_names)

    def test_what_cannot_be_read_says_where_and_what_was_expected(self) -> None:
        without = self.table("readings").drop_columns(["wh"])
        with self.assertRaisesRegex(hashatlas.Error, "wh"):
            hashatlas.detect(without)
        with self.assertRaisesRegex(hashatlas.Error, "__arrow_c_stream__"):
            hashatlas.detect([1, 2, 3])
        with self.assertRaisesRegex(hashatlas.Error, "none.parquet"):
            hashatlas.detect("none.parquet")


class Atlas(unittest.TestCase):
    """Figures of the embedded atlas."""

    def test_figures_have_status_bounds_and_sources_and_no_data_is_null(self) -> None:
        farms = hashatlas.atlas("farms", years=2025)
        russia = farms.filter(pc.equal(farms["region"], "RU")).to_pylist()[0]
        self.assertEqual((russia["value"], russia["status"]), (196907.0, "published"))
        self.assertTrue(russia["sources"])
        self.assertIn(None, farms["value"].to_pylist())
        self.assertNotIn(0.0, farms["value"].to_pylist())
        with self.assertRaisesRegex(hashatlas.Error, "frams"):
            hashatlas.atlas("frams")

    def test_a_figure_is_that_of_the_program_to_the_byte(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "farms.svg"
            run("render", "--kind", "growth", "--lang", "ru", "-o", str(path))
            drawn = hashatlas.figure("growth", language="ru")
            self.assertEqual(drawn.data, path.read_bytes())
        self.assertTrue(drawn._repr_svg_().rstrip().endswith("</svg>"))
        self.assertIsNone(drawn._repr_png_())
        self.assertTrue(hashatlas.figure("ranking", form="png")._repr_png_().startswith(b"\x89PNG"))


if __name__ == "__main__":
    unittest.main()
