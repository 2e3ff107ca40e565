"""A table of the report as CSV: a line for each cell, with the words of its row and its column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from ...model.fields import Kind
from ...model.grid import GridCell, grid
from ...model.outline import value_at
from ...model.report import Report

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


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    for cell in grid(table).cells:
        if cell.line is not None:
            yield _row(table, cell)


def _row(table: Any, cell: GridCell) -> tuple[str, ...]:
    assert cell.line is not None
    value = value_at(table, cell.line.path)
    shown = format(value, "f") if isinstance(value, Decimal) else str(value)
    row, column = (inert(" / ".join(words)) for words in cell.labels)
    return row, column, inert(shown) if cell.line.kind is Kind.WORDS else shown, cell.line.unit


def inert(text: str) -> str:
    """Text that no spreadsheet program calculates."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
