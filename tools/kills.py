"""Kills commands at random moments, and looks at what they leave: nothing half under a final name, all of it mended.

    python tools/kills.py [--kills 500] [--seed 1]

A process that has all libraries loaded forks for each run. In the child the n-th look at, or change of, a file in its
folder is its end (SIGKILL), n being drawn from all that a whole run does. Then each file under a final name is as a
whole run makes it, or as it was; the same command again (`batch` with --resume) ends well and leaves what a whole run
leaves; what is not ours, though named alike, stands; the log verifies.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

import attrs

ROOT = Path(__file__).parent.parent
EXAMPLES = ("xiaogang-2021", "linhai-2020", "qingxi-2010")
EVENTS = frozenset((
    "open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.scandir", "os.listdir", "os.link", "os.truncate",
    "os.chmod", "os.utime", "shutil.rmtree", "sqlite3.connect", "os.fsync", "fcntl.flock",
))  # fmt: skip
# Named as ours, and none of ours: of another batch, of a process that is alive, of another machine.
OTHERS = (
    ".gikreport-0123456789abcdef-0123456789abcdef.part", ".other.part", ".gikreport-00000000.1-0123456789abcdef.part",
)  # fmt: skip


@attrs.frozen
class Case:
    """A command that is killed: its arguments, those of the run that mends, and the folder that it writes."""

    name: str
    given: tuple[str, ...]
    again: tuple[str, ...]
    out: str


CASES = (
    Case("batch", ("batch", "in", "-o", "out", "--to", "docx,json"), ("--resume",), "out"),
    Case("batch --manifest", ("batch", "in", "-o", "out", "--manifest"), ("--resume",), "out"),
    Case("publish", ("publish", "in/xiaogang-2021.toml", "-o", "out/folder", "--no-pdf"), (), "out"),
    Case("render", ("render", "in/xiaogang-2021.toml", "-o", "out/a.docx", "--manifest"), (), "out"),
    Case(
        "register",
        ("register", "reg/register-corrected.csv", "--mapping", "reg/register.toml", "--agency", "某局",
         "--year", "2021", "-o", "out/a.toml", "--trace", "out/trace.csv"),
        (), "out",
    ),
    Case("log", ("check", "in/xiaogang-2021.toml", "in/linhai-2020.toml", "--log", "out/a.log"), (), "out"),
)  # fmt: skip


def laid(room: Path) -> None:
    """The folder that a command works in: its inputs, and files of others where it writes."""
    (room / "in").mkdir()
    (room / "out").mkdir()
    (room / "reg").mkdir()
    for name in EXAMPLES:
        shutil.copy(ROOT / "examples" / f"{name}.toml", room / "in")
    for name in ("register-corrected.csv", "register.toml"):
        shutil.copy(ROOT / "examples" / "register" / name, room / "reg")
    for name in (*OTHERS, _alive()):
        (room / "out" / name).write_text("not ours", "utf-8")


def _alive() -> str:
    """The name of what a process that is alive has begun: of this one."""
    from gikreport.files import process_mark

    return f".gikreport-{process_mark()}-0123456789abcdef.part"


def run(room: Path, given: tuple[str, ...], end: int = 0) -> tuple[int, int]:
    """A command in a child: how it ended, and how many events it had; at event number `end` it is killed."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        _work(room, given, end, writer)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), int(told or 0)


def _work(room: Path, given: tuple[str, ...], end: int, writer: int) -> None:
    """The command, in a child that does not return."""
    count, place = 0, str(room)
    code = 70

    def event(name: str, about: tuple[Any, ...]) -> None:
        nonlocal count
        if name in EVENTS and (name in ("os.fsync", "fcntl.flock") or _inside(about, place)):
            count += 1
            if count == end:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        os.chdir(room)
        os.environ["TMPDIR"] = str(room / "tmp")
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        if not os.environ.get("KILLS_TELL"):
            os.dup2(null, 2)
        sync = os.fsync
        os.fsync = lambda handle: (event("os.fsync", ()), sync(handle))[1]
        os.sync = lambda: None  # of the whole machine, and slow
        sys.addaudithook(event)
        from gikreport.cli import main

        sys.argv = ["gikreport", *given]
        main()
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:
        if os.environ.get("KILLS_TELL"):
            traceback.print_exc()
    finally:
        os.write(writer, str(count).encode())
        os._exit(code)


def _inside(about: tuple[Any, ...], place: str) -> bool:
    """Whether an event is about a file of the folder that the command works in."""
    named = [os.fsdecode(one) for one in about if isinstance(one, str | bytes | os.PathLike)]
    return any(name.startswith(place) or not name.startswith("/") for name in named)


