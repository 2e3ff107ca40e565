"""The bytes of a file, and the settings that an office writes beside its reports, each a TOML file."""

from __future__ import annotations

import errno
import os
import pathlib
from typing import Any, Final

from ..errors import Unreadable, Words, unopened
from .decode import decode

_LARGEST: Final = 2**28


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


def toml_file(path: pathlib.Path) -> Any:
    """The data of a TOML file; raises Unreadable where it cannot be opened, or at its first fault of syntax."""
    return decode(file_bytes(path), ".toml", path.name)
