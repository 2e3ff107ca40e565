"""Numbers that are too long for their column: their digits are set narrower, so that none breaks over two lines."""

from __future__ import annotations

import re
import sys
from typing import Final

from .runs import in_run
from .styles import ems

_WIDTH: Final = re.compile(r'<w:tcW w:w="(\d+)" w:type="dxa"/>(?:(?!</w:tc>).)*$', re.DOTALL)
_MARGINS: Final = 56  # twips: what a cell keeps free on its two sides
CHARACTER: Final = 210  # twips: 五号
_SLACK: Final = 2  # percent
_ENDLESS: Final = sys.maxsize


def room_of(before: str) -> int:
    """How wide the line of a figure is, in twips, told from the text of the template before it."""
    found = _WIDTH.search(before)
    return int(found[1]) - _MARGINS if found else _ENDLESS


def fitted(text: str, room: int) -> str:
    """A text as a run of a cell carries it, narrower where the cell has no room for it."""
    width = (len(text) / 2 if text.isascii() else ems(text)) * CHARACTER
    if width <= room:
        return in_run(text)
    scale = f'<w:w w:val="{int(100 * room / width) - _SLACK}"/>'
    return f"</w:t></w:r><w:r><w:rPr>{scale}</w:rPr><w:t>{in_run(text)}"