def written(room: Path, out: str) -> dict[str, bytes]:
    """The files under final names: all but those that are not whole yet, the record of a batch, and the log's times."""
    found = {}
    for path in sorted((room / out).rglob("*")):
        inside = [part for part in path.relative_to(room / out).parts if part.startswith(".gikreport-")]
        if path.is_file() and not inside and path.name != ".other.part":
            found[str(path.relative_to(room / out))] = path.read_bytes()
    return found


def _comparable(name: str, content: bytes) -> object:
    """What of a file is the same in each run: of the summary not the seconds, of a log how many lines it has."""
    if name == "summary.json":
        return [(one["name"], one["status"], one["outputs"]) for one in json.loads(content)["reports"]]
    if name == "summary.xlsx":
        return content[:2]
    return len(content.splitlines()) if name.endswith(".log") else content


def faults(case: Case, due: dict[str, bytes], events: int, draw: random.Random) -> list[str]:
    """What is wrong after one kill."""
    found: list[str] = []
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        room = Path(folder).resolve()
        laid(room)
        (room / "tmp").mkdir()
        before: dict[str, bytes] = {}
        if draw.random() < 0.3:  # over what an earlier run made
            run(room, case.given)
            before = written(room, case.out)
        end = draw.randint(1, events)
        code, _ = run(room, case.given, end)
        for name, content in written(room, case.out).items():
            if name.endswith((".log", "summary.json", "summary.xlsx")):
                continue
            if name not in due or content not in (due[name], before.get(name)):
                found.append(f"{name} is half or unknown after the kill")
        found += _unmended(case, due, room)
        return [f"{case.name}, killed at event {end} of {events} ({code}): {one}" for one in found]


def _unmended(case: Case, due: dict[str, bytes], room: Path) -> list[str]:
    """What is wrong after the command has been run once more."""
    found: list[str] = []
    code, _ = run(room, (*case.given, *case.again))
    made = written(room, case.out)
    if code not in (0, 1):
        found.append(f"the next run ends with {code}")
    if set(made) != set(due):
        found.append(f"the next run leaves {sorted(made)}, not {sorted(due)}")
    for name in set(made) & set(due):
        if not name.endswith(".log") and _comparable(name, made[name]) != _comparable(name, due[name]):
            found.append(f"{name} is not as a whole run makes it")
    left = [str(path.relative_to(room)) for path in room.rglob("*.part") if path.name not in (*OTHERS, _alive())]
    found += [f"{left} is left"] if left else []
    found += [f"{name} is gone" for name in (*OTHERS, _alive()) if not (room / case.out / name).exists()]
    found += ["the temporary folder is not empty"] if any((room / "tmp").iterdir()) else []
    if case.name == "log" and run(room, ("log", "verify", "out/a.log"))[0] != 0:
        found.append("the log does not verify")
    return found


def whole(case: Case) -> tuple[dict[str, bytes], int]:
    """What a run that nobody kills leaves, and how many events it has."""
    with tempfile.TemporaryDirectory(prefix="kills-") as folder:
        room = Path(folder).resolve()
        laid(room)
        (room / "tmp").mkdir()
        code, events = run(room, case.given)
        assert code in (0, 1), f"{case.name} ends with {code}"
        return written(room, case.out), events


def ready() -> None:
    """Load what the commands load, and read data as the children do, without the fence's process."""
    import gikreport
    import gikreport.fence
    from gikreport.cli import COMMANDS, group

    gikreport.fence.isolating = lambda: False
    assert all(group.get_command(None, name) for name in COMMANDS)  # type: ignore[arg-type]
    for name in EXAMPLES:
        document = gikreport.sound(gikreport.read(ROOT / "examples" / f"{name}.toml"))
        for suffix in (".docx", ".html"):
            gikreport.render(document, suffix)


def main() -> None:
    """Kill as often as is asked for, and tell what was wrong."""
    parser = argparse.ArgumentParser(description="Kills commands at random moments.")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    draw, found = random.Random(asked.seed), list[str]()
    ready()
    due = {case.name: whole(case) for case in CASES}
    for number in range(asked.kills):
        case = CASES[number % len(CASES)]
        found += faults(case, *due[case.name], draw)
    for one in found:
        print(one)
    moments = ", ".join(f"{name} {events}" for name, (_, events) in due.items())
    print(f"{asked.kills} kills at moments of {moments}: {len(found)} faults")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
