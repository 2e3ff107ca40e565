"""Many reports at once: `python -m benchmarks.many FOLDER OUT JOBS` runs one batch, tells seconds and memory."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import gikreport

from . import subject
from .rounds import ROOT, median, ratio

Run = dict[str, float]


def written(folder: Path, count: int) -> Path:
    """A folder with so many data files, each of another office with other figures."""
    folder.mkdir()
    for number in range(count):
        text = gikreport.encode(subject.report(number=number), ".json")
        (folder / f"{number:06}.json").write_text(text, "utf-8")
    return folder


def run(folder: Path, room: Path, jobs: int) -> Run:
    """One batch in a process of its own: seconds from its first report to its summary, MB at its peak."""
    out = room / "batch.out"
    command = [sys.executable, "-m", "benchmarks.many", str(folder), str(out), str(jobs)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    shutil.rmtree(out)
    found: Run = json.loads(done.stdout)
    return found


def growth(room: Path, counts: tuple[int, ...]) -> dict[int, Run]:
    """One process over more and more reports."""
    found = {}
    for count in counts:
        folder = written(room / f"in{count}", count)
        found[count] = run(folder, room, 1)
        shutil.rmtree(folder)
    return found


def processes(room: Path, count: int, rounds: int) -> tuple[float, float, float, float]:
    """Reports a second with one process and with two; how much faster two are by the clock, and would be if free.

    The last figure is the processor time of the one against half that of the two: what two idle processors allow.
    """
    folder = written(room / "in", count)
    seconds: dict[int, list[float]] = {1: [], 2: []}
    used: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(rounds):
        for jobs, found in seconds.items():
            done = run(folder, room, jobs)
            found.append(done["seconds"])
            used[jobs].append(done["used"])
    shutil.rmtree(folder)
    free = 2 * ratio(used[1], used[2])
    return count / median(seconds[1]), count / median(seconds[2]), ratio(seconds[1], seconds[2]), free


def main() -> None:
    """Run one batch."""
    folder, out, jobs = sys.argv[1:]
    gikreport.render(subject.sound(), ".docx")  # what a process does once is not counted
    begun = time.perf_counter()
    done = sum(result.status == "written" for result in gikreport.batch(folder, out, jobs=int(jobs)))
    seconds = time.perf_counter() - begun
    own, of_workers = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    used = sum(os.times()[:4])
    print(json.dumps({"reports": done, "seconds": seconds, "used": used, "peak": max(own, of_workers) / 1024}))


if __name__ == "__main__":
    main()
