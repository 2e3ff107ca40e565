"""A file written whole, or not at all; a file read within bounds."""

from __future__ import annotations

import contextlib
import errno
import functools
import hashlib
import os
import pathlib
import re
import shutil
import stat
from collections.abc import Iterator
from typing import IO, Final

from .errors import CannotRender, Unreadable, Words, reason, unopened
from .limits import hold, limits
from .signs import without_unseen

_UNFIT: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff\s]+')
_LONGEST: Final = 60  # characters of a name; a file system takes 255 bytes, endings included


def file_name(words: str, *, otherwise: str, instead: str = "-") -> str:
    """Words as the name of files, on any system and in any address; `instead` stands for what no name can hold."""
    return _UNFIT.sub(instead, without_unseen(words)).strip("-. ")[:_LONGEST].rstrip("-. ") or otherwise


def write_whole(path: str | os.PathLike[str], content: bytes, *, mark: str = "", flush: bool = True) -> pathlib.Path:
    """Write beside the target, then rename; when anything fails, the old file stands and nothing is left behind.

    The file is on disk when this returns, so that a machine switched off then loses nothing; not without `flush`.
    A file left behind by a program that was killed has `mark` in its name; without a mark it names its process, and
    the next file that is written beside it takes it away. Raises CannotRender where the place cannot
    be written, or is no regular file.
    """
    target = pathlib.Path(path)
    try:
        _refuse_special(target)
        if not mark:
            clear_left_behind(target.parent)
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
    return f".gikreport-{mark or process_mark()}-{pattern or os.urandom(8).hex()}.part"


def process_mark() -> str:
    """What is in the names of this process's unfinished files: its machine and its number."""
    return f"{_machine()}.{os.getpid()}"


@functools.cache
def _machine() -> str:
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:8]


# A file beside its target, and a folder for what LibreOffice writes.
_LEFT: Final = re.compile(
    r"(?P<hidden>\.)?gikreport-(?P<machine>[0-9a-f]{8})\.(?P<process>[1-9][0-9]{0,9})-\w+(?(hidden)\.part)"
)


def clear_left_behind(folder: pathlib.Path) -> None:
    """Take away what processes of this user on this machine left unfinished in a folder when they were killed."""
    if not hasattr(os, "geteuid"):  # Windows does not tell whose a file is
        return
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in [one for one in entries if _is_left_behind(one)]:
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                os.unlink(entry.path)  # noqa: PTH108


def _is_left_behind(entry: os.DirEntry[str]) -> bool:
    named = _LEFT.fullmatch(entry.name)
    if named is None or named["machine"] != _machine() or entry.is_symlink():
        return False
    try:
        return entry.stat(follow_symlinks=False).st_uid == os.geteuid() and not _is_alive(int(named["process"]))
    except OSError:
        return False


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # somebody else's
        return True
    return True


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


def file_bytes(path: pathlib.Path, limit: str = "file") -> bytes:
    """What stands in a file; raises Unreadable where it cannot be opened, is no file, or is larger than its limit.

    A pipe or a device is none: it may never end, and opening it may wait for ever.
    """
    try:
        with opened_file(path) as file:
            return within_limit(file, str(path), limit)
    except OSError as error:
        raise unopened(path, error) from None
    except ValueError:  # a name with a character that no file can have
        raise unopened(path, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))) from None


def opened_file(path: pathlib.Path) -> IO[bytes]:
    """A regular file, open to be read; raises OSError where there is none, Unreadable for a pipe or a device."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    kind = os.fstat(descriptor).st_mode
    if stat.S_ISREG(kind):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    zh = "这是管道或设备，不是文件；要读标准输入请写 -"
    raise Unreadable(
        Words(f"打不开 {path}：{zh}", f"cannot open {path}: a pipe or device and no file; - is standard input")
    )


def within_limit(stream: IO[bytes], name: str, limit: str = "file") -> bytes:
    """What a stream holds; raises Unreadable where that is more than its limit, and reads no further."""
    most: int = getattr(limits(), limit)
    pieces: list[bytes] = []
    left = most + 1
    while left > 0 and (piece := stream.read(min(left, _CHUNK))):
        pieces.append(piece.encode() if isinstance(piece, str) else piece)
        left -= len(piece)
    hold(most + 1 - left, limit, name)
    return b"".join(pieces)


_CHUNK: Final = 2**24
