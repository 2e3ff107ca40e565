"""What a reader finds in a file, before anybody asks what it means: paragraphs and tables with their places."""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

import attrs

from ..limits import hold, limits
from ..model.attachment import Attachment
from ..model.cell import Place
from ..model.prose import Part
from ..model.reading import Remark
from ..model.text import legible
from .left import Kind, Left
from .remarks import TRACKED_CHANGES


class Role(enum.Enum):
    """What a file itself calls a paragraph; PAGE is what the page prints around the report.

    Those of figures and attachments are known only in a file of ours.
    """

    NONE = ""
    TITLE = "title"
    HEADING = "heading"
    SIGNATURE = "signature"
    DATE = "date"
    PAGE = "page"
    TABLE_CAPTION = "table_caption"
    TABLE_UNIT = "table_unit"
    SMALL_TABLE = "small_table"
    PICTURE_CAPTION = "picture_caption"
    ATTACHMENT_NOTE = "attachment_note"
    ATTACHMENT = "attachment"
    ATTACHMENT_TITLE = "attachment_title"


@attrs.frozen
class FoundParagraph:
    """One paragraph, and the role that the file itself gives it; its `parts` where words in it are set off."""

    text: str
    place: Place
    role: Role = Role.NONE
    parts: tuple[Part, ...] = ()


@attrs.frozen
class FoundCell:
    """One cell of a table in a file; rows and columns count from 0, words as they stand there.

    `formula` tells that a program has worked the words out; they may be out of date.
    """

    text: str
    row: int
    column: int
    rowspan: int
    colspan: int
    place: Place
    formula: bool = False


@attrs.frozen
class Piece:
    """A cell before its column is known."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    place: Place = Place()


@attrs.frozen
class FoundTable:
    """One table in a file. `flat` tells that its cells lost their spans, as in pasted text, `padded` that bars
    stand behind its shorter rows for the cells that they lack, `header_rows` how many rows the file calls headings."""

    cells: tuple[FoundCell, ...]
    place: Place
    flat: bool = False
    padded: bool = False
    header_rows: int | None = None

    @functools.cached_property
    def rows(self) -> tuple[tuple[FoundCell, ...], ...]:
        """The cells that stand in each row, those that reach down from above among them, left to right."""
        height = max((cell.row + cell.rowspan for cell in self.cells), default=0)
        rows: list[list[FoundCell]] = [[] for _ in range(height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rowspan):
                rows[row].append(cell)
        return tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in rows)

    @functools.cached_property
    def is_flat(self) -> bool:
        """Whether columns cannot be told by place, because the rows are not equally wide."""
        widths = {sum(cell.colspan for cell in row) for row in self.rows if len(row) > 1}
        return self.flat or len(widths) > 1


Item = FoundParagraph | FoundTable
Said = TypeVar("Said", FoundParagraph, FoundCell)


@attrs.frozen(kw_only=True)
class FileFacts:
    """What a file says of itself beside its text; a file that nobody but a clerk made says nothing.

    `is_ours` tells that this library made it; `title` is the title as it was written, lines and all, `page_title`
    what the head of a web page calls it, `year_typed` what stands for the year and is none; in a workbook of ours
    (`to_fill`) an empty cell is 待填, and `printed` holds the totals that the file which it was made from printed; a
    web page, or text from one (`is_page`), has words of its own around the report.
    """

    is_ours: bool = False
    agency: str = ""
    year: int | None = None
    title: str = ""
    page_title: str = ""
    year_typed: str = ""
    form: str | None = None
    to_fill: bool = False
    printed: tuple[tuple[str, str], ...] = ()
    is_page: bool = False

    def legible(self) -> FileFacts:
        """The same, every character that no document can hold replaced by a mark that is seen."""
        return attrs.evolve(
            self, agency=legible(self.agency), title=legible(self.title), page_title=legible(self.page_title),
            year_typed=legible(self.year_typed),
        )  # fmt: skip


_FOUR_FIGURES: Final = re.compile(r"[1-9][0-9]{3}")


def year_stated(text: str) -> int | None:
    """The year that a property of a file gives in four figures; None where it gives none."""
    return int(text) if _FOUR_FIGURES.fullmatch(text) else None


@attrs.frozen
class Found:
    """All that was found in one file, in reading order, what the file says of itself, and what was `left` there."""

    name: str
    items: tuple[Item, ...]
    facts: FileFacts = FileFacts()
    remarks: tuple[Remark, ...] = ()
    left: tuple[Left, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def within_limits(found: Found) -> Found:
    """The same; raises Unreadable where it is more than a yearly report by far, before anything is made of it."""
    tables = [item for item in found.items if isinstance(item, FoundTable)]
    cells = [cell for table in tables for cell in table.cells]
    said = sum(len(item.text) for item in found.items if isinstance(item, FoundParagraph))
    hold(len(found.items), "items", found.name)
    hold(len(cells), "cells", found.name)
    hold(said + sum(len(cell.text) for cell in cells), "characters", found.name)
    hold(sum(cell.rowspan * cell.colspan for cell in cells), "merged", found.name)
    return found


def legible_items(items: Iterable[Item]) -> Iterator[Item]:
    """The same items, every character that no document can hold replaced by a mark that is seen."""
    for item in items:
        if isinstance(item, FoundParagraph):
            yield _legible(item)
        else:
            cells = tuple(map(_legible, item.cells))
            yield item if cells == item.cells else attrs.evolve(item, cells=cells)


def _legible(one: Said) -> Said:
    text = legible(one.text)
    return one if text is one.text else attrs.evolve(one, text=text)


def table_of(rows: Iterable[Iterable[Piece]], place: Place, *, flat: bool = False) -> FoundTable:
    """The table that these rows make, spans laid out as a browser does; spans that leave the table are cut."""
    listed = [tuple(row) for row in rows]
    return FoundTable(tuple(_laid_out(listed)), place, flat)


def _laid_out(rows: list[tuple[Piece, ...]]) -> Iterator[FoundCell]:
    taken: dict[int, int] = {}  # column -> first row that is free again
    for index, row in enumerate(rows):
        column = 0
        for piece in row:
            while taken.get(column, 0) > index:
                column += 1
            width = max(1, min(piece.colspan, limits().columns - column))
            height = max(1, min(piece.rowspan, len(rows) - index))
            for at in range(column, column + width):
                taken[at] = index + height
            yield FoundCell(piece.text, index, column, height, width, piece.place)
            column += width
            if column >= limits().columns:
                break


def changes(count: int) -> Iterator[Remark]:
    """What a reader did with open changes."""
    if count:
        yield Remark(diagnostic=TRACKED_CHANGES, facts={"count": count})


def hidden(words: Sequence[str]) -> Iterator[Left]:
    """What a reader did with hidden words."""
    if words:
        yield Left(Kind.HIDDEN, words="".join(words)[:30])
