"""The rows of a workbook that an office keeps as a list: its register, or the reports of a batch."""

from __future__ import annotations

import contextlib
import io
import pathlib
import re
import warnings
from collections.abc import Iterator
from typing import Any, Final

import attrs

from ..errors import CannotRender, GikreportError, Problem, Unreadable, Words, unopened
from ..limits import exceeded, hold, limits
from .opc import LEDGER, Fault, Package, expect_main, package, unread
from .workbook_size import LAST_ROW, no_row

Source = pathlib.Path | bytes
_MERGE: Final = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_LONGEST_TAG: Final = 200


@attrs.frozen
class Merge:
    """Cells merged into one: rows count from 1, columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@attrs.frozen
class SheetOutline:
    """A sheet of a workbook before its rows are read: its name, whether it is shown, its merges by their first row."""

    title: str
    is_visible: bool
    merges: tuple[Merge, ...]


def workbook_sheets(source: Source, name: str = "") -> tuple[SheetOutline, ...]:
    """The sheets of a workbook; raises as `workbook_rows` does."""
    with _opened(source, name) as (book, opened):
        return tuple(
            SheetOutline(
                sheet.title, sheet.sheet_state == "visible", _merges(opened, sheet._worksheet_path, _name(source, name))
            )
            for sheet in book.worksheets
        )


def workbook_rows(source: Source, sheet: int = 0, name: str = "") -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet, the first by default, one after the other, without memory of those before.

    Raises Unreadable where it cannot be opened or is no sound workbook, CannotRender where openpyxl is not installed.
    """
    with _opened(source, name) as (book, _):
        rows = book.worksheets[sheet]
        rows.reset_dimensions()  # the size that a file states of itself is often wrong
        for number, row in enumerate(rows.iter_rows(values_only=True), 1):
            if number > LAST_ROW:  # it fills up to a row of any number
                raise no_row(_name(source, name), f">{LAST_ROW}")
            yield _within_width(row, number, _name(source, name))


def _within_width(row: tuple[Any, ...], number: int, name: str) -> tuple[Any, ...]:
    """A row without the empty cells that a sheet pads it with; raises Unreadable where it is wider than any list."""
    most = limits().width
    if len(row) <= most:
        return row
    if row[most:].count(None) < len(row) - most:
        raise exceeded("width", name, f"第{number}行")
    return row[:most]


@contextlib.contextmanager
def _opened(source: Source, name: str) -> Iterator[tuple[Any, Package]]:
    """The workbook as openpyxl reads it row by row, and as a package; whatever is wrong with it is told in words."""
    try:
        import openpyxl
    except ImportError:
        words = Words("读工作簿需要先安装：pip install gikreport[xlsx]", "workbooks need: pip install gikreport[xlsx]")
        raise CannotRender(words) from None
    named = _name(source, name)
    try:
        with contextlib.ExitStack() as stack:
            opened = package(source, lambda fault, member: _told(named, fault, member), LEDGER)
            stack.callback(opened.close)
            expect_main(opened, "xl/workbook.xml")
            opened.ready_for_others()  # openpyxl, which opens the workbook itself, meets no bomb and no document type
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                file = io.BytesIO(source) if isinstance(source, bytes) else source
                book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            stack.callback(book.close)
            yield book, opened
    except GikreportError:
        raise
    except OSError as error:
        raise unopened(source if isinstance(source, pathlib.Path) else named, error) from None
    except Exception as error:  # openpyxl raises whatever a damaged package brings about
        reason = str(error) or type(error).__name__
        words = Words(f"{named}不是完好的 .xlsx 文件", f"{named} is not a sound .xlsx file")
        raise Unreadable(words, [Problem("", Words(reason, reason))]) from None


def _name(source: Source, name: str) -> str:
    return source.name if isinstance(source, pathlib.Path) else name


def _merges(opened: Package, member: str, name: str) -> tuple[Merge, ...]:
    """The merged cells of a sheet; they stand behind its rows."""
    found: list[Merge] = []
    rest = b""
    for chunk in opened.chunks(member.lstrip("/")):
        text = rest + chunk
        end = 0
        for one in _MERGE.finditer(text):
            end = one.end()
            left, top, right, bottom = one.groups()
            found.append(Merge(int(top), _column(left), int(bottom), _column(right)))
            hold(len(found), "ranges", name, member)
        rest = text[max(end, len(text) - _LONGEST_TAG) :]
    return tuple(sorted((one for one in found if one.right < limits().columns), key=lambda one: one.top))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _told(name: str, fault: Fault, member: str) -> Unreadable:
    if fault in (Fault.LARGE, Fault.LARGE_FILE, Fault.MANY_MEMBERS):
        return Unreadable(Words(f"{name}展开后过大", f"{name} is too large unpacked"))
    why = unread(name, fault, member)
    return Unreadable(Words(f"{name}不是完好的 .xlsx 文件", f"{name} is not a sound .xlsx file"), why.problems)
