"""The bytes of a file, and the settings that an office writes beside its reports, each a TOML file."""

from __future__ import annotations

import pathlib
from typing import Any

from ..files import file_bytes
from .decode import decode


def toml_file(path: pathlib.Path) -> Any:
    """The data of a TOML file; raises Unreadable where it cannot be opened, or at its first fault of syntax."""
    return decode(file_bytes(path), ".toml", path.name)
