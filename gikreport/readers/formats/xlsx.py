"""What an Excel workbook holds: every table on every sheet, numbers as they were typed, text above and below."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import attrs

from ...errors import unreadable
from ...limits import exceeded, hold, limits
from ...model.cell import UNFILLED_WORD, Place
from ...office.opc import WORKBOOK, package_to_read
from ...office.workbook_size import look_over
from ..found import Found, FoundCell, FoundParagraph, FoundTable, Item
from ..known_labels import is_label
from .own_notices import own_notices
from .own_workbook import form_of_book, own_items

_MOST_SHEETS: Final = 64


def find_xlsx(data: bytes, name: str = "") -> Found:
    """What a workbook holds; raises Unreadable where it is broken, encrypted or too large."""
    package = package_to_read(data, name, WORKBOOK)
    package.ready_for_others()
    look_over(package, name)
    book, formulas = _opened(data, name)
    form = form_of_book(book)
    shown = [sheet for sheet in book.worksheets[:_MOST_SHEETS] if sheet.sheet_state == "visible"]
    sheets = {sheet.title: list(_sheet(_Sheet(sheet, formulas, name), form is not None)) for sheet in shown}
    if form is not None:
        tables = {title: item for title, items in sheets.items() for item in items if isinstance(item, FoundTable)}
        facts, items = own_items(book, form, tables)
        notices = own_notices(book, name)
        return Found(name, tuple(items), attrs.evolve(facts, printed=notices.printed), notices.remarks)
    return Found(name, tuple(item for items in sheets.values() for item in items))


def _opened(data: bytes, name: str) -> tuple[Any, frozenset[tuple[str, str]]]:
    try:
        import openpyxl
    except ImportError:
        raise unreadable(
            name,
            "读 Excel 文件要先安装：pip install 'gikreport[xlsx]'",
            "to read workbooks: pip install 'gikreport[xlsx]'",
        ) from None
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), keep_links=False)
            if any(cell.data_type == "f" for sheet in book.worksheets for cell in _kept(sheet)):
                values = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
                return book, _worked_out(book, values)
            return book, frozenset()
    except MemoryError:
        raise
    except Exception:  # openpyxl raises what its parsers raise
        raise unreadable(name, "工作簿已损坏", "the workbook is broken") from None


def _worked_out(book: Any, values: Any) -> frozenset[tuple[str, str]]:
    """Put what the program last worked out in the place of each formula; what it never did is 待填."""
    formulas = set()
    for sheet in book.worksheets:
        known = values[sheet.title]
        for cell in (cell for cell in _kept(sheet) if cell.data_type == "f"):
            formulas.add((sheet.title, cell.coordinate))
            cell.value = _text(known[cell.coordinate].value) or UNFILLED_WORD
    return frozenset(formulas)


def _kept(sheet: Any) -> list[Any]:
    """The cells that the library keeps; one by one it only gives the whole grid, to the last of them."""
    return list(sheet._cells.values())


@attrs.frozen
class _Sheet:
    """One sheet, and which of its cells are formulas."""

    sheet: Any
    formulas: frozenset[tuple[str, str]]
    file: str

    @property
    def title(self) -> str:
        """Its name."""
        return str(self.sheet.title)

    def is_formula(self, cell: Any) -> bool:
        """Whether a program has worked the cell out."""
        return (self.title, cell.coordinate) in self.formulas


def _sheet(sheet: _Sheet, whole: bool) -> Iterator[Item]:
    """The blocks of a sheet: rows with words in one cell are text, the others a table until an empty row.

    A `whole` sheet holds one table, with empty rows in it.
    """
    block: list[list[FoundCell]] = []
    for row in _rows(sheet):
        said = [cell for cell in row if cell.text.strip()]
        if len(said) <= 1 and not (block and (said or whole)) and not any(is_label(cell.text) for cell in said):
            yield from _finished(block, sheet.title)
            block = []
            yield from (FoundParagraph(cell.text.strip(), cell.place) for cell in said)
        else:
            block.append(row)
    yield from _finished(block, sheet.title)


def _finished(block: list[list[FoundCell]], sheet: str) -> Iterator[Item]:
    cells = [cell for row in block for cell in row]
    if not cells:
        return
    top, left = cells[0].row, min((cell.column for cell in cells if cell.text.strip()), default=0)
    right = max((cell.column + cell.colspan for cell in cells if cell.text.strip()), default=0)
    moved = tuple(
        attrs.evolve(c, row=c.row - top, column=c.column - left, rowspan=min(c.rowspan, top + len(block) - c.row))
        for c in cells
        if left <= c.column < right
    )
    yield FoundTable(moved, Place(sheet=sheet))


def _rows(sheet: _Sheet) -> Iterator[list[FoundCell]]:
    spans, covered = _merges(sheet)
    height, width = _extent(sheet, spans)
    for row in sheet.sheet.iter_rows(max_row=height, max_col=width) if height else ():
        if not sheet.sheet.row_dimensions[row[0].row].hidden:
            yield [_cell(cell, spans, sheet) for cell in row if (cell.row, cell.column) not in covered]


def _extent(sheet: _Sheet, spans: Spans) -> tuple[int, int]:
    """The last row and the last column in which something stands; nothing is looked for beyond them.

    Raises Unreadable where they lie farther out than those of any report.
    """
    filled = [cell for cell in _kept(sheet.sheet) if cell.value is not None]
    sizes = [(cell, spans.get((cell.row, cell.column), (1, 1))) for cell in filled]
    height = max((cell.row + rows - 1 for cell, (rows, _) in sizes), default=0)
    width = max((cell.column + columns - 1 for cell, (_, columns) in sizes), default=0)
    if width > limits().columns:
        raise exceeded("columns", sheet.file, f"{sheet.title}!{max(filled, key=lambda c: c.column).coordinate}")
    if height * width > limits().cells:
        raise exceeded("cells", sheet.file, f"{sheet.title}!{max(filled, key=lambda c: c.row).coordinate}")
    return height, width


Spans = dict[tuple[int, int], tuple[int, int]]


def _merges(sheet: _Sheet) -> tuple[Spans, set[tuple[int, int]]]:
    spans: Spans = {}
    covered: set[tuple[int, int]] = set()
    for area in sheet.sheet.merged_cells.ranges:
        rows, columns = area.max_row - area.min_row + 1, area.max_col - area.min_col + 1
        hold(rows * columns, "merged", sheet.file, f"{sheet.title}!{area.coord}")
        spans[area.min_row, area.min_col] = rows, columns
        covered |= {
            (r, c) for r in range(area.min_row, area.max_row + 1) for c in range(area.min_col, area.max_col + 1)
        }
    return spans, covered - set(spans)


def _cell(cell: Any, spans: Spans, sheet: _Sheet) -> FoundCell:
    rows, columns = spans.get((cell.row, cell.column), (1, 1))
    place = Place(sheet=sheet.title, cell=cell.coordinate)
    text = _text(cell.value)
    return FoundCell(text, cell.row - 1, cell.column - 1, rows, columns, place, sheet.is_formula(cell))


def _text(value: object) -> str:
    """A value as the cell shows it: no binary fractions, no exponent."""
    if value is None:
        return ""
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f") if value == value else ""
    return str(value)
