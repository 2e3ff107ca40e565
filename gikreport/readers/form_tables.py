"""The tables of a form as labels: which row words and column words each line stands under."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import attrs

from ..model.form import Form
from ..model.grid import Grid
from ..model.outline import Line, cached
from ..model.table import Table, tables_of
from .wording import key, plain


@attrs.frozen
class Label:
    """The words of a row or column, the outermost heading first."""

    words: tuple[str, ...]
    keys: tuple[str, ...] = attrs.field(
        init=False, eq=False, default=attrs.Factory(lambda label: tuple(map(key, label.words)), takes_self=True)
    )

    @property
    def leaf(self) -> str:
        """The key of the innermost heading."""
        return self.keys[-1] if self.keys else ""


@attrs.frozen
class FormRow:
    """One row of the official table: its words, and its lines by their column; no line where it is a heading."""

    label: Label
    columns: tuple[Label, ...] = ()
    lines: tuple[Line, ...] = ()


@attrs.frozen
class FormTable:
    """One table of a form, ready to be compared with tables in files."""

    name: str
    printed: Table
    rows: tuple[FormRow, ...]
    column_words: frozenset[str]
    row_words: frozenset[str]
    units: frozenset[str] = frozenset()  # what a column of units prints in its rows

    @property
    def has_own_rows(self) -> bool:
        """Whether its rows are the office's own."""
        return self.printed.rows_are_own

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """Every label that the table prints, as a key."""
        return self.column_words | self.row_words

    @functools.cached_property
    def official(self) -> str:
        """All that the table prints, as it is read."""
        return plain("\n".join(cell.text for cell in self.printed.grid.cells))

    @functools.cached_property
    def leaf_words(self) -> frozenset[str]:
        """The innermost words of its rows."""
        return frozenset(row.label.leaf for row in self.rows)


@cached
def form_tables(form: Form) -> tuple[FormTable, ...]:
    """The tables of a form in printed order."""
    return tuple(_form_table(name, table) for name, table in tables_of(form.report).items())


def _form_table(name: str, table: Table) -> FormTable:
    printed = table.grid
    column_words = {key(cell.text) for cell in printed.cells if cell.heads == "column"}
    row_words = {key(cell.text) for cell in printed.cells if cell.heads == "row"}
    rows = tuple(_rows(printed))
    row_words |= {word for row in rows for word in row.label.keys}
    beside = {cell.text for cell in printed.cells if not cell.heads and cell.line is None}
    units = frozenset(beside & {line.unit for row in rows for line in row.lines if line.unit})
    return FormTable(name, table, rows, frozenset(column_words - {""}), frozenset(row_words - {""}), units)


def _rows(printed: Grid) -> Iterator[FormRow]:
    for cells in printed.by_row:
        lines = [cell for cell in cells if cell.line is not None]
        heads = [cell.text for cell in cells if cell.heads == "row"]
        if lines:
            columns = tuple(Label(cell.labels[1]) for cell in lines)
            yield FormRow(Label(lines[0].labels[0]), columns, tuple(cell.line for cell in lines if cell.line))
        elif heads:
            yield FormRow(Label((heads[-1],)))
