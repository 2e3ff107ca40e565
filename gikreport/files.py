"""Writing a file whole, or not at all."""

from __future__ import annotations

import errno
import os
import pathlib
import re
import stat
from collections.abc import Callable, Mapping
from typing import IO, Final

from .errors import CannotRender, Unreadable, Words, reason, unopened
from .limits import hold, limits

_UNFIT: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff\s]+')
_LONGEST: Final = 60  # characters of a name; a file system takes 255 bytes, endings included
_SHORT: Final = 50  # a name that fits has one beside it that fits too


def file_name(words: str, *, otherwise: str, instead: str = "-") -> str:
    """Words as the name of files, on any system and in any address; `instead` stands for what no name can hold."""
    return _UNFIT.sub(instead, words).strip("-. ")[:_LONGEST].rstrip("-. ") or otherwise


def write_whole(path: str | os.PathLike[str], content: bytes) -> pathlib.Path:
    """Write beside the target, then rename; when anything fails, the old file stands and nothing is left behind.

    Raises CannotRender where the place cannot be written.
    """
    target = pathlib.Path(path)
    try:
        _replace(target, content)
    except (OSError, ValueError) as error:  # a name with a character that no file can have is a ValueError
        raise unwritten(target, error) from error
    return target


def unwritten(target: pathlib.Path, error: Exception) -> CannotRender:
    """The error for a place that cannot be written, with the reason that the system gives."""
    why = reason(error)
    if isinstance(error, FileNotFoundError) and not target.parent.exists():
        why = Words(f"没有 {target.parent} 这个文件夹，请先新建", f"there is no folder {target.parent}")
    return CannotRender(Words(f"不能写入 {target}：{why.zh}", f"cannot write {target}: {why.en}"))


def write_folder(
    path: str | os.PathLike[str], files: Mapping[str, bytes], ours: Callable[[pathlib.Path], bool]
) -> pathlib.Path:
    """Write a folder of files beside the target, then rename; a folder that is there goes only if `ours` says so.

    Raises CannotRender where the place cannot be written or is taken by something else.
    """
    target = pathlib.Path(path)
    try:
        if target.exists() and not (target.is_dir() and ours(target)):
            words = Words(
                f"{target} 已有别的内容，不会覆盖；请换一个文件夹", f"{target} holds other things; name another"
            )
            raise CannotRender(words)
        _replace_folder(target, files)
    except (OSError, ValueError) as error:
        raise unwritten(target, error) from error
    return target


def _replace_folder(target: pathlib.Path, files: Mapping[str, bytes]) -> None:
    import tempfile

    resolved = target.absolute()
    with tempfile.TemporaryDirectory(dir=resolved.parent, prefix=f".{resolved.name}.", suffix=".part") as work:
        beside, old = pathlib.Path(work) / "new", pathlib.Path(work) / "old"
        beside.mkdir()
        for name, content in files.items():
            (beside / name).write_bytes(content)
        if resolved.exists():
            resolved.rename(old)
        try:
            beside.rename(resolved)
        except BaseException:
            if old.exists():
                old.rename(resolved)
            raise


def _replace(target: pathlib.Path, content: bytes) -> None:
    beside = target.parent / f".{target.name[:_SHORT]}.{os.urandom(4).hex()}.part"
    file = beside.open("xb")
    try:
        with file:
            file.write(content)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


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
