"""Of the tables of an opened Word document: widths, headings, rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ..model.cell import Place
from ..model.check import Violation
from ..office.parts import MAIN, DocumentPackage, W

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


OFF: Final = ("0", "false", "off")
_SHORT: Final = 3  # a table of so few rows needs no heading repeated


def widths(package: DocumentPackage) -> Iterator[Violation]:
    """Where the grid of a table and its cells disagree, its columns collapse outside Word."""
    for number, table in _tables(package):
        grid = [_whole(column.get(f"{W}w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        for row, tr in enumerate(table.findall(f"{W}tr"), 1):
            if not _fits(tr, grid):
                yield Violation(place=Place(table=number, row=row))
                break


def _fits(tr: Element, grid: list[int]) -> bool:
    before = tr.find(f"{W}trPr/{W}gridBefore")
    at = _whole(before.get(f"{W}val")) if before is not None else 0
    for tc in tr.findall(f"{W}tc"):
        span, width = tc.find(f"{W}tcPr/{W}gridSpan"), tc.find(f"{W}tcPr/{W}tcW")
        covers = _whole(span.get(f"{W}val")) if span is not None else 1
        if width is None or width.get(f"{W}type") != "dxa" or _whole(width.get(f"{W}w")) != sum(grid[at : at + covers]):
            return False
        at += covers
    return at <= len(grid)


def fixed_layout(package: DocumentPackage) -> Iterator[Violation]:
    """Without a fixed layout every program sets the columns by its own guess."""
    for number, table in _tables(package):
        layout = table.find(f"{W}tblPr/{W}tblLayout")
        if layout is None or layout.get(f"{W}type") != "fixed":
            yield Violation(place=Place(table=number))


def repeated_headings(package: DocumentPackage) -> Iterator[Violation]:
    """Heading rows stand again on every page, all of them, from the first; a title across the table is no heading."""
    for number, table in _tables(package):
        rows = table.findall(f"{W}tr")
        repeated = [_is_on(row.find(f"{W}trPr/{W}tblHeader")) for row in rows]
        cells = rows[0].findall(f"{W}tc") if rows else []
        due = _heading_rows(rows) if len(cells) > 1 and len(rows) > _SHORT else 0
        if repeated != sorted(repeated, reverse=True) or sum(repeated) < due:
            yield Violation(place=Place(table=number), facts={"due": max(due, 1), "is": sum(repeated)})


def _heading_rows(rows: list[Element]) -> int:
    """The first row, and those that a cell of it is merged down to."""
    begun = any(_merge(tc) == "restart" for tc in rows[0].findall(f"{W}tc"))
    below = 0
    while begun and below + 1 < len(rows) and _merge(rows[below + 1].find(f"{W}tc")) == "continue":
        below += 1
    return 1 + below


def _merge(tc: Element | None) -> str:
    found = None if tc is None else tc.find(f"{W}tcPr/{W}vMerge")
    return "" if found is None else found.get(f"{W}val", "continue")


def whole_rows(package: DocumentPackage) -> Iterator[Violation]:
    """A row that splits over two pages shows half a label on each."""
    for number, table in _tables(package):
        split = sum(not _is_on(row.find(f"{W}trPr/{W}cantSplit")) for row in table.findall(f"{W}tr"))
        if split:
            yield Violation(place=Place(table=number), facts={"count": split})


def captions(package: DocumentPackage) -> Iterator[Violation]:
    """A table has a title that is told to those who cannot see it."""
    for number, table in _tables(package):
        if table.find(f"{W}tblPr/{W}tblCaption") is None:
            yield Violation(place=Place(table=number))


def _tables(package: DocumentPackage) -> list[tuple[int, Element]]:
    return list(enumerate(package.xml[MAIN].iter(f"{W}tbl"), 1))


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in OFF


def _whole(value: str | None) -> int:
    return int(value) if value and value.lstrip("-").isdecimal() else 0
