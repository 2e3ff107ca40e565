"""Tables of which only the order of the cells is left: put into rows again by the labels of the form."""

from __future__ import annotations

import collections
import enum
import itertools
from collections.abc import Sequence
from typing import Final

import attrs

from ...model.outline import cached
from ...model.sums import Sum
from ...model.table import Table
from ..amounts import unit_named
from ..form_tables import FormRow, FormTable
from ..found import FoundCell, FoundTable
from ..remarks import COLUMN_WITHOUT_LINE, COLUMNS_BY_ORDER
from ..wording import is_blank, key, numbering
from .align import Match, align
from .by_label import BoundTable, Homed, Note, Row, about_label, bind_table, homeless, once, said, says_something
from .column_headings import Header
from .proven_order import is_proven
from .row_segments import Regrouping


@attrs.frozen
class _Found:
    """A row put together again: its label, the cells after it, the words of the headings above it."""

    row: Row
    heading: tuple[FoundCell, ...]
    even: bool = False  # whether its line, or every row of the table, has as many cells as is due, blanks among them


def bind_stream(table: FoundTable, form: FormTable) -> BoundTable:
    """The cells that found their line: those of rows with a known label and as many cells as the form has there."""
    even = _even_lines(table)
    regrouped = Regrouping(form).rows(table)
    every = [_Found(row, heading, {cell.row for cell in row.all} <= even) for row, heading in regrouped]
    shifted = _numbers_first(every, form)
    found = [one for at, one in enumerate(every) if at not in shifted]
    matches = _matched([one.row for one in found], form)
    if _are_exact([(found[m.found].row, form.rows[m.form]) for m in matches]):
        found = [attrs.evolve(one, even=True) for one in found]
    cells: list[Homed] = []
    notes: list[Note] = []
    spare = _spare_before([(found[m.found].row, form.rows[m.form]) for m in matches])
    spare = spare or frozenset([False] * table.padded)
    for match in matches:
        wanted = form.rows[match.form]
        above = _printed_above(form.printed)[match.form]
        homed, more = _bound(found[match.found], wanted, above, spare, form.printed.sums)
        cells += homed
        notes += [*(about_label(found[match.found].row, wanted) if homed else ()), *more]
    notes += [homeless(every[at].row) for at in sorted(shifted) if says_something(every[at].row)]
    matched = {match.found for match in matches}
    notes += [homeless(one.row) for at, one in enumerate(found) if at not in matched and says_something(one.row)]
    return BoundTable(tuple(cells), tuple(once(notes)))


def _numbers_first(rows: Sequence[_Found], form: FormTable) -> set[int]:
    """The rows below headings behind which numbers stand at once: there numbers may stand before their label.

    Which number is whose is not to be told then.
    """
    shifted: set[int] = set()
    before: tuple[FoundCell, ...] | None = None  # the headings below which it is so
    last: tuple[FoundCell, ...] | None = None
    for at, one in enumerate(rows if len(form.rows) > 1 else ()):
        label = one.row.label
        is_heading = label.leaf in form.column_words and not numbering(label.words[-1])
        if is_heading and (label.leaf not in form.leaf_words or one.heading != last):
            before = one.heading
        if before is not None and one.heading == before:
            shifted.add(at)
        last = one.heading
    return shifted


def bind_flat(table: FoundTable, form: FormTable, inherited: Header | None = None) -> BoundTable:
    """The cells of a table in text by their order; of a more even table by place, unless their order finds more."""
    if table.flat and (len(form.rows) == 1 or len(_even_lines(table)) < len(table.rows)):
        return bind_stream(table, form)
    placed = bind_table(attrs.evolve(table, flat=False), form, inherited)
    streamed = bind_stream(table, form)
    return max(placed, streamed, key=lambda bound: (len(bound.cells), -len(bound.notes)))


def _even_lines(table: FoundTable) -> frozenset[int]:
    """The lines that have as many cells as nearly all lines have, so that a blank is a cell and no padding."""
    usual, count = max(collections.Counter(map(len, table.rows)).items(), key=lambda one: one[1], default=(1, 0))
    if usual == 1 or count * 10 < len(table.rows) * 9:
        return frozenset()
    return frozenset(index for index, line in enumerate(table.rows) if len(line) == usual)


def _are_exact(rows: Sequence[tuple[Row, FormRow]]) -> bool:
    """Whether every row has exactly as many cells as the form has there, in a table with many: then none is padding."""
    return len(rows) > _MANY and all(len(row.cells) == len(wanted.lines) for row, wanted in rows)


_MANY: Final = 15


def _matched(rows: Sequence[Row], form: FormTable) -> list[Match]:
    if form.rows[1:]:
        matches = align([row.label for row in rows], [row.label for row in form.rows])
        return [match for match in matches if form.rows[match.form].lines]
    due = len(form.rows[0].lines)
    full = [at for at, row in enumerate(rows) if says_something(row) and _places(row.cells, due)]
    full = full or [at for at, row in enumerate(rows) if _places(row.cells, due)]
    return [Match(full[0], 0, 1.0)] if len(full) == 1 else []


