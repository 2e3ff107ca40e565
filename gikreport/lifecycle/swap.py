"""A folder written whole, or not at all, in the place of one that was written before."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from ..errors import CannotRender, Words
from ..files import flush_folder, unwritten

_NEW, _OLD = "new", "old"
_NO_FOLDER: Final = -100  # AT_FDCWD: paths are those of the process
_EXCHANGE: Final = 2  # RENAME_EXCHANGE


def write_folder(path: str | Path, files: Mapping[str, bytes], ours: Callable[[Path], bool]) -> Path:
    """Write a folder of files beside the target, then exchange the two; on disk when this returns.

    A folder that is there goes only if `ours` says so. Where the system cannot exchange two names at once, a run that
    is killed between two renames is mended by the next one. Raises CannotRender where the place cannot be written or
    is taken by something else.
    """
    target = Path(path).absolute()
    try:
        _mend(target, ours)
        if target.exists() and not (target.is_dir() and ours(target)):
            words = Words(f"{path} 已有别的内容，不会覆盖；请换一个文件夹", f"{path} holds other things; name another")
            raise CannotRender(words)
        with _staging(target) as stage:
            _write(stage / _NEW, files)
            _put(stage, target)
        flush_folder(target.parent)
    except (OSError, ValueError) as error:
        raise unwritten(Path(path), error) from error
    return Path(path)


@contextlib.contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """A folder of our own beside the target, locked while we are at work and gone afterwards."""
    stage = target.with_name(_name(target, os.urandom(8).hex()))
    stage.mkdir()
    try:
        with _locked(stage):
            yield stage
    finally:
        if (stage / _OLD).exists() and not target.exists():
            (stage / _OLD).rename(target)
        shutil.rmtree(stage, ignore_errors=True)


def _name(target: Path, sign: str) -> str:
    """A name that nobody can foresee, and that tells whose it is."""
    return f".gikreport-{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:16]}-{sign}.part"


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Whether nobody else has the folder; nobody else has it meanwhile. Windows does not tell, so that it is no."""
    try:
        import fcntl
    except ImportError:
        yield False
        return
    handle = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield True
    except BlockingIOError:
        yield False
    finally:
        os.close(handle)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        with (folder / name).open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    for inside in {(folder / name).parent for name in files} | {folder}:
        flush_folder(inside)


def _put(stage: Path, target: Path) -> None:
    """The new folder in the place of the target, at once where the system can."""
    new = stage / _NEW
    if not target.exists():
        new.rename(target)
    elif not _exchange(new, target):
        target.rename(stage / _OLD)
        new.rename(target)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two names in one step; False where the system or the file system cannot."""
    try:
        renameat2: Any = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # not Linux, or a C library older than 2.28
        return False
    return bool(renameat2(_NO_FOLDER, os.fsencode(one), _NO_FOLDER, os.fsencode(other), _EXCHANGE) == 0)


def _mend(target: Path, ours: Callable[[Path], bool]) -> None:
    """Put back what a run left that was killed between two renames, and take away what it had begun.

    Only a folder with our name beside the target that nobody is at work in, and that holds nothing but ours.
    """
    for stage in target.parent.glob(_name(target, "[0-9a-f]" * 16)) if target.parent.is_dir() else ():
        if stage.is_symlink() or not stage.is_dir():
            continue
        with _locked(stage) as alone:
            if not alone or not {path.name for path in stage.iterdir()} <= {_NEW, _OLD}:
                continue
            old = stage / _OLD
            if old.exists() and not (old.is_dir() and ours(old)):
                continue
            if old.exists() and not target.exists():
                old.rename(target)
            shutil.rmtree(stage, ignore_errors=True)
