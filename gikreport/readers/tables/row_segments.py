"""The cells of a table put into rows again, in the order in which they stand: words, then the numbers behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from ..amounts import is_datum, is_number
from ..form_tables import FormTable, Label
from ..found import FoundCell, FoundTable
from ..wording import is_blank, key, numbering
from .by_label import Row

_MOST_FRAGMENTS: Final = 6

Headed = tuple[Row, tuple[FoundCell, ...]]


class Regrouping:
    """Reads the cells of a table in order and closes a row where words follow numbers."""

    def __init__(self, form: FormTable) -> None:
        self._form = form
        self._widest = max(len(row.lines) for row in form.rows)
        self._words: list[FoundCell] = []
        self._label: list[FoundCell] = []
        self._cells: list[FoundCell] = []
        self._heading: tuple[FoundCell, ...] = ()
        self._unsure: list[FoundCell] = []

    def rows(self, table: FoundTable) -> Iterator[Headed]:
        """Each row with the heading that it stands under."""
        for index, cells in enumerate(table.rows):
            line = [cell for cell in cells if cell.row == index and cell.text.strip() not in self._form.units]
            words = [at for at, cell in enumerate(line) if self._is_label(cell, line[:at])]
            whole = not words and len(self._form.rows) == 1 and len(line) == self._widest
            if not words and self._is_row_of_its_own(line):
                yield from self._close()
            for at, cell in enumerate(line):
                if at in words:
                    yield from self._word(cell)
                elif whole or not is_blank(cell.text) or self._takes_blank(at, words):
                    self._number(cell)
                elif len(line) == 1:
                    self._unsure.append(cell)
        self._blank_row()
        yield from self._close()

    def _blank_row(self) -> None:
        """The only row of a form, left blank, a cell a line: as many blanks behind its headings as it has cells."""
        if not self._cells and len(self._form.rows) == 1 and len(self._unsure) == self._widest:
            for cell in self._unsure:
                self._number(cell)

    def _is_label(self, cell: FoundCell, before: Sequence[FoundCell]) -> bool:
        """Whether a cell holds words of the table, and not what somebody wrote where a number is due."""
        named = any(key(one.text) in self._form.leaf_words for one in before)
        return not is_datum(cell.text) and not (named and key(cell.text) not in self._form.words)

    def _word(self, cell: FoundCell) -> Iterator[Headed]:
        if self._cells and self._label and self._completes(self._label[-1], cell):
            self._label[-1] = attrs.evolve(self._label[-1], text=self._label[-1].text + cell.text)
            return
        yield from self._close()
        self._words.append(cell)
        self._unsure = []

    def _completes(self, label: FoundCell, cell: FoundCell) -> bool:
        """Whether words behind the numbers are the rest of the label before them."""
        known = self._form.leaf_words
        apart = key(label.text) not in known and key(cell.text) not in known
        return apart and key(label.text + cell.text) in known

    def _number(self, cell: FoundCell) -> None:
        if not self._cells:
            words = whole_headings(self._words, self._form)
            self._label, heading = label_and_heading(join_words(words, self._form), self._form)
            self._heading, self._words = heading or self._heading, []
        self._cells.append(cell)

    def _takes_blank(self, at: int, words: Sequence[int]) -> bool:
        """Whether a blank of a line is a cell: not where it stands before words, as under a merged heading."""
        return self._takes_blanks() and not any(at < other for other in words)

    def _takes_blanks(self) -> bool:
        """Whether a blank is a cell of a row: behind numbers, or behind the label of a row."""
        if self._cells or not self._words:
            return bool(self._cells) or len(self._form.rows) == 1
        leaf = join_words(self._words, self._form)[-1]
        named = key(leaf.text) in self._form.leaf_words
        return named and (bool(numbering(leaf.text)) or key(leaf.text) not in self._form.column_words)

    def _is_row_of_its_own(self, line: Sequence[FoundCell]) -> bool:
        """Whether a line of nothing but numbers cannot go on with the row before it: its label was lost."""
        held = len(self._cells)
        several = len(line) > 2 or not any(is_blank(cell.text) for cell in line[1:])
        overfull = held > 0 and held + len(line) > self._widest
        return len(line) > 1 and several and overfull and any(is_number(c.text) for c in line)

    def _close(self) -> Iterator[Headed]:
        if self._cells:
            words = tuple(cell.text for cell in self._label) or ("",)
            row = Row(Label(words), tuple(self._cells), (*self._label, *self._cells), None)
            yield row, self._heading
        self._label, self._cells = [], []


def whole_headings(words: Sequence[FoundCell], form: FormTable) -> list[FoundCell]:
    """Headings that were broken over two lines, 商业 above 企业, made whole: each word of the lower line ends one."""
    made = list(words)
    for row in sorted({cell.row for cell in words})[1:]:
        above = [at for at, cell in enumerate(made) if cell.row == row - 1]
        lower = [cell for cell in made if cell.row == row]
        homes = list(_begun(lower, above, made, form))
        if lower and len(homes) == len(lower):
            for at, cell in zip(homes, lower, strict=True):
                made[at] = attrs.evolve(made[at], text=made[at].text + cell.text)
            made = [cell for cell in made if cell.row != row]
    return made


def _begun(
    lower: Sequence[FoundCell], above: Sequence[int], made: Sequence[FoundCell], form: FormTable
) -> Iterator[int]:
    """Where the word stands that each of these ends; no further one behind the first that ends none."""
    rest = iter(above)
    for cell in lower:
        home = next((at for at in rest if _is_broken(made[at].text, cell.text, form)), None)
        if home is None:
            return
        yield home


def _is_broken(begin: str, end: str, form: FormTable) -> bool:
    """Whether two words are one heading; 科研 alone stands for 科研机构 too."""
    whole = key(begin + end)
    return whole in form.column_words and (key(begin) not in form.column_words or key(begin) == whole)


def join_words(words: Sequence[FoundCell], form: FormTable) -> list[FoundCell]:
    """Words broken over several cells or lines made whole again, where whole they are known."""
    made: list[FoundCell] = []
    at = 0
    while at < len(words):
        sizes = range(min(_MOST_FRAGMENTS, len(words) - at), 1, -1)
        size = next((n for n in sizes if key(_whole(words[at : at + n])) in form.words), 1)
        made.append(attrs.evolve(words[at], text=_whole(words[at : at + size]) if size > 1 else words[at].text))
        at += size
    return made


def _whole(words: Sequence[FoundCell]) -> str:
    return "".join(cell.text for cell in words)


def label_and_heading(words: Sequence[FoundCell], form: FormTable) -> tuple[list[FoundCell], tuple[FoundCell, ...]]:
    """The label at the end of a run of words, and the column headings before it."""
    if len(form.rows) == 1:
        return [], tuple(cell for cell in words if key(cell.text) in form.column_words)
    first = len(words) - 1
    while first > 0 and _is_group(words[first - 1], form):
        first -= 1
    heading = tuple(words[: max(0, first)])
    known = any(key(cell.text) in form.column_words for cell in heading)
    return list(words[max(0, first) :]), heading if known else ()


def _is_group(cell: FoundCell, form: FormTable) -> bool:
    said = key(cell.text)
    return said in form.row_words and said not in form.column_words and said not in form.leaf_words
