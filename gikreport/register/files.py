"""The tables of a register that lies in a file, row by row: sheets of a workbook, tables of a document, a CSV."""

from __future__ import annotations

import codecs
import csv
import functools
import io
import pathlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import attrs

from ..errors import Unreadable, Words, unopened
from ..fence import more_time
from ..files import opened_file, within_limit
from ..office.worksheet import Merge, Source, workbook_rows, workbook_sheets

_CHUNK: Final = 1 << 20
_ZIP: Final = b"PK\x03\x04"
_ABOVE: Final = 3  # paragraphs above a table of a document that may name it

Rows = Iterator[Sequence[Any]]


@attrs.frozen
class SourceSheet:
    """One table of a file: its name ("" in a CSV), what stands above it outside of it, its rows each time anew."""

    title: str
    rows: Callable[[], Rows]
    merges: tuple[Merge, ...] = ()
    above: str = ""


def sheets_of(path: pathlib.Path) -> tuple[SourceSheet, ...]:
    """The tables of a file, in their order; raises Unreadable where it is no file of a register, or cannot be read."""
    reader = _FILES.get(path.suffix.lower())
    if reader is None:
        known = " ".join(_FILES)
        raise Unreadable(Words(f"{path.name}不是能读的台账；可用的是 {known}", f"{path.name}: registers are {known}"))
    more_time(_SECONDS.get(path.suffix.lower(), _SECONDS[".xlsx"]) * max(0, _size(path) - _USUAL))
    return reader(path)


def _size(path: pathlib.Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise unopened(path, error) from None


def _of_csv(path: pathlib.Path) -> tuple[SourceSheet, ...]:
    return (SourceSheet("", functools.partial(_csv, path)),)


def _csv(path: pathlib.Path) -> Iterator[Sequence[str]]:
    try:
        encoding = _encoding(path)
        with opened_file(path) as opened, io.TextIOWrapper(opened, encoding=encoding, newline="") as file:
            head = file.readline()
            file.seek(0)
            yield from csv.reader(file, delimiter=max(",\t;", key=head.count), strict=True)
    except OSError as error:
        raise unopened(path, error) from None
    except csv.Error as error:
        raise Unreadable(Words(f"{path.name}不是完好的 CSV（{error}）", f"{path.name}: broken CSV: {error}")) from None


def _encoding(path: pathlib.Path) -> str:
    """UTF-8, or GB 18030 as Excel saves it in China."""
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with opened_file(path) as file:
                while chunk := file.read(_CHUNK):
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
            return encoding
        except UnicodeDecodeError:
            continue
    raise Unreadable(Words(f"{path.name}不是 UTF-8 或 GB 18030 编码", f"{path.name} is neither UTF-8 nor GB 18030"))


def _of_workbook(path: pathlib.Path) -> tuple[SourceSheet, ...]:
    return _sheets(path, path.name)


def _sheets(source: Source, name: str) -> tuple[SourceSheet, ...]:
    """The sheets that are shown; where none is, all of them."""
    numbered = list(enumerate(workbook_sheets(source, name)))
    shown = [(number, sheet) for number, sheet in numbered if sheet.is_visible] or numbered
    return tuple(
        SourceSheet(sheet.title, functools.partial(workbook_rows, source, number, name), sheet.merges)
        for number, sheet in shown
    )


def _of_old_workbook(path: pathlib.Path) -> tuple[SourceSheet, ...]:
    """A workbook that LibreOffice opens; one that says so and is an .xlsx is read as that."""
    from ..readers.formats.kinds import is_xlsx
    from ..readers.formats.legacy import as_workbook

    data = _read(path)
    return _sheets(data if is_xlsx(data, "") else as_workbook(data, path.name), path.name)


def _of_document(path: pathlib.Path) -> tuple[SourceSheet, ...]:
    """The tables of a Word document, each with the paragraphs above it."""
    from ..readers.formats.docx import find_docx
    from ..readers.formats.legacy import find_legacy
    from ..readers.found import FoundTable, within_limits

    data = _read(path)
    found = within_limits(find_docx(data, path.name) if data.startswith(_ZIP) else find_legacy(data, path.name))
    sheets: list[SourceSheet] = []
    above: list[str] = []
    for item in found.items:
        if not isinstance(item, FoundTable):
            above.append(item.text)
            continue
        rows, merges = _grid(item)
        sheets.append(
            SourceSheet(f"表{len(sheets) + 1}", functools.partial(iter, rows), merges, " ".join(above[-_ABOVE:]))
        )
        above = []
    return tuple(sheets)


def _grid(table: Any) -> tuple[list[list[str]], tuple[Merge, ...]]:
    width = max((cell.column + cell.colspan for cell in table.cells), default=0)
    rows = [[""] * width for _ in range(len(table.rows))]
    merges = []
    for cell in table.cells:
        rows[cell.row][cell.column] = cell.text
        if cell.rowspan > 1 or cell.colspan > 1:
            bottom, right = cell.row + cell.rowspan, cell.column + cell.colspan - 1
            merges.append(Merge(cell.row + 1, cell.column, bottom, right))
    return rows, tuple(merges)


def _read(path: pathlib.Path) -> bytes:
    try:
        with opened_file(path) as file:
            return within_limit(file, path.name)
    except OSError as error:
        raise unopened(path, error) from None


_USUAL: Final = 50_000  # bytes of a register that needs no more time than any file
_SECONDS: Final = {".csv": 4e-6, ".tsv": 4e-6, ".txt": 4e-6, ".xlsx": 40e-6}  # of a byte beyond these
_FILES: Final[dict[str, Callable[[pathlib.Path], tuple[SourceSheet, ...]]]] = {
    ".csv": _of_csv, ".tsv": _of_csv, ".txt": _of_csv, ".xlsx": _of_workbook, ".xlsm": _of_workbook,
    ".xls": _of_old_workbook, ".et": _of_old_workbook, ".ods": _of_old_workbook,
    ".docx": _of_document, ".doc": _of_document, ".wps": _of_document,
}  # fmt: skip
