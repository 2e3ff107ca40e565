"""One print of a report: its prose, cells and signature; how a second print in the same file differs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeGuard

import attrs

from ...model.fields import Role
from ...model.form import Form
from ...model.outline import CellPath, entries
from ...model.prose import Prose
from ...model.reading import Cell, Place, Remark
from ...model.report import prose_fields
from ..found import FoundParagraph, FoundTable, Item
from ..tables.column_headings import datum_count
from .cells import bound_cells
from .front_matter import agency_in, find_front
from .headings import Heading
from .signature import find_signature


@attrs.frozen(kw_only=True)
class Part:
    """All that one print of a report states."""

    title: tuple[str, ...]
    signed_by: str | None
    signed_on: datetime.date | None
    prose: Mapping[str, Prose]
    prose_places: Mapping[str, tuple[Place, ...]]
    headings: Mapping[str, str]
    tables: frozenset[str]
    cells: Mapping[CellPath, Cell]
    remarks: tuple[Remark, ...]


def part_of(
    items: Sequence[Item | None],
    form: Form,
    headings: Sequence[Heading],
    tables: Mapping[int, str],
    start: int,
    end: int,
    to_fill: bool = False,
) -> Part:
    """What stands between two places of a file, sorted into the form."""
    first = headings[0].at if headings else next(iter(tables), end)
    before = [item for item in items[start:first] if _is_said(item)]
    front = find_front(before)
    texts = _Texts(form)
    texts.add("preface", before[front.ends :])
    signature = _fill(texts, items, headings, tables, first, end, agency_in(front.title))
    cells, remarks = bound_cells(items, form, {at: name for at, name in tables.items() if start <= at < end}, to_fill)
    remarks += list(_missing(form, headings))
    remarks += list(_strange_tables(items, tables, first, end))
    return Part(
        title=front.title,
        signed_by=signature.by if signature else None,
        signed_on=signature.on if signature else None,
        prose=texts.prose(),
        prose_places=texts.places(),
        headings=dict(_own_headings(items, form, headings)),
        tables=frozenset(name for at, name in tables.items() if start <= at < end),
        cells=cells,
        remarks=tuple(remarks),
    )


def _is_said(item: Item | None) -> TypeGuard[FoundParagraph]:
    return isinstance(item, FoundParagraph) and item.role != "page"


def _text(item: Item | None) -> str:
    return " ".join(item.text.split()) if isinstance(item, FoundParagraph) else ""


def _own_headings(items: Sequence[Item | None], form: Form, headings: Sequence[Heading]) -> Iterator[tuple[str, str]]:
    """The headings that are not worded as the form words them."""
    for heading in headings:
        words = _text(items[heading.at])
        if words != prose_fields(form.report)[heading.field].words[0]:
            yield heading.field, words


class _Texts:
    """Paragraphs by the prose field that they belong to."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._found: dict[str, list[tuple[str, Place]]] = {}

    def add(self, field: str, items: Sequence[FoundParagraph]) -> None:
        lines = [(line.strip(), item.place) for item in items for line in item.text.splitlines() if line.strip()]
        if lines:
            self._found.setdefault(field, []).extend(lines)

    def prose(self) -> dict[str, Prose]:
        return {field: Prose.of("\n".join(line for line, _ in lines)) for field, lines in self._found.items()}

    def places(self) -> dict[str, tuple[Place, ...]]:
        return {field: tuple(place for _, place in lines) for field, lines in self._found.items()}


def _fill(
    texts: _Texts,
    items: Sequence[Item | None],
    headings: Sequence[Heading],
    tables: Mapping[int, str],
    first: int,
    end: int,
    agency: str | None,
) -> Any:
    """Sort the paragraphs below each heading; what is behind the signature is left out."""
    after = _after_fields(texts._form)
    signature = None
    bounds = [*(heading.at for heading in headings[1:]), end]
    if not headings:
        signature, said, _ = _unsigned([item for at in range(first, end) if _is_said(item := items[at])], [], agency)
        texts.add("preface", said)
        return signature
    for heading, until in zip(headings, bounds, strict=True):
        here = range(heading.at + 1, until)
        split = next((at for at in here if at in tables), until)
        above = [item for at in here if at < split and _is_said(item := items[at])]
        below = [item for at in here if at > split and _is_said(item := items[at])]
        if until == end:
            signature, above, below = _unsigned(above, below, agency)
        texts.add(heading.field, above)
        texts.add(after.get(heading.field, heading.field), below)
    return signature


def _unsigned(
    above: list[FoundParagraph], below: list[FoundParagraph], agency: str | None
) -> tuple[Any, list[FoundParagraph], list[FoundParagraph]]:
    """The signature stands at the end of the last section, before or behind a table appended to it."""
    for tail in (below, above):
        signature = find_signature(tail, agency)
        if signature:
            if tail is below:
                return signature, above, below[: signature.first]
            return signature, above[: signature.first], below
    return None, above, below


def _after_fields(form: Form) -> dict[str, str]:
    return {e.facts.follows: e.name for e in entries(form.report) if e.facts.role is Role.AFTER and e.facts.follows}


def _missing(form: Form, headings: Sequence[Heading]) -> Iterator[Remark]:
    found = {heading.field for heading in headings}
    for name, entry in prose_fields(form.report).items():
        if entry.words and name not in found:
            yield Remark(code="F401", facts={"heading": entry.words[0]}, at=(name,))


def _strange_tables(items: Sequence[Item | None], tables: Mapping[int, str], first: int, end: int) -> Iterator[Remark]:
    for at in range(first, end):
        item = items[at]
        if isinstance(item, FoundTable) and at not in tables and any(datum_count(row) for row in item.rows):
            words = next((" ".join(c.text.split()) for c in item.cells if c.text.strip()), "")
            yield Remark(code="F307", facts={"text": words[:30]}, place=item.place)