def _bound(
    found: _Found, wanted: FormRow, above: Sequence[str], spare: frozenset[bool], sums: Sequence[Sum]
) -> tuple[list[Homed], list[Note]]:
    columns = tuple(column.leaf for column in wanted.columns)
    order = _order(found.heading, columns, above)
    if order is _Order.OTHER and is_proven(found.heading, found.row.cells, wanted, sums):
        order = _Order.PART
    places = _places(found.row.cells, len(columns))
    under = _below_line(found, wanted, above) if order is _Order.OTHER or not places else None
    if under is not None:
        return _by_line(found, wanted, under)
    if order is _Order.OTHER or not places or (len(spare) != 1 and len(places) > 1):
        return [], [homeless(found.row)] if says_something(found.row) else []
    first = places[-1] if True in spare else places[0]
    cells = found.row.cells[first : first + len(columns)]
    if not (found.even or _is_certain(found.row, cells, True not in spare)):
        return [], [homeless(found.row)]
    homed = _homed(found, wanted, tuple(range(len(columns))), cells)
    return homed, [] if order is _Order.WHOLE else [
        Note(COLUMNS_BY_ORDER, {"row": said(wanted.label)}, wanted.lines[0], cells[0].place)
    ]


def _is_certain(row: Row, cells: Sequence[FoundCell], adjoins: bool) -> bool:
    """Whether no blank at an edge could be padding, and a number lost beside it."""
    blank = [is_blank(cell.text) for cell in cells]
    opens = not blank[0] or (bool(row.label.leaf) and adjoins)
    return all(blank) or (opens and not blank[-1])


def _homed(found: _Found, wanted: FormRow, columns: Sequence[int], cells: Sequence[FoundCell]) -> list[Homed]:
    units = {key(cell.text): unit_named(cell.text) for cell in found.heading}
    return [
        Homed(wanted.lines[column], cell, units.get(wanted.columns[column].leaf, ""))
        for column, cell in zip(columns, cells, strict=True)
    ]


class _Order(enum.Enum):
    """Whether headings stand in the order of the form, all of them or, some being lost, those that are there."""

    WHOLE = enum.auto()
    PART = enum.auto()
    OTHER = enum.auto()


def _order(heading: Sequence[FoundCell], columns: Sequence[str], above: Sequence[str]) -> _Order:
    words = [said for cell in heading if (said := key(cell.text)) in above or said in columns]
    leaves = [word for word in words if word in columns]
    if _within(words, above) and (len({cell.row for cell in heading}) > 1 or len(leaves) < len(words)):
        return _Order.WHOLE if len(leaves) >= len(columns) else _Order.PART
    if _within(leaves, columns):
        return _Order.WHOLE if len(leaves) == len(columns) else _Order.PART
    return _Order.OTHER


def _within(some: Sequence[str], all_: Sequence[str]) -> bool:
    rest = iter(all_)
    return all(word in rest for word in some)


def _below_line(found: _Found, wanted: FormRow, above: Sequence[str]) -> list[FoundCell] | None:
    """The heading above each cell, where one line of headings is not the form's but as long as the row."""
    columns = [column.leaf for column in wanted.columns]
    if not found.heading:
        return None
    line = [cell for cell in found.heading if cell.row == found.heading[-1].row]
    elsewhere = [cell for cell in found.heading if cell.row != found.heading[-1].row and key(cell.text) in columns]
    line = list(itertools.dropwhile(lambda cell: key(cell.text) in above and key(cell.text) not in columns, line))
    blank = any(is_blank(cell.text) for cell in found.row.cells)
    if not line or blank or elsewhere or len(set(columns)) < len(columns) or len(line) != len(found.row.cells):
        return None
    words = [key(cell.text) for cell in line]
    return line if words[0] in columns and len(set(words)) == len(words) else None


def _by_line(found: _Found, wanted: FormRow, line: Sequence[FoundCell]) -> tuple[list[Homed], list[Note]]:
    columns = {column.leaf: at for at, column in enumerate(wanted.columns)}
    pairs = [(columns.get(key(head.text)), head, cell) for head, cell in zip(line, found.row.cells, strict=True)]
    homed = [Homed(wanted.lines[at], cell, unit_named(head.text)) for at, head, cell in pairs if at is not None]
    strange = [
        Note(COLUMN_WITHOUT_LINE, {"label": head.text, "text": cell.text}, None, cell.place)
        for at, head, cell in pairs
        if at is None and not is_blank(cell.text)
    ]
    return homed, strange


def _places(cells: Sequence[FoundCell], due: int) -> list[int]:
    """Where as many cells as are due can begin, so that nothing but blanks is left over."""
    blank = [is_blank(cell.text) for cell in cells]
    starts = range(len(cells) - due + 1)
    if all(blank) and starts:
        return [0]
    return [at for at in starts if all(blank[:at]) and all(blank[at + due :])]


def _spare_before(rows: Sequence[tuple[Row, FormRow]]) -> frozenset[bool]:
    """Where merged cells left their blanks: before the numbers (True), behind them (False), as rows show it."""
    told = set()
    for row, wanted in rows:
        places = _places(row.cells, len(wanted.lines))
        if len(places) == 1 and len(row.cells) > len(wanted.lines) and says_something(row):
            told.add(places[0] > 0)
    return frozenset(told)


@cached
def _printed_above(table: Table) -> tuple[tuple[str, ...], ...]:
    """For each row of a form the words of its column headings, as one reads them."""
    found: list[tuple[str, ...]] = []
    heading: list[str] = []
    fresh = True
    for cells in table.grid.by_row:
        words = [key(cell.text) for cell in cells if cell.heads == "column"]
        heading = [*([] if words and fresh else heading), *words]
        fresh = not words
        if any(cell.line is not None or cell.heads == "row" for cell in cells):
            found.append(tuple(heading))
    return tuple(found)
