"""The runs of `make bench` so far, a line each in history.jsonl, and their ratios as a picture.

Only ratios are kept: each is of two things measured side by side, so that it says something on any machine. It still
depends on the machine somewhat; a grey line in the picture stands where another processor took over.
"""

from __future__ import annotations

import html
import json
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
FILE: Final = Path(__file__).parent / "history.jsonl"
PICTURE: Final = ROOT / "docs" / "img" / "benchmarks.svg"
Run = Mapping[str, Any]
# What the picture shows: the key of a ratio, its title, and what was to be reached.
PANELS: Final = (
    ("docxtpl/zlib", "warm render, docxtpl / gikreport (zlib)", 110),
    ("docxtpl/isal", "warm render, docxtpl / gikreport (isal)", 300),
    ("carbone/zlib", "warm render, carbone / gikreport (zlib)", 20),
    ("limit/zlib", "gikreport / its own limit (zlib)", 1.5),
    ("road", "end to end, docxtpl / gikreport", 50),
    ("cold", "cold start, docxtpl / gikreport", 2),
    ("processes", "two processes / one, processor time", 1.8),
    ("memory", "memory, most reports / 100", 1.1),
)  # fmt: skip
WIDTH, HEIGHT, COLUMNS, MARGIN = 400, 150, 2, 12


def runs(file: Path = FILE) -> list[dict[str, Any]]:
    """Every run, the oldest first."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def remember(run: Run, file: Path = FILE) -> None:
    """Write a run behind the others."""
    with file.open("a", encoding="utf-8", newline="\n") as lines:
        lines.write(json.dumps(run, ensure_ascii=False) + "\n")


def commit() -> str:
    """The commit that is measured, with + behind it where the files differ from it; "" where there is no git."""
    try:
        found = [_git("rev-parse", "--short", "HEAD"), _git("status", "--porcelain", "--untracked-files=no")]
    except (OSError, subprocess.CalledProcessError):
        return ""
    return found[0] + "+" * bool(found[1])


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def picture(past: Sequence[Run]) -> str:
    """A panel for each ratio, a point for each run, dashed what was to be reached. Same runs, same bytes."""
    rows = -(-len(PANELS) // COLUMNS)
    width, height = WIDTH * COLUMNS, HEIGHT * rows
    box = f'viewBox="0 0 {width} {height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} font-family="sans-serif" font-size="12">',
        f"<title>gikreport: {len(past)} benchmark runs</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for number, (key, title, due) in enumerate(PANELS):
        row, column = divmod(number, COLUMNS)
        parts.append(f'<g transform="translate({column * WIDTH} {row * HEIGHT})">')
        parts += _panel(title, due, [run["ratios"].get(key) for run in past], _changes(past))
        parts.append("</g>")
    return "\n".join([*parts, "</svg>", ""])


def _changes(past: Sequence[Run]) -> list[int]:
    """The runs that were made on another processor than the one before."""
    return [index for index in range(1, len(past)) if past[index]["processor"] != past[index - 1]["processor"]]


def _panel(title: str, due: float, values: Sequence[float | None], changes: Sequence[int]) -> Iterator[str]:
    top, bottom, left, right = 34, HEIGHT - 18, MARGIN, WIDTH - 60
    points = [(index, value) for index, value in enumerate(values) if value is not None]
    most = max([due, *(value for _, value in points)]) * 1.05
    across = (right - left) / max(1, len(values) - 1)

    def place(index: float, value: float) -> tuple[float, float]:
        return round(left + index * across, 1), round(bottom - value / most * (bottom - top), 1)

    yield f'<text x="{left}" y="20" fill="#222">{html.escape(title)}</text>'
    yield f'<path d="M{left} {bottom}H{right}" stroke="#999" fill="none"/>'
    for index in changes:
        yield f'<path d="M{place(index - 0.5, 0)[0]} {top}V{bottom}" stroke="#ccc" fill="none"/>'
    aim = place(0, due)[1]
    yield f'<path d="M{left} {aim}H{right}" stroke="#b35900" stroke-dasharray="4 3" fill="none"/>'
    yield f'<text x="{right + 6}" y="{aim + 4:.1f}" fill="#b35900">{due:g}</text>'
    if points:
        places = [place(*point) for point in points]
        line = " ".join(f"{x},{y}" for x, y in places)
        yield f'<polyline points="{line}" stroke="#1f5fa8" stroke-width="2" fill="none"/>'
        yield from (f'<circle cx="{x}" cy="{y}" r="3" fill="#1f5fa8"/>' for x, y in places)
        last = places[-1][1]
        shift = 4 if abs(last - aim) >= 14 else 18 if last >= aim else -10
        yield f'<text x="{right + 6}" y="{last + shift:.1f}" fill="#1f5fa8">{points[-1][1]:g}</text>'
