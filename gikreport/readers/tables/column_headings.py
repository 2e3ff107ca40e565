"""The column headings of a table in a file: the words above each column, and where it stands."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import attrs

from ..amounts import is_datum, is_number, unit_named
from ..form_tables import FormTable, Label
from ..found import FoundCell, FoundTable
from ..wording import is_blank, key, numbering


@attrs.frozen
class Column:
    """One column of a file's table: its headings, and the first and last place it covers, -1 where unknown."""

    label: Label
    first: int = -1
    last: int = -1
    unit: str = ""


@attrs.frozen
class Header:
    """The columns that a run of heading rows names, left to right."""

    columns: tuple[Column, ...]
    rows: tuple[int, ...]


@attrs.frozen
class TableHeadings:
    """What the heading rows of a table say: each row below them with its header, and the last header of all.

    A row stands under the heading rows right above it and those that follow them; one above all headings has no header.
    """

    rows: tuple[tuple[tuple[FoundCell, ...], Header | None], ...]
    last: Header | None

    @property
    def inherited(self) -> Header | None:
        """The header of a table that goes on on the next page; places on another page are not the same."""
        if self.last is None:
            return None
        return Header(tuple(attrs.evolve(column, first=-1, last=-1) for column in self.last.columns), self.last.rows)


def table_headings(table: FoundTable, form: FormTable) -> TableHeadings:
    """The heading rows of a table told from its other rows."""
    marks = [_is_heading(row, form) for row in table.rows]
    rows: list[tuple[tuple[FoundCell, ...], Header | None]] = []
    header: Header | None = None
    for index, (cells, marked) in enumerate(zip(table.rows, marks, strict=True)):
        if not marked:
            rows.append((cells, header))
        elif index + 1 == len(marks) or not marks[index + 1]:
            header = _header(table, _run_before(marks, index + 1))
    return TableHeadings(tuple(rows), header)


def _is_heading(row: Sequence[FoundCell], form: FormTable) -> bool:
    """Whether a row names columns of the form: nothing but words, and mostly those that the form prints there."""
    texts = [cell.text for cell in row if not is_blank(cell.text)]
    if not texts or any(is_datum(text) for text in texts):
        return False
    hits = [key(text) for text in texts if not numbering(text) and _names_column(key(text), form)]
    if len(hits) == 1:
        return len(texts) <= 2 and hits[0] not in form.leaf_words
    return len(hits) * 2 >= len(texts) and len(hits) > 1


def _names_column(words: str, form: FormTable) -> bool:
    return words in form.column_words


def _run_before(marks: list[bool], index: int) -> tuple[int, ...]:
    first = index
    while first and marks[first - 1]:
        first -= 1
    return tuple(range(first, index))


def _header(table: FoundTable, rows: tuple[int, ...]) -> Header:
    columns = _flat(table, rows) if table.is_flat else _spanned(table, rows)
    return Header(tuple(columns), rows)


def _spanned(table: FoundTable, rows: tuple[int, ...]) -> list[Column]:
    """By place: the words that stand one below the other; a heading left blank is the one to its left."""
    width = max(cell.column + cell.colspan for row in rows for cell in table.rows[row])
    stacks: list[list[FoundCell]] = [[] for _ in range(width)]
    for row in rows:
        left: FoundCell | None = None
        for cell in table.rows[row]:
            shown = left if is_blank(cell.text) and left and cell.row + cell.rowspan <= rows[-1] else cell
            left = shown
            for column in range(cell.column, cell.column + cell.colspan):
                if not is_blank(shown.text) and shown not in stacks[column]:
                    stacks[column].append(shown)
    return _grouped(stacks)


def _grouped(stacks: list[list[FoundCell]]) -> list[Column]:
    """Neighbours under one heading are one column; a heading that has parts elsewhere names none of its own."""
    above = {id(cell) for stack in stacks for cell in stack[:-1]}
    lost = [not stack or id(stack[-1]) in above for stack in stacks]
    named = enumerate(zip(stacks, lost, strict=True))
    columns: list[Column] = []
    for _, group in itertools.groupby(named, key=lambda one: -one[0] if one[1][1] else id(one[1][0][-1])):
        places = list(group)
        cells, is_lost = places[0][1]
        words = (*(cell.text for cell in cells), *([""] if is_lost else []))
        columns.append(Column(Label(words), places[0][0], places[-1][0], unit_named(words[-1])))
    return columns


def _flat(table: FoundTable, rows: tuple[int, ...]) -> list[Column]:
    """By order: a blank below a heading continues it, words below headings are their parts."""
    frontier: list[tuple[str, ...]] = []
    for row in rows:
        texts = ["" if cell.row < row else cell.text for cell in table.rows[row]]
        frontier = _divided(frontier, texts) if frontier else [(text,) for text in texts]
    return [Column(Label(words), unit=unit_named(words[-1])) for words in frontier]


def _divided(frontier: list[tuple[str, ...]], texts: list[str]) -> list[tuple[str, ...]]:
    runs = [(blank, list(group)) for blank, group in itertools.groupby(texts, is_blank)]
    blanks = sum(len(group) for blank, group in runs if blank)
    parts = sum(not blank for blank, _ in runs)
    spare = len(frontier) - blanks
    if not parts or spare < parts:
        return [(text,) for text in texts if not is_blank(text)] if parts else frontier
    shares = [spare if parts == 1 else 1] * parts
    above, divided = list(frontier), []
    for blank, group in runs:
        taken = len(group) if blank else shares.pop(0)
        over, above = above[:taken], above[taken:]
        divided += over if blank else _shared_out(over, group)
    return divided


def _shared_out(over: list[tuple[str, ...]], texts: list[str]) -> list[tuple[str, ...]]:
    """The parts of each heading, where they can be told; words alone where they cannot."""
    if over and len(texts) % len(over) == 0:
        each = len(texts) // len(over)
        return [(*over[index // each], text) for index, text in enumerate(texts)]
    return [(text,) for text in texts]


def datum_count(row: Sequence[FoundCell]) -> int:
    """How many cells of a row hold a number."""
    return sum(is_number(cell.text) for cell in row)
