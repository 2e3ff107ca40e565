"""`python -m benchmarks [--quick]`: measures, prints the tables and writes docs/benchmarks.md."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from . import cold, engines, history, many, peers, stages, subject
from .rounds import ROOT, commands, measured, median, ratio

PAGE: Final = ROOT / "docs" / "benchmarks.md"
MEMORY: Final = Path("/dev/shm")
NAMES: Final = {
    "ours-zlib": "gikreport, zlib",
    "ours-isal": "gikreport, isal (extra `speed`)",
    "limit-zlib": "limit: deflate, checksum and pack of the ready XML, zlib",
    "limit-isal": "limit, isal",
    "docxtpl": "docxtpl as documented: a new DocxTemplate per document",
    "docxtpl-memoised": "docxtpl, patching and compiling memoised",
    "python-docx": "python-docx from scratch",
    "carbone": "npm carbone",
    "docxtemplater": "npm docxtemplater",
    "road-ours": "JSON text → checked by all rules → .docx: gikreport",
    "road-docxtpl": "json.loads → .docx, nothing checked: docxtpl",
    "cold-ours": "process start → .docx: `gikreport render`",
    "cold-docxtpl": "process start → .docx: bare docxtpl script",
}
Times = dict[str, list[float]]


def main() -> None:
    """Measure everything; `--quick` takes few rounds and small batches."""
    quick = "--quick" in sys.argv
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        lines = list(page(Path(folder), quick))
    text = "\n".join(lines) + "\n"
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text, "utf-8")
    history.PICTURE.write_text(history.picture(history.runs()), "utf-8")
    print(text)


def page(room: Path, quick: bool) -> Iterator[str]:
    """The page, line by line; a whole run is written into the history on the way."""
    rounds, counts = (5, (10, 100, 1000)) if quick else (9, (10, 100, 1000, 10_000))
    yield from head()
    times = measured(commands(list(engines.ENGINES), room) | peers.commands(room), rounds)
    times |= cold.measured(room, rounds)
    runs = many.growth(room, counts)
    one, two, *faster = many.processes(room, 400, 3)
    found = ratios(times, faster, runs)
    if not quick:
        history.remember(run_of(found))
    yield from targets(found, faster[0], max(runs))
    yield from shown_history()
    yield from table(times)
    yield from batches(runs, one, two)
    yield from remains()


def head() -> Iterator[str]:
    """What was measured, where and how."""
    load = os.getloadavg()[0]
    yield from ("# Benchmarks", "", "Written by `make bench`; the figures are of one run.", "")
    yield f"- {datetime.date.today()}, {_processor()}, {os.cpu_count()} processors, load {load:.1f} when it began"
    yield f"- Python {platform.python_version()}, zlib {zlib.ZLIB_RUNTIME_VERSION}, {_versions()}"
    yield "- One report of 2021 form, every cell filled, 24 paragraphs of narrative, seven pages."
    yield "- Every engine runs in a process of its own; the engines take turns, a round being one turn of each. A turn"
    yield "  counts the lesser of clock time and processor time, so that other work on the machine hardly matters."
    yield "  Times are medians; ratios are medians of the ratios within each round. Files lie in memory (tmpfs)."
    yield "- docxtpl and the npm engines fill the same official template, written in their tags. docxtpl gets its"
    yield "  paragraphs as finished XML, which spares it the loops its users would write."
    yield "- The whole road takes another report each time, in the stages and in a batch too. No sentence of it comes"
    yield "  back within sixty reports: what is kept of sentences once understood is never of use here."
    yield from ("- A batch is measured by the clock.", "")


def ratios(times: Times, faster: list[float], runs: dict[int, many.Run]) -> dict[str, float]:
    """What compares between machines: each figure is of two things that were measured side by side."""
    found = {
        f"{name}/{codec}": ratio(times[name], times[f"ours-{codec}"])
        for name in ("docxtpl", "carbone") if name in times for codec in ("zlib", "isal")
    }  # fmt: skip
    found |= {f"limit/{codec}": ratio(times[f"ours-{codec}"], times[f"limit-{codec}"]) for codec in ("zlib", "isal")}
    found |= {name: ratio(times[f"{name}-docxtpl"], times[f"{name}-ours"]) for name in ("road", "cold")}
    found |= {"processes": faster[1], "memory": runs[max(runs)]["peak"] / runs[100]["peak"]}
    return {name: float(f"{value:.3g}") for name, value in found.items()}


def run_of(found: dict[str, float]) -> dict[str, Any]:
    """The line of this run in the history."""
    return {
        "date": str(datetime.date.today()), "version": importlib.metadata.version("gikreport"),
        "commit": history.commit(), "python": platform.python_version(), "processor": _processor(),
        "ratios": found,
    }  # fmt: skip


def targets(found: dict[str, float], by_clock: float, most: int) -> Iterator[str]:
    """What was to be reached, and what is."""
    yield from ("## What was to be reached", "", "| | at least | measured |", "|---|---|---|")
    for name, other, zlib_due, isal_due in (
        ("docxtpl", "docxtpl as documented", 110, 300),
        ("carbone", "carbone", 20, 50),
    ):
        if f"{name}/zlib" in found:
            got = " / ".join(f"{found[f'{name}/{codec}']:.0f}" for codec in ("zlib", "isal"))
            yield f"| one warm render against {other}, zlib / isal | {zlib_due} × / {isal_due} × | {got} × |"
    limit = " / ".join(f"{found[f'limit/{codec}']:.1f}" for codec in ("zlib", "isal"))
    yield f"| against our own limit, zlib / isal | ≤ 1.5 / ≤ 2.2 × | {limit} × |"
    yield f"| end to end, checked, against docxtpl unchecked | 50 × | {found['road']:.0f} × |"
    yield f"| cold start against a bare docxtpl script | 2 × | {found['cold']:.1f} × |"
    both = f"{by_clock:.2f} × by the clock, {found['processes']:.2f} × by processor time"
    yield f"| two processes against one | 1.8 × | {both} |"
    yield f"| peak memory, batch of {most:,} against 100 | ≤ 1.1 × | {found['memory']:.2f} × |"
    yield ""


def shown_history() -> Iterator[str]:
    """The ratios of every run as a picture."""
    yield from ("## Run after run", "", "![The ratios of every run](img/benchmarks.svg)", "")
    yield "A line of `benchmarks/history.jsonl` is a run, the oldest on the left; dashed is what was to be reached, and"
    yield from ("a grey line stands where another processor took over.", "")


def table(times: Times) -> Iterator[str]:
    """Every engine."""
    yield from ("## One document", "", "| | ms | docxtpl = 1 |", "|---|---|---|")
    for name, words in NAMES.items():
        if name in times:
            base = times[f"{name.split('-')[0]}-docxtpl" if name.startswith(("road", "cold")) else "docxtpl"]
            yield f"| {words} | {median(times[name]) * 1e3:.2f} | {ratio(base, times[name]):.1f} |"
    yield ""


def batches(runs: dict[int, many.Run], one: float, two: float) -> Iterator[str]:
    """How cost grows with reports and with paragraphs."""
    yield from ("## A batch: JSON files → checked → .docx files and summary, one process", "")
    yield from ("| reports | seconds | reports a second | peak memory, MB |", "|---|---|---|---|")
    for count, run in runs.items():
        yield f"| {count:,} | {run['seconds']:.2f} | {count / run['seconds']:.0f} | {run['peak']:.0f} |"
    yield from ("", f"One process {one:.0f} reports a second, two processes {two:.0f} (their start included).", "")
    yield from ("## Growth with the narrative, JSON text → checked → .docx", "", "| paragraphs | ms |", "|---|---|")
    for count, milliseconds in stages.growth((10, 100, 1000, 10_000)).items():
        yield f"| {count:,} | {milliseconds:.1f} |"
    yield ""


def remains() -> Iterator[str]:
    """Where the time goes now."""
    yield from ("## Where the time of the whole road goes", "", "| stage | ms |", "|---|---|")
    for name, milliseconds in stages.stages(40).items():
        yield f"| {name} | {milliseconds:.3f} |"
    yield from ("", SHORT)


SHORT: Final = """## What falls short, and why

