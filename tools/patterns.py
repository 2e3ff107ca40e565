"""Which patterns of the package take more than linear time: each is searched for in its own parts, 1, 4, 16 times.

    python tools/patterns.py [--size 1000] [--only readers,register]

A pattern is told where its time grows more than 8 times for 4 times the text, twice in a row, beyond a millisecond.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent.parent / "tests")]

from support.patterns import attacks, patterns  # noqa: E402

STEEP, LEAST, LONGEST = 8.0, 0.001, 2.0


def seconds(pattern: re.Pattern[Any], text: Any) -> float:
    """Processor seconds of one search, the least of two where it is short."""
    taken = []
    for _ in range(2):
        began = time.process_time()
        pattern.search(text)
        taken.append(time.process_time() - began)
        if taken[0] > LEAST * 50:
            break
    return min(taken)


def growth(pattern: re.Pattern[Any], size: int) -> tuple[float, str]:
    """The steepest growth of a pattern over 16 times the text, and the beginning of that text."""
    worst = (0.0, "")
    texts = [list(attacks(pattern, size * times)) for times in (1, 4, 16)]
    for short, longer, longest in zip(*texts, strict=True):
        given = [t.encode() if isinstance(pattern.pattern, bytes) else t for t in (short, longer, longest)]
        first, second = seconds(pattern, given[0]), seconds(pattern, given[1])
        if second > LEAST and second > STEEP * max(first, LEAST / 20):
            third = seconds(pattern, given[2]) if second < LONGEST else float("inf")
            if third > STEEP * second:
                worst = max(worst, (third / max(first, LEAST / 20), short[:24]))
    return worst


def main() -> None:
    """Tell the patterns that grow; the exit code is 1 where there are any."""
    told = argparse.ArgumentParser(description="Patterns that take more than linear time.")
    told.add_argument("--size", type=int, default=1000)
    told.add_argument("--only", default="", help="only modules that begin with one of these")
    asked = told.parse_args()
    count = steep = 0
    for place, pattern in patterns():
        if place.startswith(tuple(asked.only.split(","))):
            count += 1
            grown, text = growth(pattern, asked.size)
            if grown:
                steep += 1
                print(f"{place}\t{grown:.0f} times for 16 times as much\t{text!r}", flush=True)
    print(f"{count} patterns, {steep} grow")
    raise SystemExit(int(steep > 0))


if __name__ == "__main__":
    main()
