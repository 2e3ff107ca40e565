"""The report as a page shows it: sections with their paragraphs and tables, in printed order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from ...errors import CannotRender, Words
from ...model.document import Draft, SoundReport
from ...model.fields import Role
from ...model.figures import Picture
from ...model.grid import Grid, GridCell
from ...model.outline import CellPath, Entry
from ...model.prose import Prose
from ...model.report import parts

_SCOPES: Final[Mapping[tuple[str, bool], str]] = {
    ("column", False): "col",
    ("column", True): "colgroup",
    ("row", False): "row",
    ("row", True): "rowgroup",
}


@attrs.frozen(kw_only=True)
class Cell:
    """One cell of a table in HTML: a heading with its scope, or a number with the headings it belongs to."""

    id: str
    text: str
    rowspan: int
    colspan: int
    scope: str = ""
    headers: str = ""
    look: str = ""  # how it is set: the kind of its number, or how far a heading is indented

    @property
    def tag(self) -> str:
        """The element it is."""
        return "th" if self.scope else "td"


@attrs.frozen
class Table:
    """One table: its rows, those that are headings first."""

    name: str
    words: str
    columns: int
    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]


@attrs.frozen
class Section:
    """One section: its heading, and its prose and tables in printed order."""

    name: str
    heading: str
    blocks: tuple[Prose | Table, ...]


def sections(document: SoundReport | Draft) -> tuple[Section, ...]:
    """All sections; what stands before the first heading is a section without one."""
    body, _ = _parted(document)
    return tuple(
        Section(name, document.headings.get(name, ""), tuple(_blocks(document, group)))
        for name, group in _grouped(body)
    )


def refuse_undrawn(document: SoundReport | Draft) -> None:
    """Raise CannotRender for a picture that no browser draws."""
    proses = (*document.prose.values(), *(one.content for one in document.attachments))
    pictures = (one.figure for prose in proses for one in prose.figures if isinstance(one.figure, Picture))
    for one in pictures:
        if one.image.suffix in ("emf", "wmf"):
            kind, name = one.image.suffix.upper(), one.caption or one.alt
            raise CannotRender(
                Words(f"网页显示不了 {kind} 图片“{name}”，请换成 PNG", f"no browser draws {kind}: make {name!r} a PNG")
            )


def annexes(document: SoundReport | Draft) -> tuple[Table, ...]:
    """The tables that follow the signature: those declared after the last prose."""
    _, rest = _parted(document)
    return tuple(block for block in _blocks(document, rest) if isinstance(block, Table))


def _parted(document: SoundReport | Draft) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    printed = parts(document.form.report)
    last = max(index for index, entry in enumerate(printed) if entry.facts.role is not Role.TABLE) + 1
    return printed[:last], printed[last:]


def _grouped(entries: tuple[Entry, ...]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    starts = [0, *(index for index, entry in enumerate(entries) if index and entry.facts.role is Role.SECTION)]
    for start, end in zip(starts, [*starts[1:], len(entries)], strict=True):
        yield entries[start].name, entries[start:end]


def _blocks(document: SoundReport | Draft, group: tuple[Entry, ...]) -> Iterator[Prose | Table]:
    for entry in group:
        if entry.facts.role is Role.TABLE:
            if entry.name in document.tables:
                yield table(entry, document.tables[entry.name].grid, document.figures)
        elif document.prose[entry.name]:
            yield document.prose[entry.name]


def table(entry: Entry, printed: Grid, figures: Mapping[CellPath, str]) -> Table:
    """A table with its figures."""
    writer = _Writer(entry.name, printed, figures)
    rows = tuple(tuple(map(writer.cell, row)) for row in printed.by_row)
    return Table(entry.name, entry.words[0], printed.columns, rows[: printed.header_rows], rows[printed.header_rows :])


@attrs.frozen
class _Writer:
    """Makes the cells of one table."""

    name: str
    grid: Grid
    figures: Mapping[CellPath, str]

    def cell(self, cell: GridCell) -> Cell:
        """A cell of the grid as a cell of the page."""
        facts: dict[str, Any] = {"id": self._id(cell), "rowspan": cell.rowspan, "colspan": cell.colspan}
        if cell.heads and cell.text:
            wide = (cell.colspan if cell.heads == "column" else cell.rowspan) > 1
            depth = f"depth-{cell.depth}" if cell.depth else ""
            return Cell(text=cell.text, scope=_SCOPES[cell.heads, wide], look=depth, **facts)
        headers = " ".join(self._id(head) for head in headings_of(self.grid, cell))
        look = cell.line.kind.value if cell.line else ""
        return Cell(text=self._text(cell), headers=headers, look=look, **facts)

    def _text(self, cell: GridCell) -> str:
        return self.figures[self.name, *cell.line.path] if cell.line else cell.text

    def _id(self, cell: GridCell) -> str:
        return f"{self.name}-{cell.row}-{cell.column}"


def headings_of(printed: Grid, cell: GridCell) -> Iterator[GridCell]:
    """The headings of a cell: the nearest rows of headings above it, then those on its left, from the outside in."""
    above = [head for head in printed.cells if _names(head, "column") and _over(head, cell)]
    lowest = max((head.row + head.rowspan for head in above), default=0)
    for head in reversed(above):
        if head.row + head.rowspan == lowest:
            lowest = head.row
    yield from (head for head in above if head.row >= lowest)
    beside = [head for head in printed.cells if _names(head, "row") and _beside(head, cell)]
    yield from (*_indented_over(printed, beside), *beside)


def _indented_over(printed: Grid, beside: list[GridCell]) -> list[GridCell]:
    """The headings that an indented one stands below, in a list of lines one under the other."""
    found: list[GridCell] = []
    depth = max((head.depth for head in beside), default=0)
    for head in reversed(printed.cells):
        if beside and _names(head, "row") and head.row < beside[0].row and head.depth < depth:
            found.insert(0, head)
            depth = head.depth
    return found


def _names(head: GridCell, what: str) -> bool:
    return head.heads == what and bool(head.text)


def _over(head: GridCell, cell: GridCell) -> bool:
    return head.row < cell.row and head.column < cell.column + cell.colspan and cell.column < head.column + head.colspan


def _beside(head: GridCell, cell: GridCell) -> bool:
    return head.column < cell.column and head.row <= cell.row < head.row + head.rowspan