- **Against our own limit**: what is left beside deflate is, the longest first, the writing of 24 paragraphs (two fifths
  of it) and of some 200 figures (a quarter), the joining of all pieces, three small members (properties, two headers),
  title and signature. With isal, deflate takes no longer than that.
- **End to end**: up to 51 × was told here while every turn took the same report, whose sentences were kept from the
  turn before. Now no sentence comes back, and four fifths of the road are the rules: the tokens of some 50 sentences
  with numbers (a quarter of the rules), what the half of them that names requests or publication claims (a fifth),
  lists of parts (a tenth), words told twice and the splitting into sentences (a tenth). The 178 cells, each parsed,
  checked, typed and printed, the document, deflate and JSON are the last fifth.
- **Growth with the narrative** is even: each paragraph is understood once in a check, whatever number of rules asks.
- **Cold start**: Python, click and attrs take a fifth, loading the rules and the narrative nearly a third, the form,
  the model and the readers a fifth, the work itself a quarter. Within that some 110 attrs classes are made (a quarter
  of the whole) and as many patterns compiled (a sixth). A data file is read in the process itself, without a worker;
  no template is patched and docxtpl, lxml and Jinja are not imported for the forms from 2019 on.
- **Two processes by the clock** say little on a machine whose load is above its number of processors; by processor
  time two processes use hardly more than one.
- **Memory** grows by 3 MB between 100 and 10,000 reports, the names of the files among them, and does not follow their
  number: 100 times the reports."""


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _versions() -> str:
    ours = {name: importlib.metadata.version(name) for name in ("isal", "docxtpl", "python-docx", "lxml", "jinja2")}
    found = ours | peers.versions()
    if peers.versions():
        found["node"] = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip().lstrip("v")
    return ", ".join(f"{name} {version}" for name, version in found.items())


if __name__ == "__main__":
    subject.sound()
    main()
