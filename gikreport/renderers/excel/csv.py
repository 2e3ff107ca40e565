"""A table of the report as CSV: a line for each cell, with the words of its row and its column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ...model.fields import Kind
from ...model.grid import GridCell
from ...model.outline import Line, value_at
from ...model.report import Report
from ...model.table import table_of

HEADINGS: Final = ("行", "列", "数值", "单位")
_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def table_csv(report: Report, name: str) -> bytes:
    """One table of a report, UTF-8 with a byte order mark, so that a spreadsheet program shows it as it is.

    Words that a spreadsheet program would take for a formula get an apostrophe in front.
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(HEADINGS)
    writer.writerows(_rows(getattr(report, name)))
    return stream.getvalue().encode("utf-8-sig")


def _rows(held: object) -> Iterator[tuple[str, ...]]:
    for cell in table_of(held).grid.cells:
        if cell.line is not None:
            yield _row(cell, cell.line, value_at(held, cell.line.path))


def _row(cell: GridCell, line: Line, value: object) -> tuple[str, ...]:
    shown = format(value, "f") if isinstance(value, Decimal) else str(value)
    row, column = (inert(" / ".join(words)) for words in cell.labels)
    return row, column, inert(shown) if line.kind is Kind.WORDS else shown, line.unit


def inert(text: str) -> str:
    """Text that no spreadsheet program calculates."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
