"""Rows of text whose numbers stand one line below their labels, or above them: which is whose is not to be told."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Iterable, Sequence

import attrs

from ..found import Piece
from .broken_labels import NUMBERED, is_whole_label


class Lost(enum.Enum):
    """What stands alone in a table of text."""

    NUMBERS = enum.auto()  # a label without numbers
    LABEL = enum.auto()  # numbers without a label


@attrs.frozen
class Gap:
    """What lost its other half, and the row before which that is so."""

    lost: Lost
    row: int


def has_lost_numbers(words: str) -> bool:
    """Whether among words before the label of a row there is the whole label of another one."""
    edges = [*(found.start() for found in NUMBERED.finditer(words)), len(words)]
    return any(is_whole_label(words[start:end]) for start, end in itertools.pairwise(edges))


def leave_shifted_open(rows: Sequence[list[Piece]], gaps: Iterable[Gap]) -> list[list[Piece]]:
    """The rows, those between a label without numbers and numbers without a label made one, which no form has."""
    made = list(rows)
    last: Gap | None = None
    for gap in gaps:
        if last is not None and last.lost is not gap.lost:
            _make_one(made, last.row, gap.row)
        last = gap
    return [row for row in made if row]


def _make_one(rows: list[list[Piece]], first: int, end: int) -> None:
    """Rows from one to another as a single one: their words, then their cells."""
    between = [row for row in rows[first:end] if row]
    if len(between) > 1:
        words = " ".join(row[0].text for row in between)
        cells = [piece for row in between for piece in row[1:]]
        rows[first:end] = [[attrs.evolve(between[0][0], text=words), *cells], *[[] for _ in range(end - first - 1)]]
