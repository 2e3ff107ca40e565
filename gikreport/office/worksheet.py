"""The rows of a workbook that an office keeps as a list: its register, or the reports of a batch."""

from __future__ import annotations

import pathlib
import warnings
from collections.abc import Iterator
from typing import Any

from ..errors import CannotRender, GikreportError, Problem, Unreadable, Words, unopened
from .opc import LEDGER, Fault, package, unread
from .workbook_size import LAST_ROW, no_row


def workbook_rows(path: pathlib.Path) -> Iterator[tuple[Any, ...]]:
    """The rows of the first sheet, one after the other, without memory of those before.

    Raises Unreadable where it cannot be opened or is no sound workbook, CannotRender where openpyxl is not installed.
    """
    try:
        import openpyxl
    except ImportError:
        words = Words("读工作簿需要先安装：pip install gikreport[xlsx]", "workbooks need: pip install gikreport[xlsx]")
        raise CannotRender(words) from None
    try:
        _look_over(path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # the size that a file states of itself is often wrong
            for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                if number > LAST_ROW:  # it fills up to a row of any number
                    raise no_row(path.name, f">{LAST_ROW}")
                yield row
        finally:
            book.close()
    except GikreportError:
        raise
    except OSError as error:
        raise unopened(path, error) from None
    except Exception as error:  # openpyxl raises whatever a damaged package brings about
        reason = str(error) or type(error).__name__
        words = Words(f"{path.name}不是完好的 .xlsx 文件", f"{path.name} is not a sound .xlsx file")
        raise Unreadable(words, [Problem("", Words(reason, reason))]) from None


def _look_over(path: pathlib.Path) -> None:
    """Raise where openpyxl, which opens the workbook itself, would meet a bomb or a document type."""
    opened = package(path, lambda fault, member: _told(path.name, fault, member), LEDGER)
    try:
        opened.ready_for_others()
    finally:
        opened.close()


def _told(name: str, fault: Fault, member: str) -> Unreadable:
    if fault in (Fault.LARGE, Fault.LARGE_FILE, Fault.MANY_MEMBERS):
        return Unreadable(Words(f"{name}展开后过大", f"{name} is too large unpacked"))
    why = unread(name, fault, member)
    return Unreadable(Words(f"{name}不是完好的 .xlsx 文件", f"{name} is not a sound .xlsx file"), why.problems)
