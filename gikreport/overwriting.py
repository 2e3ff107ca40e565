"""What a person made is not written over: the one place that decides whether a file may be replaced.

What this library wrote last is known by a digest: those of a batch and of a published folder stand in their own
records, those of single files in a folder of the user's account, one small file for each. A file that is not, byte for
byte, what was written last is a person's: saved again by a word processor, copied here, or made by another program.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import pathlib
import sys
from collections.abc import Iterator
from typing import Final

from .errors import CannotRender, Words
from .files import unwritten, write_whole

STATE: Final = "GIKREPORT_STATE"  # the variable that names the folder of digests
_ASIDE: Final = "旧"


def write_keeping(path: str | os.PathLike[str], content: bytes, *, force: bool = False) -> pathlib.Path | None:
    """Write a file; one that stands there and is a person's is first kept under another name, which is returned.

    With `force` it is written over. Raises CannotRender where the place cannot be written.
    """
    target = pathlib.Path(path)
    aside = None if force else put_aside(target, _known(target), digest_of(content))
    write_whole(target, content)
    _remember(target, digest_of(content))
    return aside


def put_aside(target: pathlib.Path, *known: str | None) -> pathlib.Path | None:
    """Keep a file of none of these digests under another name, which is returned; None where there is no such file."""
    if not target.is_file() or digest_there(target) in known:
        return None
    try:
        return _moved(target)
    except OSError as error:
        raise unwritten(target, error) from error


def put_folder_aside(folder: pathlib.Path) -> pathlib.Path:
    """Keep a folder under another name, which is returned."""
    try:
        name = next(name for name in names_aside(folder) if not os.path.lexists(name))
        return folder.rename(name)
    except OSError as error:
        raise unwritten(folder, error) from error


def names_aside(path: pathlib.Path) -> Iterator[pathlib.Path]:
    """年报-旧.docx, 年报-旧2.docx, …: the names under which a file may be kept."""
    yield path.with_name(f"{path.stem}-{_ASIDE}{path.suffix}")
    yield from (path.with_name(f"{path.stem}-{_ASIDE}{number}{path.suffix}") for number in itertools.count(2))


def told_aside(path: str | os.PathLike[str], aside: pathlib.Path) -> Words:
    """What is said of a file that was kept under another name."""
    name = pathlib.Path(path).name
    return Words(
        f"{name} 已有内容，不是 gikreport 上次写的（有人改过，或另有来源）；原来的改名为 {aside.name}，没有覆盖",
        f"{name} was there and is not what gikreport wrote last; it is kept as {aside.name}",
    )


def digest_of(content: bytes) -> str:
    """SHA-256 of what is written."""
    return hashlib.sha256(content).hexdigest()


def _moved(target: pathlib.Path) -> pathlib.Path:
    """The file under a name that is free; where the system knows links, it also stands until it is replaced."""
    for name in names_aside(target):
        with contextlib.suppress(FileExistsError):
            try:
                os.link(target, name)
            except FileExistsError:
                raise
            except OSError:  # a file system without links
                if os.path.lexists(name):
                    continue
                target.rename(name)
            return name
    raise AssertionError("names do not end")


def digest_there(path: pathlib.Path) -> str | None:
    """SHA-256 of what stands in a file, None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _record(target: pathlib.Path) -> pathlib.Path | None:
    """Where the digest of a file is kept; None where the account has no folder of its own."""
    folder = os.environ.get(STATE) or _account_folder()
    name = hashlib.sha256(os.fsencode(target.resolve())).hexdigest()[:40]
    return pathlib.Path(folder, name) if folder else None


def _account_folder() -> pathlib.Path | None:
    named = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_STATE_HOME")
    try:
        base = pathlib.Path(named or "~/.local/state").expanduser()
    except RuntimeError:  # an account without a home
        return None
    return base / "gikreport" / "written" if base.is_absolute() else None


def _known(target: pathlib.Path) -> str | None:
    """The digest of what was written there last; None where that is not known."""
    record = _record(target)
    try:
        return record.read_text("ascii").strip() if record else None
    except (OSError, ValueError):
        return None


def _remember(target: pathlib.Path, digest: str) -> None:
    """Keep the digest; where it cannot be kept, the file will count as a person's next time."""
    record = _record(target)
    with contextlib.suppress(OSError, CannotRender):
        if record is not None:
            record.parent.mkdir(parents=True, exist_ok=True)
            write_whole(record, f"{digest}\n".encode("ascii"), flush=False)
