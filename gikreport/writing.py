"""Writing a file whole, or not at all."""

from __future__ import annotations

import os
import pathlib
import tempfile

from .errors import CannotRender, Words


def write_whole(path: str | os.PathLike[str], content: bytes) -> pathlib.Path:
    """Write beside the target, then rename; when anything fails, the old file stands and nothing is left behind.

    Raises CannotRender where the place cannot be written.
    """
    target = pathlib.Path(path)
    try:
        _replace(target, content)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CannotRender(Words(f"不能写入 {target}：{reason}", f"cannot write {target}: {reason}")) from error
    return target


def _replace(target: pathlib.Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    beside = pathlib.Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        beside.chmod(0o666 & ~_umask())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now
