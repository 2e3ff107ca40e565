"""Interleaved rounds: every engine takes its turn in each round, so that a busy machine slows all of them alike."""

from __future__ import annotations

import contextlib
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TURN = 0.05  # seconds that one turn of an engine takes at least


def commands(names: Sequence[str], room: Path) -> dict[str, list[str]]:
    """How each Python engine is started."""
    return {name: [sys.executable, "-m", "benchmarks.worker", name, str(room)] for name in names}


def measured(engines: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[float]]:
    """Seconds for one document, by engine, one figure a round."""
    with contextlib.ExitStack() as stack:
        running = {name: stack.enter_context(_running(command)) for name, command in engines.items()}
        counts = {name: max(1, round(TURN / _turn(process, 2))) for name, process in running.items()}
        found: dict[str, list[float]] = {name: [] for name in engines}
        for _ in range(rounds):
            for name, process in running.items():
                found[name].append(_turn(process, counts[name]))
        return found


@contextlib.contextmanager
def _running(command: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        yield process
    finally:
        process.communicate()


def _turn(process: subprocess.Popen[str], count: int) -> float:
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{count}\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    if not answer:
        raise RuntimeError(f"{process.args!r} stopped")
    return float(answer)


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """How many times as long the one takes: the median of the ratios within each round."""
    return statistics.median(a / b for a, b in zip(one, other, strict=True))
