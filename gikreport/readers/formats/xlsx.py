"""What an Excel workbook holds: every table on every sheet, numbers as they were typed, text above and below."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

import attrs

from ...errors import unreadable
from ...limits import exceeded, hold, limits
from ...model.cell import UNFILLED_WORD, Place
from ...model.form import Form
from ...office.opc import WORKBOOK, package_to_read
from ...office.workbook_size import look_over
from ..found import Found, FoundCell, FoundParagraph, FoundTable, Item
from ..known_labels import is_label
from ..left import Kind, Left
from .own_notices import own_notices
from .own_sheets import merged_entries, own_sheets, strange_guide, table_outside
from .own_workbook import GUIDE_SHEET, PROMPTS, OwnText, form_of_book, shown
from .xlsx_left import BookParts, beside_cells

_MOST_SHEETS: Final = 64


def find_xlsx(data: bytes, name: str = "") -> Found:
    """What a workbook holds; raises Unreadable where it is broken, encrypted or too large."""
    package = package_to_read(data, name, WORKBOOK, main="xl/workbook.xml")
    package.ready_for_others()
    look_over(package, name)
    book, formulas = _opened(data, name)
    left = [*_without_struck(book), *BookParts(package).drawings(), *beside_cells(book, PROMPTS)]
    form = form_of_book(book)
    if form is not None:
        return _own(book, formulas, form, name, left)
    shown = [sheet for sheet in book.worksheets[:_MOST_SHEETS] if sheet.sheet_state == "visible"]
    items = [item for sheet in shown for item in _sheet(_Sheet(sheet, formulas, name), whole=False)]
    return Found(name, tuple(items), left=tuple(left))


def _own(book: Any, formulas: Formulas, form: Form, name: str, left: list[Left]) -> Found:
    """A workbook of ours: its sheets by what stands on them, cells that nobody was asked to fill in told."""
    sheets = own_sheets(book, form)
    left += sheets.left
    tables: dict[str, FoundTable] = {}
    for words, sheet in sheets.tables.items():
        left += _outside(sheet, table_outside(sheet, words, form))
        for area in merged_entries(sheet, words, form):
            left.append(_parted(sheet, area))
        one = _Sheet(sheet, formulas, name, whole=True)
        found = [item for item in _sheet(one, whole=True) if isinstance(item, FoundTable)]
        tables |= {words: found[-1]} if found else {}
    if GUIDE_SHEET in book.sheetnames:
        left += _outside(book[GUIDE_SHEET], strange_guide(book[GUIDE_SHEET]))
    text = OwnText(form)
    if sheets.text is not None:
        text.read(sheets.text, lambda cell: shown(cell.value))
    notices = own_notices(book, name)
    facts = attrs.evolve(text.facts(), printed=notices.printed)
    return Found(name, tuple(text.items(tables)), facts, notices.remarks, (*left, *text.left))


def _outside(sheet: Any, cells: Sequence[Any]) -> list[Left]:
    """Cells outside those to fill in, all of one sheet together; they are not read."""
    if not cells:
        return []
    said = "、".join(f"{cell.coordinate}“{_text(cell.value)}”" for cell in cells)
    place = Place(sheet=sheet.title, cell=cells[0].coordinate)
    for cell in cells:
        cell.value = None
    return [Left(Kind.CELL, place, said)]


def _parted(sheet: Any, area: Any) -> Left:
    """Merged cells for numbers are parted again, and nothing is taken from them: whose number it is nobody knows."""
    first = sheet._cells.get((area.min_row, area.min_col))
    text = _text(first.value) if first is not None else ""
    coordinate = area.coord
    sheet.unmerge_cells(coordinate)
    if first is not None:
        sheet.cell(area.min_row, area.min_col).value = None
    place = Place(sheet=sheet.title, cell=coordinate)
    return Left(Kind.MERGED, place, f"{coordinate}，写着“{text}”" if text else coordinate)


def _without_struck(book: Any) -> Iterator[Left]:
    """Take the words that are struck out off the cells, and pictures that stand in cells."""
    struck = {at for at, font in enumerate(book._fonts) if font.strike}
    for sheet in book.worksheets:
        for cell in _kept(sheet):
            if cell.value is None:
                continue
            gone = ""
            if isinstance(cell.value, list):
                gone = "".join(str(part) for part in cell.value if _is_struck(part))
                cell.value = "".join(str(part) for part in cell.value if not _is_struck(part))
            elif struck and cell.has_style and cell._style.fontId in struck:
                gone, cell.value = _text(cell.value), None
            place = Place(sheet=sheet.title, cell=cell.coordinate)
            if gone.strip():
                yield Left(Kind.STRUCK, place, gone)
            if isinstance(cell.value, str) and _CELL_PICTURE.match(cell.value):
                cell.value = None
                yield Left(Kind.PICTURE, place)


def _is_struck(part: Any) -> bool:
    return bool(getattr(getattr(part, "font", None), "strike", None))


_CELL_PICTURE: Final = re.compile(r'=?(?:_xlfn\.)?DISPIMG\("ID_')  # how WPS puts a picture into a cell


Formulas = frozenset[tuple[str, str]]


def _opened(data: bytes, name: str) -> tuple[Any, Formulas]:
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
            book = openpyxl.load_workbook(io.BytesIO(data), keep_links=False, rich_text=True)
            if any(cell.data_type == "f" for sheet in book.worksheets for cell in _kept(sheet)):
                values = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
                return book, _worked_out(book, values)
            return book, frozenset()
    except MemoryError:
        raise
    except Exception:  # openpyxl raises what its parsers raise
        raise unreadable(name, "工作簿已损坏", "the workbook is broken", "damaged") from None


def _worked_out(book: Any, values: Any) -> Formulas:
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
    """One sheet, and which of its cells are formulas; a `whole` one is read with its hidden rows."""

    sheet: Any
    formulas: Formulas
    file: str
    whole: bool = False

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
        if sheet.whole or not sheet.sheet.row_dimensions[row[0].row].hidden:
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
