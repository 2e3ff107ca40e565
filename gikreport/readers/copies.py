"""One print of a report: its prose, cells and signature; how a second print in the same file differs."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, TypeGuard

import attrs

from ..model.fields import Kind, Role
from ..model.form import Form
from ..model.outline import CellPath, entries
from ..model.prose import Prose
from ..model.reading import UNFILLED_WORD, Cell, Place, Remark, State
from ..model.report import prose_fields
from .found import FoundParagraph, FoundTable, Item
from .headers import Header, datum_count
from .headings import Heading
from .own_rows import bind_own_rows
from .shapes import FormTable, form_tables
from .signed import agency_in, find_front, find_signature
from .streams import bind_flat
from .tables import Homed, Note, bind_table
from .wording import converted, is_blank, stated

_CODES: Final = {
    "row": "F302", "column": "F303", "row label": "F304", "column label": "F305", "columns": "F306",
}  # fmt: skip


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
    cells, remarks = _cells(items, form, {at: name for at, name in tables.items() if start <= at < end}, to_fill)
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


def _cells(
    items: Sequence[Item | None], form: Form, tables: Mapping[int, str], to_fill: bool
) -> tuple[dict[CellPath, Cell], list[Remark]]:
    cells: dict[CellPath, Cell] = {}
    remarks: list[Remark] = []
    by_name = {table.name: table for table in form_tables(form)}
    headers: dict[str, Header | None] = {}
    for at, name in tables.items():
        found = items[at]
        assert isinstance(found, FoundTable)
        homed, notes, headers[name] = _bound(found, by_name[name], headers.get(name))
        remarks += _remarks(notes, name)
        for one in homed:
            path = (name, *one.line.path)
            if one.cell.formula and one.line.computed:
                continue
            cell, unit = _cell(one, to_fill)
            if unit:
                remarks.append(_unit_remark(path, cell, unit))
            if path not in cells:
                cells[path] = cell
            elif _differ(cells[path], cell):
                remarks.append(_twice(path, cells[path], cell))
    return cells, remarks


def _bound(
    found: FoundTable, form: FormTable, inherited: Header | None
) -> tuple[tuple[Homed, ...], tuple[Note, ...], Header | None]:
    if form.has_own_rows:
        bound = bind_own_rows(found, form)
    else:
        bound = (bind_flat if found.is_flat else bind_table)(found, form, inherited)
    return bound.cells, bound.notes, bound.header


def _cell(one: Homed, to_fill: bool) -> tuple[Cell, str]:
    """The cell that a printed text states; in a workbook of ours an empty one is 待填."""
    if to_fill and one.line.kind is not Kind.WORDS and is_blank(one.cell.text):
        return Cell(UNFILLED_WORD, State.UNFILLED, None, one.line.kind, one.cell.place), ""
    cell, unit = stated(one.cell.text, one.line.kind, one.line.unit, one.cell.place)
    if one.line.kind is Kind.MONEY and one.unit and one.unit != one.line.unit and not unit and _bare(cell):
        assert isinstance(cell.value, Decimal)
        return attrs.evolve(cell, value=converted(cell.value, one.unit)), one.unit
    return cell, unit


def _bare(cell: Cell) -> bool:
    return cell.state is State.NUMBER and not cell.text.endswith("元")


def _unit_remark(path: CellPath, cell: Cell, unit: str) -> Remark:
    value = format(cell.value, "f") if isinstance(cell.value, Decimal) else str(cell.value)
    return Remark(code="F301", facts={"text": cell.text, "unit": unit, "value": value}, at=path, place=cell.place)


def _remarks(notes: Sequence[Note], name: str) -> Iterator[Remark]:
    """A remark for each note; of many rows without a line one that names the first."""
    rows = [note for note in notes if note.kind == "row"]
    many = len(rows) > _MOST_ROWS
    if many:
        first = "；".join(f"{note.facts['label'] or '没有行名'}：{note.facts['text']}" for note in rows[:_MOST_ROWS])
        yield Remark(code="F308", facts={"count": len(rows), "text": first}, at=(name,), place=rows[0].place)
    yield from (_remark(note, name) for note in notes if not (many and note.kind == "row"))


_MOST_ROWS: Final = 3


def _remark(note: Note, name: str) -> Remark:
    at = (name, *note.line.path) if note.line else (name,)
    return Remark(code=_CODES[note.kind], facts=note.facts, at=at, place=note.place)


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


def _differ(one: Cell, other: Cell) -> bool:
    return (one.state, one.value) != (other.state, other.value)


def _twice(path: CellPath, one: Cell, other: Cell) -> Remark:
    return Remark(
        code="F103", facts={"first": one.text or "空白", "second": other.text or "空白"}, at=path, place=other.place
    )


def differences(first: Part, other: Part) -> Iterator[Remark]:
    """That the report is printed again, and everything that the second print says otherwise."""
    yield Remark(code="F101")
    for path, cell in other.cells.items():
        if path not in first.cells or _differ(first.cells[path], cell):
            yield _twice(path, first.cells.get(path, Cell("没有这一格", State.BLANK)), cell)
    for field, prose in other.prose.items():
        yield from _prose_differences(field, first.prose.get(field, Prose()), prose, other.prose_places[field])
    if other.signed_by is not None and (first.signed_by, first.signed_on) != (other.signed_by, other.signed_on):
        yield Remark(code="F102", facts=_said(first.signed_by or "", other.signed_by), at=("signed_by",))


def _prose_differences(field: str, one: Prose, other: Prose, places: Sequence[Place]) -> Iterator[Remark]:
    import difflib

    mine, theirs = [p.text for p in one.paragraphs], [p.text for p in other.paragraphs]
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag != "equal":
            here, there = "".join(mine[i1:i2]), "".join(theirs[j1:j2])
            place = places[j1] if j1 < len(places) else None
            yield Remark(code="F102", facts=_said(*_where_they_part(here, there)), at=(field,), place=place)


def _said(one: str, other: str) -> dict[str, object]:
    return {"first": one or "没有", "second": other or "没有"}


def _where_they_part(one: str, other: str) -> tuple[str, str]:
    """The few words around the first sign that differs."""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    first = max(0, at - 8)
    return one[first : at + 16], other[first : at + 16]
