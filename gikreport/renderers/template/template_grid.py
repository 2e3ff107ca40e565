"""What is drawn in a template: its tags, each with its place, and the grids of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import attrs

from ...model.cell import Place
from ..word.styles import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_LOOSE: Final = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_NAMED: Final = re.compile(r"\{\{(p|tr|tc|r)?\s*([A-Za-z_][\w.]*)\s*\}\}")
_STATED: Final = re.compile(r"\{%(p|tr|tc|r)?\s+(\S(?:.*?\S)?)\s*%\}")
_ROW_TAG: Final = re.compile(r"\{%tr\s|\{\{\s*row\.")
_LOOK_THROUGH: Final = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "smartTag"))


@attrs.frozen
class Spot:
    """A paragraph of a template: its part, its place and its text."""

    part: str
    place: Place
    text: str
    paragraph: Element

    @property
    def in_body(self) -> bool:
        """Whether it stands in the running text itself, in no table and no box."""
        parent = self.paragraph.getparent()
        return parent is not None and parent.tag == f"{W}body"


@attrs.frozen
class Tag:
    """One tag: `kind` is "name", "statement" or "" for what is neither, `prefix` what docxtpl widens it to."""

    spot: Spot
    written: str
    kind: str = ""
    prefix: str = ""
    said: str = ""

    @property
    def alone(self) -> bool:
        """Whether its paragraph holds nothing else."""
        return self.spot.text.strip() == self.written


@attrs.frozen
class DrawnCell:
    """One cell as it is drawn: `place` counts the rows of tags too, `row` only those that are printed."""

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    place: Place
    hidden: bool
    goes_on: bool = False  # with no cell above it that it could go on with


@attrs.frozen
class DrawnTable:
    """A table of a template: the cells that are printed as they stand, and the rows of its loops as text."""

    number: int
    cells: tuple[DrawnCell, ...]
    loop_rows: tuple[tuple[int, tuple[tuple[int, str], ...]], ...]  # each with how many printed rows stand above it
    rows: int
    columns: int


def spots(part: str, root: Element) -> Iterator[Spot]:
    """Every paragraph of a part, in its order."""
    places = dict(_places(root))
    for number, paragraph in enumerate(root.iter(f"{W}p"), 1):
        cell = next((one for one in reversed(list(paragraph.iterancestors(f"{W}tc")))), None)
        place = Place(paragraph=number) if cell is None else places.get(cell, Place(paragraph=number))
        yield Spot(part, place, text_of(paragraph), paragraph)


def text_of(paragraph: Element) -> str:
    """The text of a paragraph, without that of boxes anchored in it."""
    own = (t for t in paragraph.iter(f"{W}t") if next(t.iterancestors(f"{W}p")) is paragraph)
    return "".join(t.text or "" for t in own)


def tags(spot: Spot) -> Iterator[Tag]:
    """The tags of a paragraph; braces that make no tag are one too, of no kind."""
    for written in TAG.findall(spot.text):
        named, stated = _NAMED.fullmatch(written), _STATED.fullmatch(written)
        found, kind = (named, "name") if named else (stated, "statement")
        yield Tag(spot, written, kind, found[1] or "", found[2]) if found else Tag(spot, written)
    if _LOOSE.search(TAG.sub("", spot.text)):
        yield Tag(spot, spot.text)


def drawn_tables(root: Element) -> list[DrawnTable]:
    """The tables of a part, in its order."""
    return [_drawn(number, table) for number, table in enumerate(_tables(root), 1)]


def _tables(root: Element) -> list[Element]:
    return [table for table in root.iter(f"{W}tbl") if next(table.iterancestors(f"{W}tc"), None) is None]


def _places(root: Element) -> Iterator[tuple[Element, Place]]:
    for number, table in enumerate(_tables(root), 1):
        for row, tr in enumerate(children(table, "tr"), 1):
            for column, _, tc in _columns(tr):
                yield tc, Place(table=number, row=row, column=column)


def children(element: Element, name: str) -> Iterator[Element]:
    """The children of a name, also those that stand in a content control."""
    for one in element:
        if one.tag == W + name:
            yield one
        elif one.tag in _LOOK_THROUGH:
            yield from children(one, name)


def _columns(tr: Element) -> Iterator[tuple[int, int, Element]]:
    """The cells of a row with their first column and how many they cover."""
    column = 1 + _number(tr, "trPr", "gridBefore", 0)
    for tc in children(tr, "tc"):
        span = _number(tc, "tcPr", "gridSpan", 1)
        yield column, span, tc
        column += span


def _number(element: Element, properties: str, name: str, default: int) -> int:
    found = element.find(f"{W}{properties}/{W}{name}")
    value = "" if found is None else found.get(f"{W}val", "")
    return int(value) if value.isdecimal() else default


def _drawn(number: int, table: Element) -> DrawnTable:
    found: list[DrawnCell] = []
    loop_rows: list[tuple[int, tuple[tuple[int, str], ...]]] = []
    open_at: dict[int, int] = {}
    printed = columns = 0
    for row, tr in enumerate(children(table, "tr"), 1):
        cells = list(_columns(tr))
        if any(_ROW_TAG.search(_cell_text(tc)) for _, _, tc in cells):
            loop_rows.append((printed, tuple((span, _cell_text(tc)) for _, span, tc in cells)))
            continue
        printed += 1
        for column, span, tc in cells:
            columns = max(columns, column + span - 1)
            above, goes_on = found[open_at[column]] if column in open_at else None, _goes_on(tc)
            if goes_on and above and (above.row + above.rowspan, above.colspan) == (printed, span):
                found[open_at[column]] = attrs.evolve(above, rowspan=above.rowspan + 1)
            else:
                open_at[column] = len(found)
                place = Place(table=number, row=row, column=column)
                found.append(DrawnCell(printed, column, 1, span, _cell_text(tc), place, _hidden(tr, tc), goes_on))
    return DrawnTable(number, tuple(found), tuple(loop_rows), printed, columns)


def _goes_on(tc: Element) -> bool:
    merge = tc.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _cell_text(tc: Element) -> str:
    return "".join(text_of(paragraph) for paragraph in tc.iter(f"{W}p"))


def _hidden(tr: Element, tc: Element) -> bool:
    """Whether the row or a run of the cell is hidden."""
    hidden = tr.find(f"{W}trPr/{W}hidden") is not None
    return hidden or any(one.get(f"{W}val", "1") not in ("0", "false", "off") for one in tc.iter(f"{W}vanish"))
