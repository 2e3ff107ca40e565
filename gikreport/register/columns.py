"""Which column of a register is which: its headings, under a title or in two rows, and the names that they may have."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

from ..errors import Problem, Unreadable, Words
from ..model.text import unspaced
from . import vocabulary
from .mapping import Mapped

Columns = dict[str, tuple[int, ...]]


def heading_of(rows: Sequence[Sequence[Any]], mapping: Mapped) -> tuple[list[str], int]:
    """The headings at the top of a table, and how many rows they take with the title above them.

    A heading may be merged over others that stand below it; where a required one is missing, it is the row that
    looks most like headings.
    """
    found: list[str] = []
    for number, cells in enumerate(rows):
        columns, lacking = _sought(found, mapping)
        if not lacking and not _goes_on(cells, columns, mapping):
            return found, number
        found = [new or old for old, new in itertools.zip_longest(found, map(_worded, cells), fillvalue="")]
    if not _sought(found, mapping)[1]:
        return found, len(rows)
    names = _names(mapping)
    likely = max(rows, key=lambda cells: sum(unspaced(_worded(cell)) in names for cell in cells), default=())
    return [_worded(cell) for cell in likely], len(rows)


def _goes_on(cells: Sequence[Any], columns: Columns, mapping: Mapped) -> bool:
    """Whether a row goes on with the headings: it states nothing of a request, and names a column."""
    stated = [cells[at] for field in vocabulary.REQUIRED for at in columns[field] if at < len(cells)]
    return not any(map(_worded, stated)) and any(unspaced(_worded(cell)) in _names(mapping) for cell in cells)


def _names(mapping: Mapped) -> set[str]:
    return {unspaced(name) for field in vocabulary.COLUMNS for name in mapping.names(field)}


def _worded(cell: Any) -> str:
    return "" if cell is None else str(cell).strip().lstrip("\ufeff")


def found_columns(heading: Sequence[str], mapping: Mapped, name: str) -> Columns:
    """Where each column of a register stands; raises Unreadable where a required one is missing or stands twice."""
    found, problems = _sought(heading, mapping)
    problems += _twice(heading, found)
    if problems:
        words_ = Words(f"{name or '台账'}缺少必要的列", f"{name or 'the register'} lacks columns")
        raise Unreadable(words_, problems)
    return found


def _sought(heading: Sequence[str], mapping: Mapped) -> tuple[Columns, list[Problem]]:
    found: Columns = {}
    problems = []
    there = list(map(unspaced, heading))
    for field in vocabulary.COLUMNS:
        names = mapping.names(field)
        at = [there.index(column) for column in map(unspaced, names) if column in there]
        joined = field == "id" and mapping.is_named(field)
        if at and (not joined or len(at) == len(names)):
            found[field] = tuple(at) if joined else (at[0],)
        elif field in vocabulary.REQUIRED or mapping.is_named(field):
            problems.append(Problem(field, _no_column(names, heading)))
    return found, problems


def _no_column(names: Sequence[str], heading: Sequence[str]) -> Words:
    due, there = "、".join(names), "、".join(filter(None, heading)) or "（空）"
    return Words(
        f"没有找到这一列；认得的列名是 {due}，台账的列名是 {there}；可在 register.toml 的 [columns] 中写明",
        f"no such column; known names: {due}; the register has: {there}; name it in [columns] of register.toml",
    )


def _twice(heading: Sequence[str], found: Mapping[str, tuple[int, ...]]) -> list[Problem]:
    there = list(map(unspaced, heading))
    doubled = [(field, heading[at]) for field, places in found.items() for at in places if there.count(there[at]) > 1]
    zh, en = "有不止一列叫“{}”；请改名，使每列名称不同", "several columns are called “{}”; give each its own name"
    return [Problem(field, Words(zh.format(said), en.format(said))) for field, said in doubled]
