"""A log of what was checked, waived and rendered: one line an event, each with the hash of the line before."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

import attrs

from ..errors import CannotRender, Unreadable, Words, unopened
from ..files import opened_file, unwritten

START: Final = "0" * 64  # what stands for the hash of the line before the first
_LONGEST: Final = 2**20  # bytes of a line
_OPEN: Final = b'"hash":""}'  # how a line ends before its hash is known
_KEYS: Final = ("number", "time", "event", "facts", "before", "hash")


@attrs.frozen(kw_only=True)
class LogVerdict:
    """Whether a log is whole: how many lines hold, the hash of the last of them, and what is wrong with the next.

    `broken` is the number of the first line that does not hold, None where all do.
    """

    lines: int
    head: str
    broken: int | None = None
    fault: Words | None = None


def append_log(path: str | Path, event: str, *facts: Mapping[str, Any]) -> str:
    """Add a line for each of the facts, on disk when this returns; the last hash, by which the log may be known later.

    Programs may write one log at the same time. Raises CannotRender where it cannot be written, or where its last line
    is broken.
    """
    target = Path(path)
    try:
        with _locked(target) as file:
            number, before = _last(file, target)
            lines = []
            for count, one in enumerate(facts, 1):
                lines.append(_line(number + count, event, one, before))
                before = json.loads(lines[-1])["hash"]
            file.write(b"".join(lines))
            file.flush()
            os.fsync(file.fileno())
    except (OSError, ValueError) as error:
        raise unwritten(target, error) from error
    return before


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[IO[bytes]]:
    """The file, opened to append, and nobody else's meanwhile."""
    with path.open("a+b") as file:
        try:
            import fcntl
        except ImportError:  # Windows: one line is written in one piece, and nothing more is promised
            yield file
            return
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def _last(file: IO[bytes], path: Path) -> tuple[int, str]:
    """The number and hash of the last line; raises CannotRender where it is no line of a log."""
    size = file.seek(0, os.SEEK_END)
    if not size:
        return 0, START
    file.seek(max(0, size - _LONGEST))
    tail = file.read()
    line = tail.removesuffix(b"\n").rpartition(b"\n")[2]
    stated = _stated(line) if tail.endswith(b"\n") else None
    if stated is None or stated["hash"] != _hash(line, stated["hash"]):
        words = Words(
            f"{path} 的最后一行不完整或有改动，不再往后写；先用 gikreport log verify 查看，再换一个文件",
            f"the last line of {path} is broken, so nothing is added: see gikreport log verify, and name another file",
        )
        raise CannotRender(words)
    return stated["number"], stated["hash"]


def _line(number: int, event: str, facts: Mapping[str, Any], before: str) -> bytes:
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    entry = {"number": number, "time": now, "event": event, "facts": facts, "before": before, "hash": ""}
    plain = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
    return plain.removesuffix(_OPEN) + b'"hash":"' + _digest(plain) + b'"}\n'


def _digest(plain: bytes) -> bytes:
    return hashlib.sha256(plain).hexdigest().encode()


def _hash(line: bytes, stated: str) -> str:
    """What the hash of a line should be: SHA-256 over the line with an empty hash."""
    ending = b'"hash":"' + stated.encode("utf-8", "replace") + b'"}'
    return _digest(line.removesuffix(ending) + _OPEN).decode() if line.endswith(ending) else ""


def _stated(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    fits = isinstance(found, dict) and tuple(found) == _KEYS
    return found if fits and isinstance(found["number"], int) and isinstance(found["hash"], str) else None


def verify_log(path: str | Path, head: str | None = None) -> LogVerdict:
    """Follow the chain of a log to its first broken line; with a `head` noted earlier, also look that it is in it.

    A log that was cut at its end is only seen with the `head`. Raises Unreadable where it cannot be opened.
    """
    target, before, number, seen = Path(path), START, 0, head is None
    try:
        with opened_file(target) as file:
            while line := file.readline(_LONGEST + 1):
                fault = _fault(line, number + 1, before)
                if fault is not None:
                    return LogVerdict(lines=number, head=before, broken=number + 1, fault=fault)
                number, before = number + 1, json.loads(line)["hash"]
                seen = seen or before == head
    except OSError as error:
        raise unopened(target, error) from None
    if not number:
        raise Unreadable(Words(f"{target} 是空的", f"{target} is empty"))
    lost = (
        None
        if seen
        else Words(
            "没有给出的那一行：末尾被删去，或不是这个日志",
            "the line named is not in it: cut at its end, or another log",
        )
    )
    return LogVerdict(lines=number, head=before, broken=None if seen else number + 1, fault=lost)


def _fault(line: bytes, number: int, before: str) -> Words | None:
    stated = _stated(line)
    if stated is None or not line.endswith(b"\n"):
        return Words("这一行不完整", "the line is not whole")
    if stated["hash"] != _hash(line.removesuffix(b"\n"), stated["hash"]):
        return Words("这一行有改动", "the line was changed")
    if (stated["number"], stated["before"]) != (number, before):
        return Words(
            "与上一行接不上：有行被删去、插入或调换", "it does not follow the line before: a line is gone, new or moved"
        )
    return None
