"""A file written whole, or not at all; a file read within bounds."""

from __future__ import annotations

import contextlib
import errno
import os
import pathlib
import re
from collections.abc import Iterator
from typing import IO, Final

from .errors import CannotRender, Unreadable, Words, reason, unopened

_UNFIT: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff\s]+')
_LONGEST: Final = 60  # characters of a name; a file system takes 255 bytes, endings included
_LARGEST: Final = 2**28


def file_name(words: str, *, otherwise: str, instead: str = "-") -> str:
    """Words as the name of files, on any system and in any address; `instead` stands for what no name can hold."""
    return _UNFIT.sub(instead, words).strip("-. ")[:_LONGEST].rstrip("-. ") or otherwise


def write_whole(path: str | os.PathLike[str], content: bytes, *, mark: str = "", flush: bool = True) -> pathlib.Path:
    """Write beside the target, then rename; when anything fails, the old file stands and nothing is left behind.

    The file is on disk when this returns, so that a machine switched off then loses nothing; not without `flush`.
    A file left behind by a program that was killed has `mark` in its name. Raises CannotRender where the place cannot
    be written, or is no regular file.
    """
    target = pathlib.Path(path)
    try:
        _refuse_special(target)
        with replacing(target, mark=mark, flush=flush) as file:
            file.write(content)
    except (OSError, ValueError) as error:  # a name with a character that no file can have is a ValueError
        raise unwritten(target, error) from error
    return target


def _refuse_special(target: pathlib.Path) -> None:
    """A device or a pipe is not replaced by a file."""
    if target.exists() and not target.is_file() and not target.is_dir():
        words = Words(f"{target} 不是普通文件，不能写入", f"{target} is no regular file and cannot be written")
        raise CannotRender(words)


@contextlib.contextmanager
def replacing(target: pathlib.Path, *, mark: str = "", flush: bool = True) -> Iterator[IO[bytes]]:
    """A new file beside the target, open to be written, that takes its place when all has gone well."""
    beside = target.parent / left_behind(mark)
    file = os.fdopen(os.open(beside, _NEW, 0o666), "wb")
    try:
        with file:
            yield file
            file.flush()
            if flush:
                os.fsync(file.fileno())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    if flush:
        flush_folder(target.parent)


# A name that is there already is never opened, were it a link to another file.
_NEW: Final = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL
    | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
)  # fmt: skip


def left_behind(mark: str, pattern: str = "") -> str:
    """The name of a file that is not whole yet, that nobody can foresee; or what all those with a mark have alike."""
    return f".gikreport-{mark}-{pattern or os.urandom(8).hex()}.part"


def flush_file(path: pathlib.Path) -> None:
    """Have a file on disk; nothing where it is gone."""
    with contextlib.suppress(FileNotFoundError), path.open("r+b") as file:
        os.fsync(file.fileno())


def flush_folder(folder: pathlib.Path) -> None:
    """Have the names of a folder on disk; a system that cannot open a folder does so by itself."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows
        return
    try:
        os.fsync(handle)
    except OSError as error:  # a file system that knows no such thing
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def unwritten(target: pathlib.Path, error: Exception) -> CannotRender:
    """The error for a place that cannot be written, with the reason that the system gives."""
    why = reason(error)
    if isinstance(error, FileNotFoundError) and not target.parent.exists():
        why = Words(f"没有 {target.parent} 这个文件夹，请先新建", f"there is no folder {target.parent}")
    return CannotRender(Words(f"不能写入 {target}：{why.zh}", f"cannot write {target}: {why.en}"))


def file_bytes(path: pathlib.Path) -> bytes:
    """What stands in a file; raises Unreadable where it cannot be opened, or is larger than any report."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise unopened(path, error) from None
    except ValueError:  # a name with a character that no file can have
        raise unopened(path, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))) from None
    if len(data) > _LARGEST:
        raise Unreadable(Words(f"{path} 过大，不像年度报告", f"{path} is too large for a yearly report"))
    return data
