"""What the wheel promises, tried as a notebook would. The reference is the program itself: HASHATLAS is its path.

    HASHATLAS=target/release/hashatlas python -m unittest discover python/tests
"""

import ast
import json
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

    def test_figures_of_an_evaluation_are_those_of_the_program(self) -> None:
        found = hashatlas.detect(self.grid / "readings.parquet", meters=self.table("meters"))
        scores = Path(self.folder.name) / "scores.parquet"
        pq.write_table(found.scores, scores)
        labels = self.grid / "labels.csv"
        printed = run("evaluate", f"--scores={scores}", f"--labels={labels}", "--resamples=50")
        for given in (scores, found.scores):
            figures = hashatlas.evaluate(given, labels, resamples=50)
            [ap] = figures.filter(
                pc.and_(pc.equal(figures["figure"], "ap"), pc.equal(figures["kind"], "abnormal_load"))
            ).to_pylist()
            self.assertIn(f"ap               {ap['value']:.4f} [{ap['low']:.4f}, {ap['high']:.4f}]", printed)
        with self.assertRaisesRegex(hashatlas.Error, "no label"):
            hashatlas.evaluate(found.scores, pa.table({"subject": ["M00001"], "kind": ["normal"]}))

    def test_what_cannot_be_read_says_where_and_what_was_expected(self) -> None:
        without = self.table("readings").drop_columns(["wh"])
        with self.assertRaisesRegex(hashatlas.Error, "^readings.*wh"):
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


class Notebook(unittest.TestCase):
    """The example runs from top to bottom, and finds what it made up."""

    def test_the_example_finds_the_rig_and_draws(self) -> None:
        path = Path(__file__).parent.parent / "example.ipynb"
        cells = {cell["id"]: cell for cell in json.loads(path.read_text())["cells"]}
        scope: dict = {}
        shown = {}
        for name, cell in cells.items():
            if cell["cell_type"] != "code":
                continue
            tree = ast.parse("".join(cell["source"]))
            # A notebook shows what the last line of a cell is.
            last = ast.Expression(tree.body.pop().value)
            exec(compile(tree, name, "exec"), scope)
            shown[name] = eval(compile(last, name, "eval"), scope)
        self.assertEqual(shown["make"], 40 * 28 * 48)
        [row] = shown["rows"]
        self.assertEqual(row["meter_id"], "home-07")
        self.assertAlmostEqual(row["kw"], 3, delta=0.2)
        figures = {row["figure"]: row["value"] for row in shown["evaluate"]}
        self.assertEqual((figures["ap"], figures["false_alarms_per_1000_weeks"]), (1, 0))
        self.assertEqual([row["region"] for row in shown["atlas"]], ["RU-IRK"] * 2)
        self.assertTrue(shown["figure"]._repr_svg_().startswith("<"))


if __name__ == "__main__":
    unittest.main()
