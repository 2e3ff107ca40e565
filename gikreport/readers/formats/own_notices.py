"""The sheet 读入提示 of our own workbook: what was remarked of the file that the numbers come from, as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from ...datafile.decode import decode
from ...datafile.problems import Problems
from ...datafile.remarks import remarks_of
from ...errors import Unreadable, Words
from ...model.reading import Remark
from ..remarks import REMARKS
from .own_workbook import REMARKS_SHEET as SHEET

_COLUMN: Final = 3  # of what is for programs
_PRINTED, _VALUE = "printed", "value"


@attrs.frozen
class Notices:
    """Remarks, and totals that the file printed otherwise than its lines add up, by their path."""

    remarks: tuple[Remark, ...] = ()
    printed: tuple[tuple[str, str], ...] = ()


def own_notices(book: Any, name: str) -> Notices:
    """What the sheet says; raises Unreadable where a line of it was changed and is none any more."""
    found = list(_lines(book, name)) if SHEET in book.sheetnames else []
    problems = Problems(lambda path: None)
    totals = [line for line in found if isinstance(line, Mapping) and _PRINTED in line]
    remarks = remarks_of([line for line in found if line not in totals], REMARKS, problems)
    printed = tuple((str(line[_PRINTED]), str(line.get(_VALUE))) for line in totals)
    if problems.count or not all(isinstance(line.get(key), str) for line in totals for key in (_PRINTED, _VALUE)):
        zh = f"工作表“{SHEET}”有几行被改动，读不出来；已处理的提示请整行删去"
        words = Words(zh, f"lines of the sheet {SHEET} were changed; delete those that are dealt with")
        raise Unreadable(words, problems.told())
    return Notices(remarks, printed)


def _lines(book: Any, name: str) -> Iterator[Any]:
    for cell in list(book[SHEET]._cells.values()):
        text = str(cell.value)
        if cell.column == _COLUMN and text.startswith("{"):
            yield decode(text.encode("utf-8", "replace"), ".json", name)
