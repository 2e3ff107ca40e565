"""One print of a report; how a second one in the same file differs from the first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from ..model.cell import Cell, Place, State
from ..model.outline import CellPath
from ..model.prose import Prose
from ..model.reading import Remark
from .remarks import PRINTED_TWICE, PRINTS_DIFFER
from .sections.parts import Part
from .tables.cells import differ, stated_twice


@attrs.frozen(kw_only=True)
class Print:
    """One print of a report, each of its cells at its path, with what was odd about it."""

    part: Part
    cells: Mapping[CellPath, Cell]
    remarks: tuple[Remark, ...]


def differences(first: Print, other: Print) -> Iterator[Remark]:
    """That the report is printed again, and everything that the second print says otherwise."""
    yield Remark(diagnostic=PRINTED_TWICE)
    for path, cell in other.cells.items():
        if path not in first.cells or differ(first.cells[path], cell):
            yield stated_twice(path, first.cells.get(path, Cell("没有这一格", State.BLANK)), cell)
    yield from _said_otherwise(first.part, other.part)


def _said_otherwise(first: Part, other: Part) -> Iterator[Remark]:
    for field, prose in other.prose.items():
        yield from _prose_differences(field, first.prose.get(field, Prose()), prose, other.prose_places[field])
    if other.signed_by is not None and (first.signed_by, first.signed_on) != (other.signed_by, other.signed_on):
        yield Remark(diagnostic=PRINTS_DIFFER, facts=_said(first.signed_by or "", other.signed_by), at=("signed_by",))


def _prose_differences(field: str, one: Prose, other: Prose, places: Sequence[Place]) -> Iterator[Remark]:
    import difflib

    mine, theirs = [p.text for p in one.paragraphs], [p.text for p in other.paragraphs]
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            here, there = "".join(mine[i1:i2]), "".join(theirs[j1:j2])
            place = places[j1] if j1 < len(places) else None
            yield Remark(
                diagnostic=PRINTS_DIFFER, facts=_said(*_where_they_part(here, there)), at=(field,), place=place
            )


def _said(one: str, other: str) -> dict[str, object]:
    return {"first": one or "没有", "second": other or "没有"}


def _where_they_part(one: str, other: str) -> tuple[str, str]:
    """The few words around the first sign that differs."""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    first = max(0, at - 8)
    return one[first : at + 16], other[first : at + 16]
