"""Rows of a table that the end of a page cut in two, made one row again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import attrs

from ..amounts import is_datum
from ..found import FoundCell, FoundTable, Item
from ..known_labels import is_label
from ..wording import is_blank, numbering
from .broken_labels import rest_of_label

Pairs = Sequence[tuple[FoundCell, FoundCell]]


def join_cut_rows(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items, every table with the rows whole that go on behind the end of a page."""
    return tuple(_joined(item) if isinstance(item, FoundTable) else item for item in items)


def _joined(table: FoundTable) -> FoundTable:
    cells = tuple(_without_repeated_headings(table.cells))
    for row in sorted(_page_tops(cells), reverse=True):
        pairs = _pairs(cells, row)
        if _is_one_row(pairs):
            cells = tuple(_without_break(cells, row, pairs))
    return table if cells == table.cells else attrs.evolve(table, cells=cells)


def _without_repeated_headings(cells: Sequence[FoundCell]) -> Sequence[FoundCell]:
    """The cells without the heading of the table where a page begins with it once more: a cut row goes on below it."""
    rows: dict[int, list[tuple[int, int, str]]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append((cell.column, cell.colspan, "".join(cell.text.split())))
    for top in sorted(_page_tops(cells), reverse=True):
        again = _repeated(rows, top)
        if again:
            below = [cell for cell in cells if not top <= cell.row < top + again]
            cells = [attrs.evolve(cell, row=cell.row - again) if cell.row > top else cell for cell in below]
    return cells


def _repeated(rows: Mapping[int, Sequence[tuple[int, int, str]]], top: int) -> int:
    """How many of the first rows of a table, all words, stand again at the top of a page."""
    for number in range(top):
        own = rows.get(number, ())
        if not own or own != rows.get(top + number) or any(is_datum(text) for *_, text in own):
            return number
    return top


def _page_tops(cells: Sequence[FoundCell]) -> set[int]:
    """The first row of the table on each page but the first."""
    first: dict[int, int] = {}
    for cell in cells:
        if cell.place.page is not None:
            first[cell.place.page] = min(cell.row, first.get(cell.place.page, cell.row))
    return set(first.values()) - {0}


def _pairs(cells: Sequence[FoundCell], row: int) -> Pairs:
    """Each cell of a row with the one that ends above it; nothing where one of them has none."""
    above = {(cell.column, cell.colspan): cell for cell in cells if cell.row + cell.rowspan == row}
    below = [cell for cell in cells if cell.row == row]
    pairs = [(above[at], cell) for cell in below if (at := (cell.column, cell.colspan)) in above]
    return pairs if len(pairs) == len(below) else ()


def _is_one_row(pairs: Pairs) -> bool:
    """Whether only one of the two has numbers, and their words are one label or those below can begin none."""
    rows = [(above, below) for above, below in pairs if above.rowspan == below.rowspan == 1]
    data = [pair for pair in rows if any(is_datum(cell.text) and not is_blank(cell.text) for cell in pair)]
    if not data or any(all(not is_blank(cell.text) for cell in pair) for pair in data):
        return False
    if any(not is_blank(above.text) for above, _ in data) and any(not is_blank(below.text) for _, below in data):
        return False
    words = [pair for pair in rows if pair not in data and not all(is_blank(cell.text) for cell in pair)]
    return bool(words) and _goes_on(words[-1][0].text, words[-1][1].text)


def _goes_on(above: str, below: str) -> bool:
    """Whether two labels are one; where one is blank, the label stands on one page and the numbers on the other."""
    if is_blank(above) or is_blank(below):
        return True
    if rest_of_label("".join(above.split()), ["".join(below.split())])[1] or is_label(above + below):
        return True
    return not (is_label(above) or is_label(below) or numbering(below))


def _without_break(cells: Sequence[FoundCell], row: int, pairs: Pairs) -> list[FoundCell]:
    whole = {above: _whole(above, below) for above, below in pairs}
    kept = [whole.get(cell, cell) for cell in cells if cell.row != row]
    return [attrs.evolve(cell, row=cell.row - 1) if cell.row > row else cell for cell in kept]


def _whole(above: FoundCell, below: FoundCell) -> FoundCell:
    text = _BREAK.join(part for part in (above.text, below.text) if not is_blank(part))
    place = above.place if not is_blank(above.text) else below.place
    return attrs.evolve(above, text=text, rowspan=above.rowspan + below.rowspan - 1, place=place)


_BREAK: Final = "\n"
