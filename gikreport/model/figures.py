"""What stands among the paragraphs of a narrative: small tables and pictures, each with its caption."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any, Final, cast

import attrs

from ..errors import Words
from .image import BadFigure, Image, image_of
from .text import fault, line_of_text, split_lines

MOST_CELLS: Final = 3000  # of one small table
MOST_COLUMNS: Final = 60  # Word has no more than 63


def _line(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def words() -> Any:
    """Declare a line of words of a figure, "" where it has none."""
    return attrs.field(default="", converter=_line, validator=line_of_text)


@attrs.frozen(order=True)
class Merge:
    """Cells of a small table that are one: the cell at the top left, from 0, and how far it reaches."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1

    @property
    def covered(self) -> Iterator[tuple[int, int]]:
        """The other cells under it."""
        rows, columns = range(self.row, self.row + self.rowspan), range(self.column, self.column + self.colspan)
        return itertools.islice(itertools.product(rows, columns), 1, None)


@attrs.frozen
class SmallCell:
    """A cell of a small table as it is printed: its lines, and how far it reaches."""

    lines: tuple[str, ...]
    rowspan: int = 1
    colspan: int = 1


def _cell(text: object) -> object:
    """The lines of a cell, each without blanks at its ends."""
    return "\n".join(filter(None, map(str.strip, split_lines(text)))) if isinstance(text, str) else text


def _rows(value: Iterable[Iterable[object]]) -> tuple[tuple[str, ...], ...]:
    return cast("tuple[tuple[str, ...], ...]", tuple(tuple(map(_cell, row)) for row in value))


def _merges(value: Iterable[Merge]) -> tuple[Merge, ...]:
    return tuple(sorted(value))


def _heading_rows(table: SmallTable) -> int:
    return int(len(table.rows) > 1)


WORDLESS: Final = Words("小表至少应有两格，并有文字", "a small table has words, and two cells at least")


@attrs.frozen
class SmallTable:
    """A table in the narrative: its rows of words, the first of them headings, its caption above and its unit.

    A cell under a merge is empty; a cell may have several lines. Raises ValueError for rows of unequal length, for
    merges that overlap or leave the table, and where fewer than two cells or no words are left.
    """

    rows: tuple[tuple[str, ...], ...] = attrs.field(converter=_rows)
    header_rows: int = attrs.field(default=attrs.Factory(_heading_rows, takes_self=True))
    merges: tuple[Merge, ...] = attrs.field(default=(), converter=_merges)
    caption: str = words()
    unit: str = words()

    def __attrs_post_init__(self) -> None:
        found = next(self._faults(), None)
        if found is not None:
            raise BadFigure(found)

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.rows[0])

    @property
    def cells(self) -> tuple[tuple[SmallCell, ...], ...]:
        """The cells that are printed in each row, without those under a merge."""
        spans = {(merge.row, merge.column): (merge.rowspan, merge.colspan) for merge in self.merges}
        covered = {cell for merge in self.merges for cell in merge.covered}
        return tuple(
            tuple(
                SmallCell(tuple(text.split("\n")), *spans.get((row, column), ()))
                for column, text in enumerate(texts)
                if (row, column) not in covered
            )
            for row, texts in enumerate(self.rows)
        )

    def _faults(self) -> Iterator[Words]:
        texts = [text for row in self.rows for text in row]
        if len({len(row) for row in self.rows}) != 1:
            yield Words("表中各行的格数应相同", "the rows of a table are equally long")
        if not 1 <= len(texts) <= MOST_CELLS or self.columns > MOST_COLUMNS:
            en = f"a small table has up to {MOST_CELLS} cells in up to {MOST_COLUMNS} columns"
            yield Words(f"小表应不超过 {MOST_CELLS} 格、{MOST_COLUMNS} 列", en)
        yield from (Words("格中应为文字", "a cell of a table takes text") for one in texts if not isinstance(one, str))
        yield from filter(None, map(fault, texts))
        if type(self.header_rows) is not int or not 0 <= self.header_rows <= len(self.rows):
            en = "header_rows takes a number of rows that the table has"
            yield Words("header_rows 应为表头的行数，不多于表的行数", en)
        yield from self._merge_faults()
        if not any(texts) or len(texts) - sum(len(list(merge.covered)) for merge in self.merges) < 2:
            yield WORDLESS

    def _merge_faults(self) -> Iterator[Words]:
        taken: set[tuple[int, int]] = set()
        for merge in self.merges:
            numbers = (merge.row, merge.column, merge.rowspan, merge.colspan)
            if not all(type(number) is int for number in numbers) or min(numbers) < 0 or min(numbers[2:]) < 1:
                yield Words(
                    "合并的格应写明行、列，以及占几行几列",
                    "a merge has a row and a column from 0, and spans of 1 or more",
                )
                return
            if merge.row + merge.rowspan > len(self.rows) or merge.column + merge.colspan > self.columns:
                yield Words("合并的格超出了表", "a merge leaves the table")
                return
            cells = {(merge.row, merge.column), *merge.covered}
            if len(cells) < 2 or cells & taken:
                yield Words("合并的格有重叠，或只有一格", "a merge joins cells that no other does")
                return
            if any(self.rows[row][column] for row, column in merge.covered):
                yield Words("被合并的格应空着", "a cell under a merge is empty")
                return
            taken |= cells


def _image(picture: Picture) -> Image:
    if not isinstance(picture.content, bytes):
        raise TypeError(f"content takes the bytes of a picture, not {type(picture.content).__name__}")
    return image_of(picture.content)


def _digest(picture: Picture) -> str:
    import hashlib

    return hashlib.sha256(picture.content).hexdigest()


def _natural(picture: Picture) -> int:
    return picture.image.natural


def _width(picture: Picture, attribute: attrs.Attribute[int], value: object) -> None:
    if type(value) is not int or not 1 <= value <= picture.image.widest:
        most = picture.image.widest
        zh = f"width 应为 1 至 {most} 的整数（毫米），实为 {value!r}"
        raise BadFigure(Words(zh, f"width takes whole mm from 1 to {most}, not {value!r}"))


@attrs.frozen
class Picture:
    """A picture in the narrative as its file has it, how many mm wide it is printed, and its caption below.

    `alt` says what it shows, for who cannot see it. Two pictures are equal where their bytes are, by their digest.
    Raises BadPicture for bytes that are no picture which a report can hold.
    """

    content: bytes = attrs.field(eq=False, repr=False)
    image: Image = attrs.field(init=False, eq=False, repr=False, default=attrs.Factory(_image, takes_self=True))
    width: int = attrs.field(default=attrs.Factory(_natural, takes_self=True), validator=_width)
    alt: str = words()
    caption: str = words()
    digest: str = attrs.field(init=False, default=attrs.Factory(_digest, takes_self=True))

    @property
    def height(self) -> float:
        """How many mm high it is printed."""
        return self.width * self.image.height / self.image.width

    @property
    def address(self) -> str:
        """The picture itself as an address, data:image/png;base64,…"""
        import base64

        return f"data:{self.image.media_type};base64,{base64.b64encode(self.content).decode()}"


Figure = SmallTable | Picture
