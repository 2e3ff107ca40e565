"""What hostile inputs take: seconds, memory and verdict of each kind at 10 KB, 100 KB and 1 MB.

    python tools/hostile.py [--kinds docx-empty-runs,pdf] [--sizes 10000,100000] [--limit 20] [--save FOLDER]
        [--checkout FOLDER] [--page docs/security.md [--kept hostile.json,…]]

Each file goes to its command in a process of its own, one at a time, with 4 GB of addresses and a limit of time; what
it leaves behind goes with its folder. Larger sizes of a kind are passed over once a smaller one went beyond a bound.
`--save` keeps the results as hostile.md and hostile.json, after each size of each kind. `--page` puts them, and those
that were `--kept` earlier, into the table of a page, between its two marks; its other kinds stay as they stand there.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import json
import math
import os
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests")]

from support.hostile import KINDS  # noqa: E402
from support.hostile.kind import Kind  # noqa: E402

SIZES = (10_000, 100_000, 1_000_000)
ADDRESSES = 4_000_000 * 1024  # `ulimit -v 4000000`
WAITING = 3  # times as long on the clock as on the processor: the machine may be busy, or the command asleep
MOST_SECONDS, MOST_MEGABYTES, MOST_GROWTH = 5.0, 400, 12.0
_LARGEST_FILE = 2_000_000
_TAIL = 65_536
_REPORT = str(ROOT / "examples" / "xiaogang-2021.toml")
_REGISTER = str(ROOT / "examples" / "register" / "register.csv")
_OFFICE = ("--agency", "某街道办事处", "--year", "2021", "-o", "out.toml")
COMMANDS = {
    "check": ("check", "{}", "--format", "json"),
    "layout": ("check", "{}", "--layout"),
    "annotate": ("check", "{}", "--annotate", "out.docx"),
    "template": ("template", "check", "{}"),
    "register": ("register", "{}", *_OFFICE),
    "mapping": ("register", _REGISTER, "--mapping", "{}", *_OFFICE),
    "batch": ("batch", "{}", "-o", "out"),
    "units": ("check", _REPORT, "--units", "{}"),
    "waivers": ("check", _REPORT, "--waivers", "{}"),
}


@attrs.frozen
class Outcome:
    """One run: wall and processor seconds, the most memory that a process of it held, what it printed, how it ended."""

    kind: str
    size: int
    file: int
    seconds: float
    processor: float
    megabytes: float
    printed: int
    verdict: str

    @property
    def beyond(self) -> list[str]:
        """The bounds that it went beyond."""
        slow = self.verdict == "out of time" or self.processor > MOST_SECONDS
        broken = self.verdict in ("traceback", "out of time") or self.verdict.startswith("signal")
        told = (slow, "seconds"), (self.megabytes > MOST_MEGABYTES, "MB"), (broken, self.verdict)
        return [name for true, name in told if true]


def outcome(kind: Kind, size: int, limit: float, checkout: Path) -> Outcome:
    """Make one file, and give it to its command."""
    data = kind.make(size)
    assert len(data) <= _LARGEST_FILE, f"{kind.name} at {size}: {len(data)} bytes are too many for the disk"
    with tempfile.TemporaryDirectory(prefix="hostile-") as room:
        path = Path(room) / f"file{kind.suffix}"
        path.write_bytes(data)
        os.mkfifo(path.with_name("pipe.json"))
        given = [argument.replace("{}", path.name) for argument in COMMANDS[kind.command]]
        return measured(given, Path(room), limit, (kind.name, size, len(data)), checkout)


def measured(given: Sequence[str], room: Path, limit: float, about: tuple[str, int, int], checkout: Path) -> Outcome:
    """Run gikreport of a checkout in a group of its own until it ends, or is ended with all that it began."""
    python = checkout / ".venv" / "bin" / "python"
    command = [str(python) if python.exists() else sys.executable, "-m", "gikreport", *given]
    around = {**os.environ, "TMPDIR": str(room), "PYTHONPATH": str(checkout)}
    began = time.monotonic()
    child = subprocess.Popen(
        command, cwd=room, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True, preexec_fn=functools.partial(_bound, limit), env=around,
    )  # fmt: skip
    late = threading.Event()

    def end() -> None:
        late.set()
        _end(child.pid)

    timer = threading.Timer(limit * WAITING, end)
    timer.start()
    try:
        printed, tail = _read(child)
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.monotonic() - began
    finally:
        timer.cancel()
        _end(child.pid)
    child.returncode = os.waitstatus_to_exitcode(status)
    over = late.is_set() or child.returncode == -signal.SIGXCPU
    verdict = "out of time" if over else _verdict(child.returncode, tail)
    processor = used.ru_utime + used.ru_stime
    return Outcome(*about, round(seconds, 2), round(processor, 2), round(used.ru_maxrss / 1024, 1), printed, verdict)


def _bound(limit: float) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(limit), math.ceil(limit) + 1))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))


def _end(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _read(child: subprocess.Popen[bytes]) -> tuple[int, bytes]:
    """How many bytes a process prints, and the last of them."""
    assert child.stdout is not None
    printed, tail = 0, b""
    with child.stdout as stream:
        while chunk := os.read(stream.fileno(), _TAIL):
            printed += len(chunk)
            tail = (tail + chunk)[-_TAIL:]
    return printed, tail


def _verdict(code: int, tail: bytes) -> str:
    if code < 0:
        return f"signal {-code}"
    return "traceback" if b"Traceback (most recent call last)" in tail else f"exit {code}"


def outcomes(kinds: Sequence[Kind], sizes: Sequence[int], limit: float, checkout: Path) -> Iterator[Outcome]:
    """Every kind at the first size, then at the next those that stayed within all bounds."""
    left = list(kinds)
    for size in sizes:
        beyond = set()
        for kind in left:
            found = outcome(kind, size, limit, checkout)
            beyond |= {kind} if found.beyond else set()
            yield found
        left = [kind for kind in left if kind not in beyond]


def start_up(checkout: Path) -> float:
    """Processor seconds that a command takes for a file of nothing, the least of three."""
    empty = Kind(lambda size: b"{}", ".json")
    return min(outcome(empty, 0, 60, checkout).processor for _ in range(3))


def growths(found: Sequence[Outcome], start: float) -> dict[str, float]:
    """How many times longer each kind took at its largest size than at a tenth of it, start-up left out.

    What took less than a tenth of a second beyond start-up counts as a tenth: it is noise.
    """
    taken = {(one.kind, one.size): max(0.1, one.processor - start) for one in found}
    largest = {one.kind: one.size for one in found}
    return {
        kind: round(taken[kind, size] / taken[kind, size // 10], 1)
        for kind, size in largest.items()
        if (kind, size // 10) in taken
    }


def markdown(found: Sequence[Outcome], start: float) -> str:
    """The table of all kinds, and above it how many went beyond which bound."""
    grown, kinds = growths(found, start), list(dict.fromkeys(one.kind for one in found))
    beyond = {kind: sorted({b for one in found if one.kind == kind for b in one.beyond}) for kind in kinds}
    steep = {kind for kind in kinds if grown.get(kind, 0) > MOST_GROWTH}
    lines = [f"{len(kinds)} kinds, {len(found)} runs; start-up {start:.2f} s of the processor.", ""]
    lines += [
        f"- beyond {b}: {sum(b in said for said in beyond.values())}" for b in sorted(set().union(*beyond.values()))
    ]
    lines += [f"- growth above {MOST_GROWTH:g}: {len(steep)}"]
    lines += [f"- beyond any bound: {sum(bool(beyond[kind]) or kind in steep for kind in kinds)} of {len(kinds)}", ""]
    lines += ["| kind | size | file | seconds | processor | MB | printed | verdict | beyond | growth |"]
    lines += ["|---|--:|--:|--:|--:|--:|--:|---|---|--:|"]
    lines += [
        f"| {one.kind} | {one.size} | {one.file} | {one.seconds} | {one.processor} | {one.megabytes:.0f} | "
        f"{one.printed} | {one.verdict} | {', '.join(one.beyond)} | {grown.get(one.kind, '')} |"
        for one in sorted(found, key=lambda one: (kinds.index(one.kind), one.size))
    ]
    return "\n".join(lines) + "\n"


def save(found: Sequence[Outcome], start: float, folder: Path) -> None:
    """Keep the results as a table for people and as data."""
    data = {"start": start, "growth": growths(found, start), "runs": [attrs.asdict(one) for one in found]}
    (folder / "hostile.json").write_text(json.dumps(data, indent=1, ensure_ascii=False), "utf-8")
    (folder / "hostile.md").write_text(markdown(found, start), "utf-8")


MARKS = ("<!-- table -->\n", "<!-- end of the table -->\n")


def put_in_page(found: Sequence[Outcome], page: Path) -> None:
    """Put what was measured into the table of a page: size, processor seconds, memory and verdict of each kind."""
    before, _, rest = page.read_text("utf-8").partition(MARKS[0])
    table, _, behind = rest.partition(MARKS[1])
    rows = {_kind_and_size(row): row for row in table.splitlines() if row.startswith("| ") and "| kind |" not in row}
    rows |= {
        (one.kind, one.size // 1000): f"| {one.kind} | {one.size // 1000} | {one.processor:.1f} | "
        f"{one.megabytes:.0f} | {one.verdict} | {', '.join(one.beyond)} |"
        for one in found
    }
    kinds = [kind.name for kind in KINDS]
    listed = sorted((key for key in rows if key[0] in kinds), key=lambda key: (kinds.index(key[0]), key[1]))
    within = sum(rows[key].endswith("|  |") for key in listed)
    lines = [f"{len(listed)} files of {len({kind for kind, _ in listed})} kinds; {within} within 5 s and 400 MB.", ""]
    lines += ["| kind | KB | seconds | MB | verdict | beyond |", "|---|--:|--:|--:|---|---|"]
    lines += [rows[key] for key in listed]
    page.write_text(before + MARKS[0] + "\n".join(lines) + "\n" + MARKS[1] + behind, "utf-8")


def _kind_and_size(row: str) -> tuple[str, int]:
    _, kind, size, *_ = (cell.strip() for cell in row.split("|"))
    return kind, int(size)


def kept(path: Path) -> list[Outcome]:
    """The results that `--save` wrote."""
    return [Outcome(**one) for one in json.loads(path.read_text("utf-8"))["runs"]]


def main() -> None:
    """Measure what is asked for and print the table."""
    parser = argparse.ArgumentParser(description="What hostile inputs take.")
    parser.add_argument("--kinds", default="", help="only kinds whose name begins with one of these")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument(
        "--limit", type=float, default=20, help="processor seconds of each run, three times as many on the clock"
    )
    parser.add_argument("--save", type=Path)
    parser.add_argument("--checkout", type=Path, default=ROOT, help="whose gikreport is measured")
    parser.add_argument("--page", type=Path, help="the page whose table is made anew")
    parser.add_argument("--kept", default="", help="results of earlier runs, hostile.json, for the page")
    asked = parser.parse_args()
    if asked.kept and asked.page:
        put_in_page([one for path in asked.kept.split(",") for one in kept(Path(path))], asked.page)
        return
    kinds = [kind for kind in KINDS if kind.name.startswith(tuple(asked.kinds.split(",")))]
    checkout, found = asked.checkout.resolve(), list[Outcome]()
    start = start_up(checkout)
    for one in outcomes(kinds, [int(size) for size in asked.sizes.split(",")], asked.limit, checkout):
        found.append(one)
        print(*attrs.astuple(one), ", ".join(one.beyond), sep="\t", file=sys.stderr, flush=True)
        if asked.save:
            save(found, start, asked.save)
    if asked.page:
        put_in_page(found, asked.page)
    print(markdown(found, start))


if __name__ == "__main__":
    main()
