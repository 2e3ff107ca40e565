"""The trace of a sum: every cell of the report with the number of each unit."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from ..model.cell import UNFILLED_WORD
from ..model.outline import CellPath
from ..model.reading import Reading
from ..model.report import tables
from ..tabular import PLACE, encode_rows, placed

Numbers = Mapping[CellPath, tuple[Any, ...]]
_SUM: Final = "合计"
_UNIT: Final = "单位"


def written(reading: Reading, names: tuple[str, ...], numbers: Numbers, suffix: str) -> bytes:
    """One line for each cell and unit, ".csv"; or by path the numbers by unit, ".json"."""
    if suffix == ".json":
        data = {".".join(path): dict(zip(names, map(_plain, row), strict=True)) for path, row in numbers.items()}
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
    return encode_rows((*PLACE, _UNIT, "数"), _lines(reading, names, numbers), suffix)


def _plain(value: Any) -> Any:
    return format(value, "f") if isinstance(value, Decimal) else value


def _lines(reading: Reading, names: tuple[str, ...], numbers: Numbers) -> Iterator[tuple[Any, ...]]:
    for path, row in numbers.items():
        for name, value in zip(names, row, strict=True):
            yield (*placed(reading.form, path), name, UNFILLED_WORD if value is None else value)


def workbook(reading: Reading, names: tuple[str, ...], numbers: Numbers) -> bytes:
    """A workbook with a sheet for each table: a row for each unit, a column for each cell, formulas that sum them."""
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        for name, entry in tables(reading.form.report).items():
            columns = [path for path in numbers if path[0] == name]
            if columns:
                sheet = _laid_out(book, entry.words[0], len(names))
                _sheet(sheet, reading, names, {path: numbers[path] for path in columns})
    return stream.getvalue()


def _laid_out(book: Any, name: str, units: int) -> Any:
    """A sheet whose headings are read whole, and on paper the units stand on every page."""
    wrapped = book.add_format({"text_wrap": True, "valign": "vcenter", "align": "center", "font_size": 9})
    small = book.add_format({"font_size": 6, "font_color": "#767676"})
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.repeat_columns(0)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, _COLUMNS, 13)
    for row, (height, look) in enumerate(((88, wrapped), (40, wrapped), (10, small))):
        sheet.set_row(row, height, look)
    sheet.set_row(_FIRST + units, None, book.add_format({"bold": True}))
    return sheet


_A4: Final = 9
_COLUMNS: Final = 200
_FIRST: Final = 4  # the row of the first unit


def _sheet(sheet: Any, reading: Reading, names: tuple[str, ...], numbers: Numbers) -> None:
    first, last = _FIRST, _FIRST - 1 + len(names)
    sheet.write_column(0, 0, ("行", "列", "路径", _UNIT))
    for row, name in enumerate(names, first):
        sheet.write_string(row, 0, name)
    sheet.write_string(last + 1, 0, _SUM)
    for column, (path, values) in enumerate(numbers.items(), 1):
        for row, words in enumerate(placed(reading.form, path)[1:]):
            sheet.write_string(row, column, words)
        for row, value in enumerate(values, first):
            _number(sheet, row, column, value)
        _total(sheet, (first, last), column, values)
    sheet.freeze_panes(first, 1)


def _number(sheet: Any, row: int, column: int, value: Any) -> None:
    if value is None:
        sheet.write_string(row, column, UNFILLED_WORD)
    else:
        sheet.write_number(row, column, value)


def _total(sheet: Any, rows: tuple[int, int], column: int, values: tuple[Any, ...]) -> None:
    """The sum as a formula; with a cell open the formula says so, as the report does."""
    from xlsxwriter.utility import xl_range

    cells = xl_range(rows[0], column, rows[1], column)
    cached = UNFILLED_WORD if None in values else sum(values)
    formula = f'=IF(COUNT({cells})=ROWS({cells}),SUM({cells}),"{UNFILLED_WORD}")'
    sheet.write_formula(rows[1] + 1, column, formula, None, cached)
