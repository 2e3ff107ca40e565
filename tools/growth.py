"""How the time of hostile inputs grows with their size: each kind at 10 KB, 100 KB, 1 MB, in a process begun before.

    python tools/growth.py [--kinds docx,pdf] [--sizes 10000,100000,1000000] [--limit 20] [--save growth.json]
        [--page docs/security.md [--kept growth.json,…]]

A process that has all libraries loaded forks for each file, and the child does what the command does, in its own
process instead of behind the fence. Told is how many times longer the largest size took than a tenth of it; times
below 0.2 seconds count as 0.2. Kinds that LibreOffice opens are left out.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tools")]

import hostile  # noqa: E402

from support.hostile import KINDS  # noqa: E402
from support.hostile.kind import Kind  # noqa: E402

FLOOR = 0.2
OTHERS = ("rtf-", "doc-", "odt-")
MARKS = ("<!-- growth -->\n", "<!-- end of growth -->\n")
Times = dict[str, dict[int, float | None]]


def here(function: Callable[..., Any], args: Sequence[Any], name: str, limits: object) -> Callable[[], Any]:
    """What the fence does, in this process."""
    return functools.partial(function, *args)


def ready() -> None:
    """Load what any of the commands loads, and put the work of the fence into this process."""
    import pdfplumber  # noqa: F401
    import ruamel.yaml  # noqa: F401

    import gikreport
    import gikreport.fence
    import gikreport.sources
    from gikreport.cli import COMMANDS, group

    for module in (gikreport.fence, gikreport.sources):
        vars(module).update(isolating=lambda: False, begun=here)
    report = gikreport.load(ROOT / "examples" / "xiaogang-2021.toml")
    for suffix in (".docx", ".xlsx", ".html"):
        gikreport.check(gikreport.read(gikreport.render(report, suffix)))
    gikreport.lint_template(gikreport.render(report, ".docx"))
    assert all(group.get_command(None, name) for name in COMMANDS)  # type: ignore[arg-type]


def seconds(kind: Kind, size: int, limit: int) -> float | None:
    """Processor seconds of one file; None where the limit ended it."""
    with tempfile.TemporaryDirectory(prefix="growth-") as room:
        path = Path(room) / f"file{kind.suffix}"
        path.write_bytes(kind.make(size))
        os.mkfifo(path.with_name("pipe.json"))
        given = [argument.replace("{}", path.name) for argument in hostile.COMMANDS[kind.command]]
        child = os.fork()
        if child == 0:
            _work(given, room, limit)
        _, status, used = os.wait4(child, 0)
    return None if os.WIFSIGNALED(status) else used.ru_utime + used.ru_stime


def _work(given: list[str], room: str, limit: int) -> None:
    """The command, in a child of its own that does not return."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        resource.setrlimit(resource.RLIMIT_AS, (hostile.ADDRESSES, hostile.ADDRESSES))
        os.chdir(room)
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        from gikreport.cli import main

        sys.argv = ["gikreport", *given]
        main()
    except BaseException:
        pass
    finally:
        os._exit(0)


def growth(times: dict[int, float | None]) -> float | None:
    """How many times longer the largest size took than the one before; None where it was ended, or is alone."""
    sizes = sorted(times)
    if len(sizes) < 2 or any(times[size] is None for size in sizes[-2:]):
        return None
    last, before = (max(FLOOR, times[size] or 0) for size in (sizes[-1], sizes[-2]))
    return round(last / before, 1)


def table(times: Times) -> str:
    """The kinds that took any time, the steepest first, and how many others there are."""
    rows = sorted(times.items(), key=lambda one: -(growth(one[1]) or 1000))
    told = [(name, one) for name, one in rows if growth(one) is None or any((t or 0) > FLOOR for t in one.values())]
    steep = sum((growth(one) or 1000) > hostile.MOST_GROWTH for one in times.values())
    lines = [f"{len(times)} kinds; {steep} grow more than {hostile.MOST_GROWTH:g} times or were ended; "
             f"{len(times) - len(told)} took no more than {FLOOR} s at any size and are not listed.", ""]  # fmt: skip
    lines += ["| kind | 10 KB | 100 KB | 1 MB | growth |", "|---|--:|--:|--:|--:|"]
    for name, one in told:
        cells = [
            "" if size not in one else "ended" if (t := one[size]) is None else f"{t:.2f}" for size in hostile.SIZES
        ]
        lines.append(f"| {name} | {' | '.join(cells)} | {growth(one) or ''} |")
    return "\n".join(lines) + "\n"


def put_in_page(times: Times, page: Path) -> None:
    """The table of a page, made anew."""
    before, _, rest = page.read_text("utf-8").partition(MARKS[0])
    page.write_text(before + MARKS[0] + table(times) + MARKS[1] + rest.partition(MARKS[1])[2], "utf-8")


def main() -> None:
    """Measure what is asked for and print the table."""
    parser = argparse.ArgumentParser(description="How the time of hostile inputs grows.")
    parser.add_argument("--kinds", default="")
    parser.add_argument("--sizes", default=",".join(map(str, hostile.SIZES)))
    parser.add_argument("--limit", type=int, default=20)
    parser.add_argument("--save", type=Path)
    parser.add_argument("--kept", default="", help="results of earlier runs, the later ones instead of the earlier")
    parser.add_argument("--page", type=Path)
    asked = parser.parse_args()
    times: Times = {}
    if asked.kept:
        for path in asked.kept.split(","):
            kept = json.loads(Path(path).read_text("utf-8"))
            times |= {name: {int(size): t for size, t in one.items()} for name, one in kept.items()}
    else:
        ready()
    for kind in KINDS if not asked.kept else ():
        if kind.name.startswith(tuple(asked.kinds.split(","))) and not kind.name.startswith(OTHERS):
            times[kind.name] = {size: seconds(kind, size, asked.limit) for size in map(int, asked.sizes.split(","))}
            print(kind.name, times[kind.name], growth(times[kind.name]), file=sys.stderr, flush=True)
            if asked.save:
                asked.save.write_text(json.dumps(times, indent=1), "utf-8")
    if asked.page:
        put_in_page(times, asked.page)
    print(table(times))


if __name__ == "__main__":
    main()
