"""What the library says, as the page says it: nobody who reads it has a command line, or installs anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..errors import GikreportError

_COMMAND: Final = "pip install"  # a remedy that is none for a clerk
_OTHER_KIND: Final = "这种文件在这里读不了：请在 Word 或 WPS 中另存为 .docx（表格存为 .xlsx），再放进来。"
_NEEDS_OFFICE: Final = ("office-not-allowed", "no-office")


def told(error: GikreportError) -> tuple[str, ...]:
    """Why something could not be done and what to do, a line each."""
    return (_OTHER_KIND,) if error.code in _NEEDS_OFFICE else tuple(dict.fromkeys(_lines(error)))


def _lines(error: GikreportError) -> Iterator[str]:
    for line in (error.words.zh, *(problem.told() for problem in error.problems)):
        yield _OTHER_KIND if _COMMAND in line else line


def told_of_row(words: str) -> str:
    """Why a row of a register cannot be counted; the words of the register are chosen on the page."""
    from ..register.faults import ASK

    return words.replace(ASK[0], "请在下面选定，或改好台账再放进来")
