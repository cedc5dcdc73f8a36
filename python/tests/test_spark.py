"""The job for Apache Spark on a cluster of processes: the detections of the program, to the byte, also where an
executor is killed. Needs PySpark and Java: HASHATLAS_SPARK=1 says that they are there.

    HASHATLAS_SPARK=1 HASHATLAS=target/release/hashatlas python -m unittest python.tests.test_spark
"""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from collections.abc import Callable
from pathlib import Path

#: So that a killed executor still has most of its work before it.
BUCKETS = 24
#: Nothing here takes longer.
LONGEST_S = 300
#: So many jobs lose an executor, each at a moment of its own.
KILLS = int(os.environ.get("HASHATLAS_SPARK_KILLS", "1"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def run(*arguments: str) -> None:
    subprocess.run([os.environ["HASHATLAS"], *arguments], check=True, capture_output=True)


def parents() -> dict[int, int]:
    """The parent of each process."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name in brackets may hold anything.
            found[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            pass
    return found


@unittest.skipUnless(os.environ.get("HASHATLAS_SPARK"), "HASHATLAS_SPARK is not set: Spark is left out")
class OnSpark(unittest.TestCase):
    """A master and two workers of one core each, on this machine alone."""

    @classmethod
    def setUpClass(cls) -> None:
        import pyspark

        home = Path(pyspark.__file__).parent
        cls.started: list[subprocess.Popen] = []
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.addClassCleanup(cls.stop)
        cls.path = Path(cls.folder.name)
        cls.submit = home / "bin" / "spark-submit"
        cls.environment = os.environ | {
            "SPARK_HOME": str(home),
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
            "PYSPARK_PYTHON": sys.executable,
            "PYSPARK_DRIVER_PYTHON": sys.executable,
        }
        port = free_port()
        cls.master = f"spark://127.0.0.1:{port}"
        daemon = "org.apache.spark.deploy"
        local = ["--host", "127.0.0.1", "--webui-port", "0"]
        cls.start(f"{daemon}.master.Master", *local, "--port", str(port))
        cls.wait(lambda: cls.is_open(port), "the master does not answer")
        cls.workers = [
            cls.start(
                f"{daemon}.worker.Worker", *local, "--cores", "1", "--memory", "1g",
                "--work-dir", str(cls.path / f"worker-{number}"), cls.master,
            )
            for number in range(2)
        ]  # fmt: skip

        cls.grid = cls.path / "grid"
        run("simulate", "grid", "--meters", "400", "--days", "28", "--seed", "5", "-o", str(cls.grid))
        cls.buckets = cls.path / "buckets"
        run("convert", str(cls.grid / "readings.parquet"), "--buckets", str(BUCKETS), "-o", str(cls.buckets))
        cls.tables = [f"--{name}={cls.grid / name}.parquet" for name in ("meters", "weather")]

    @classmethod
    def start(cls, name: str, *arguments: str) -> subprocess.Popen:
        command = [str(cls.submit.with_name("spark-class")), name, *arguments]
        with (cls.path / f"{name}-{len(cls.started)}.log").open("w") as log:
            started = subprocess.Popen(command, env=cls.environment, stdout=log, stderr=log)
        cls.started.append(started)
        return started

    @classmethod
    def stop(cls) -> None:
        for started in reversed(cls.started):
            started.terminate()
            started.wait(LONGEST_S)

    @staticmethod
    def is_open(port: int) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    @staticmethod
    def wait(until: Callable[[], bool], otherwise: str) -> None:
        ends = time.monotonic() + LONGEST_S
        while not until():
            if time.monotonic() > ends:
                raise TimeoutError(otherwise)
            time.sleep(0.005)

    def job(self, output: Path, *more: str, readings: Path | None = None) -> subprocess.Popen:
        """The job as the program writes it, under way."""
        script = self.path / "detect.py"
        run("spark", "-o", str(script))
        conf = {
            "spark.executor.cores": "1",
            "spark.executor.memory": "512m",
            "spark.driver.host": "127.0.0.1",
            "spark.ui.enabled": "false",
            "spark.log.level": "WARN",
        }
        confs = [word for name, value in conf.items() for word in ("--conf", f"{name}={value}")]
        command = [str(self.submit), "--master", self.master, *confs, str(script)]
        command += [f"--readings={readings or self.buckets}", f"--output={output}", *self.tables, *more]
        both = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        job = subprocess.Popen(command, env=self.environment, text=True, **both)
        self.addCleanup(lambda: (job.kill(), job.communicate()))
        return job

    def done(self, job: subprocess.Popen) -> str:
        said, _ = job.communicate(timeout=LONGEST_S)
        self.assertEqual(job.returncode, 0, said)
        return said

    def expected(self, *more: str) -> bytes:
        """What the program finds in the readings as they were, in one file."""
        path = self.path / "expected.parquet"
        run("detect", f"--readings={self.grid / 'readings.parquet'}", *self.tables, *more, "-o", str(path))
        return path.read_bytes()

    def test_the_bytes_of_the_program_with_feeders_too(self) -> None:
        output, feeders = self.path / "found.parquet", f"--feeders={self.grid / 'feeders.parquet'}"
        said = self.done(self.job(output, feeders))
        self.assertIn(f"measured {BUCKETS} buckets: 400 meters, {400 * 28 * 48} readings", said)
        self.assertEqual(output.read_bytes(), self.expected(feeders))
        # Nothing is left beside it.
        self.assertEqual(list(self.path.glob(".found*")), [])

    def test_an_executor_that_is_killed_changes_nothing(self) -> None:
        expected = self.expected()
        for number in range(KILLS):
            with self.subTest(number=number):
                self.killed(self.path / f"killed-{number}.parquet", expected)

    def killed(self, output: Path, expected: bytes) -> None:
        job = self.job(output)
        measured = lambda: len(list(self.path.glob(f".{output.name}-*/bucket-*")))  # noqa: E731
        least = random.randrange(BUCKETS // 2) if KILLS > 1 else BUCKETS // 8
        self.wait(lambda: measured() > least or job.poll() is not None, "nothing is measured")
        # The newest: that of the job before may be on its way out.
        executor = max(pid for pid, parent in parents().items() if parent == self.workers[0].pid)
        os.kill(executor, signal.SIGKILL)
        self.assertLess(measured(), BUCKETS, "killed too late to show anything")
        self.assertRegex(self.done(job), r"Lost executor|Lost task")
        self.assertEqual(output.read_bytes(), expected)

    def test_lost_and_doubled_buckets_fail(self) -> None:
        broken = self.path / "broken"
        shutil.copytree(self.buckets, broken)
        files = sorted(broken.iterdir())
        files[3].unlink()
        self.refused(broken, f"found {BUCKETS - 1} files")
        shutil.copy(files[4], files[3])
        self.refused(broken, "which another file has, too")

    def refused(self, readings: Path, why: str) -> None:
        output = self.path / "refused.parquet"
        job = self.job(output, readings=readings)
        said, _ = job.communicate(timeout=LONGEST_S)
        self.assertNotEqual(job.returncode, 0)
        self.assertIn(why, said)
        self.assertFalse(output.exists())


if __name__ == "__main__":
    unittest.main()
