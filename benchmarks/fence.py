"""What the fence costs: `python -m benchmarks.fence [--count 200] [--rounds 5]`, a warm folder with and without.

One process works on a folder of .docx by turns: `check` reads and checks every file as the command does, `batch` checks
every file and records its result, each behind the fence and without it. The first round is not counted. Told are the
medians of seconds of the clock and of the processor, workers included, and of the ratios within each round.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import gikreport
import gikreport.batches.task

from . import subject
from .rounds import median, ratio

WORK = ("check", "batch")
HOW = ("fenced", "bare")
Turn = dict[str, float]


def written(folder: Path, count: int) -> Path:
    """A folder with so many .docx, each of another office with other figures."""
    folder.mkdir()
    for number in range(count):
        document = gikreport.render(gikreport.sound(subject.report(number=number)), ".docx")
        (folder / f"{number:06}.docx").write_bytes(document)
    return folder


def check(folder: Path, fenced: bool) -> None:
    """Every file read and checked, as `gikreport check FOLDER` does."""
    names = gikreport.files_in(str(folder))
    judged = gikreport.judge(names, reader=gikreport.ReadAhead(names) if fenced else gikreport.read, whole=False)
    assert all(one.error is None for one in judged)


def batch(folder: Path, fenced: bool) -> None:
    """Every file checked by a batch, as `gikreport batch FOLDER --check-only` does."""
    vars(gikreport.batches.task).update(isolation=gikreport.isolation if fenced else contextlib.nullcontext)
    with tempfile.TemporaryDirectory(dir=folder.parent) as out:
        results = list(gikreport.batch(str(folder), out, check_only=True))
    assert all(result.status == "sound" for result in results)


def used() -> float:
    """Seconds of the processor that this process and those that it has ended took."""
    return sum(os.times()[:4])


def turn(work: str, how: str, folder: Path) -> Turn:
    """One turn over the folder."""
    before, begun = used() + _of_workers(), time.perf_counter()
    {"check": check, "batch": batch}[work](folder, how == "fenced")
    return {"clock": time.perf_counter() - begun, "processor": used() + _of_workers() - before}


def _of_workers() -> float:
    """Seconds of the processor of the worker that is still there."""
    ticks, found = os.sysconf("SC_CLK_TCK"), 0.0
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text("ascii").split():
            fields = Path(f"/proc/{child}/stat").read_text("ascii").rpartition(")")[2].split()
            found += (int(fields[11]) + int(fields[12])) / ticks
    return found


def lines(found: dict[str, dict[str, list[Turn]]], count: int) -> Iterable[str]:
    """The table."""
    yield "| | clock, with | without | ratio | processor, with | without | ratio |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for work, turns in found.items():
        cells = []
        for unit in ("clock", "processor"):
            fenced, bare = ([one[unit] for one in turns[how]] for how in HOW)
            cells += [f"{median(fenced):.2f} s", f"{median(bare):.2f} s", f"{ratio(fenced, bare):.2f}"]
        yield f"| {work}, {count} .docx | {' | '.join(cells)} |"


def main() -> None:
    """Measure in turns, and print the table."""
    parser = argparse.ArgumentParser(description="What the fence costs.")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as room:
        folder = written(Path(room) / "in", asked.count)
        rounds = [
            {work: {how: turn(work, how, folder) for how in HOW} for work in WORK} for _ in range(asked.rounds + 1)
        ]
        found = {work: {how: [one[work][how] for one in rounds[1:]] for how in HOW} for work in WORK}
        print("\n".join(lines(found, asked.count)))


if __name__ == "__main__":
    main()
