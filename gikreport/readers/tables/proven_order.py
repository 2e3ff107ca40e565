"""Rows below headings that fell apart: in the order of the form where the totals that the row prints prove it."""

from __future__ import annotations

import collections
from collections.abc import Sequence
from typing import Final

from ...model.sums import Sum
from ..amounts import amount
from ..form_tables import FormRow
from ..found import FoundCell
from ..wording import key


def is_proven(heading: Sequence[FoundCell], cells: Sequence[FoundCell], wanted: FormRow, sums: Sequence[Sum]) -> bool:
    """Whether a row has the cells of the form, each a number, their totals agree, and no heading says otherwise.

    Headings over several lines come out of a copied page line by line: within each, the columns keep their order.
    """
    return len(cells) == len(wanted.lines) and _adds_up(cells, wanted, sums) and _keeps_order(heading, wanted)


def _adds_up(cells: Sequence[FoundCell], wanted: FormRow, sums: Sequence[Sum]) -> bool:
    numbers = {
        line.path: found.value for line, cell in zip(wanted.lines, cells, strict=True) if (found := amount(cell.text))
    }
    own = [one for one in sums if one.total in numbers and numbers.keys() >= set(one.parts)]
    agrees = all(numbers[one.total] == sum(numbers[part] for part in one.parts) for one in own)
    return len(numbers) == len(cells) and bool(own) and agrees


def _keeps_order(heading: Sequence[FoundCell], wanted: FormRow) -> bool:
    columns = [column.leaf for column in wanted.columns]
    lines: dict[int, list[str]] = collections.defaultdict(list)
    for cell in heading:
        if key(cell.text) in columns:
            lines[cell.row].append(key(cell.text))
    longest = max(map(len, lines.values()), default=0)
    return longest >= _TOLD and all(_within(line, columns) for line in lines.values())


def _within(some: Sequence[str], all_: Sequence[str]) -> bool:
    rest = iter(all_)
    return all(word in rest for word in some)


_TOLD: Final = 3  # columns that one line of the headings names
