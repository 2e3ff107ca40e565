"""Data files to read and to spoil."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

from support import ROOT

EXAMPLE = ROOT / "examples" / "xiaogang-2021.toml"
SMALL: dict[str, Any] = {
    "agency": "某局",
    "year": 2021,
    "t2": {"fees": Decimal("0.5")},
    "t3": {"natural_person": {"received": 1, "outcomes": {"disclosed": 1}}},
    "t4": {},
}


def file_of(text: str, suffix: str) -> io.BytesIO:
    """A file object of this kind, as an upload would be."""
    file = io.BytesIO(text.encode())
    file.name = f"data{suffix}"
    return file
