"""A batch on a dask cluster: two workers, one of them killed in the middle, and nothing is lost."""

import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import gikreport
from gikreport.errors import CannotRender

distributed = pytest.importorskip("distributed")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # dask's own


@contextmanager
def running(*args: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen([sys.executable, "-m", *args], stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """A scheduler and two workers, each a process of its own; the scheduler says where it listens."""
    quiet = ["--no-dashboard"]
    with running("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", *quiet) as scheduler:
        assert scheduler.stderr
        address = next(told[0] for line in scheduler.stderr if (told := re.search(r"tcp://\S+", line)))
        worker = ["distributed.cli.dask_worker", address, "--no-nanny", "--nthreads", "1", *quiet]
        worker += ["--local-directory", str(folder)]
        with running(*worker) as one, running(*worker) as other:
            with distributed.Client(address) as client:
                client.wait_for_workers(2, timeout=60)
            yield address, [one, other, scheduler]


def written(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        data: dict[str, Any] = {"agency": f"某县自然资源局{number}", "year": 2024, "t2": {}, "t3": {}, "t4": {}}
        (folder / f"{number:04}.json").write_text(json.dumps(data), "utf-8")
    return folder


def test_a_killed_worker_of_a_cluster_costs_no_report(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", 400), tmp_path / "out"
    with cluster(tmp_path) as (address, workers), gikreport.cluster(address) as executor:
        results = []
        for result in gikreport.batch(folder, out, executor=executor):
            results.append(result)
            if len(results) == 40:
                os.kill(workers[0].pid, signal.SIGKILL)
        assert workers[0].wait() == -signal.SIGKILL
    assert Counter(result.status for result in results) == {"written": 400}
    assert len({result.name for result in results}) == 400
    assert len(list(out.glob("*.docx"))) == 400


def test_the_command_runs_on_a_cluster(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", 40), tmp_path / "out"
    with cluster(tmp_path) as (address, _):
        args: list[str | Path] = [sys.executable, "-m", "gikreport", "batch", folder, "-o", out, "--dask", address]
        done = subprocess.run(args, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(list(out.glob("*.docx"))) == 40


def test_a_scheduler_that_is_killed_ends_the_command_which_can_be_resumed(tmp_path: Path) -> None:
    folder, out = written(tmp_path / "in", 2000), tmp_path / "out"
    with cluster(tmp_path) as (address, processes):
        args = [sys.executable, "-m", "gikreport", "batch", str(folder), "-o", str(out), "--dask", address]
        with subprocess.Popen(args, stderr=subprocess.PIPE, text=True) as command:
            while command.poll() is None and len(list(out.glob("*.docx"))) < 40:
                pass
            processes[-1].kill()
            _, said = command.communicate(timeout=120)
    assert command.returncode == 4
    assert "dask 集群的调度进程没有回应；重新启动它，再加 --resume 接着做" in said
    assert "Traceback" not in said
    stood = len(list(out.glob("*.docx")))
    assert 40 <= stood < 2000
    results = list(gikreport.batch(folder, out, resume=True))
    assert Counter(result.status for result in results) == {"written": 2000}
    assert any(result.kept for result in results)


def test_a_cluster_that_does_not_answer_is_told() -> None:
    with pytest.raises(CannotRender, match="连不上"), gikreport.cluster("tcp://127.0.0.1:9"):
        pass
