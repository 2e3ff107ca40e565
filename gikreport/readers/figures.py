"""Small tables, pictures, emphasis and attachments as a file has them, made what the model holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from ..model.attachment import Attachment
from ..model.figures import MOST_CELLS, Figure, Merge, Picture, SmallTable
from ..model.image import BadPicture, Image, image_of
from ..model.prose import Block, Paragraph, Part, Prose, Run
from ..model.text import legible
from .amounts import is_datum
from .found import FoundParagraph, FoundTable


def small_table(table: FoundTable, caption: str = "", unit: str = "", *, exact: bool = False) -> SmallTable | None:
    """A table of a file as one of the narrative; None where it is none: too large, ragged, without words.

    Its first row heads it where the file says nothing and no number stands there, unless the file is `exact`.
    """
    height = max((cell.row + cell.rowspan for cell in table.cells), default=0)
    width = max((cell.column + cell.colspan for cell in table.cells), default=0)
    if not 2 <= height * width <= MOST_CELLS or (table.is_flat and not exact and _is_ragged(table)):
        return None
    rows = [[""] * width for _ in range(height)]
    for cell in table.cells:
        rows[cell.row][cell.column] = legible(cell.text)
    merges = [
        Merge(cell.row, cell.column, cell.rowspan, cell.colspan)
        for cell in table.cells
        if cell.rowspan > 1 or cell.colspan > 1
    ]
    heads = table.header_rows if exact or table.header_rows else int(height > 1 and _heads(table))
    try:
        return SmallTable(tuple(map(tuple, rows)), heads or 0, tuple(merges), caption, unit)
    except ValueError:
        return None


def _is_ragged(table: FoundTable) -> bool:
    return len({sum(cell.colspan for cell in row) for row in table.rows}) > 1


def _heads(table: FoundTable) -> bool:
    """Whether the first row of a table is one of words."""
    first = [cell.text for cell in table.cells if cell.row == 0 and cell.text.strip()]
    return bool(first) and not any(map(is_datum, first))


def picture(content: bytes, millimetres: float | None, alt: str = "") -> Picture:
    """A picture of a file, as wide as it is there, within the text area; raises BadPicture."""
    image = image_of(content)
    return Picture(content, _width(image, millimetres), one_line(alt))


def _width(image: Image, millimetres: float | None) -> int:
    return max(1, min(image.widest, round(millimetres))) if millimetres else image.natural


def one_line(text: str) -> str:
    """Words as one line that any document can carry."""
    return " ".join(filter(None, map(str.strip, legible(text).split("\n"))))


def picture_or_none(content: bytes, millimetres: float | None, alt: str = "") -> Picture | None:
    """The same; None where it is no picture that a report can hold."""
    try:
        return picture(content, millimetres, alt)
    except BadPicture:
        return None


_BEGINS, _ENDS, _PLAIN = "\x01", "\x02", 0x10  # signs that stand in no XML
_SIGNS: Final = re.compile("(\x01.|\x02)", re.DOTALL)


def marked(words: str, marks: int) -> str:
    """Words that are set off, between signs, until the paragraph is whole: 1 bold, 2 italic, 4 underlined, 8 raised."""
    return f"{_BEGINS}{chr(_PLAIN + marks)}{words}{_ENDS}" if marks and words else words


def unmarked(text: str) -> tuple[str, tuple[Part, ...]]:
    """A text without these signs, and its parts; no parts where nothing was set off."""
    if _BEGINS not in text:
        return text, ()
    parts: list[Part] = []
    marks = [0]
    for piece in _SIGNS.split(text):
        if piece.startswith(_BEGINS):
            marks.append(marks[-1] | ord(piece[1]) - _PLAIN)
        elif piece == _ENDS:
            marks.pop()
        elif piece:
            parts += _runs(piece, marks[-1])
    return "".join(map(str, parts)), tuple(parts)


def _runs(text: str, marks: int) -> Iterator[Part]:
    """A run for each line of a text; line breaks are never set off."""
    for piece in re.split("(\n)", text) if marks else ():
        if piece and piece != "\n":
            yield Run(legible(piece), *(bool(marks & bit) for bit in (1, 2, 4, 8)))
        elif piece:
            yield piece
    if not marks:
        yield text


def lines_of(item: FoundParagraph) -> Iterator[Paragraph]:
    """The lines of a paragraph as paragraphs, words set off where the file does so and the words are still there."""
    whole, since = "".join(map(str, item.parts)), 0
    for line in filter(None, map(str.strip, item.text.splitlines())):
        at = whole.find(line, since) if item.parts else -1
        if at < 0:
            yield Paragraph((line,))
        else:
            since = at + len(line)
            yield Paragraph(tuple(_cut(item.parts, at, since)))


def _cut(parts: Iterable[Part], first: int, last: int) -> Iterator[Part]:
    """What of some parts stands between two places of their text."""
    start = 0
    for part in parts:
        text = str(part)
        inside = text[max(0, first - start) : max(0, last - start)]
        start += len(text)
        if inside:
            yield attrs.evolve(part, text=inside) if isinstance(part, Run) else inside


def without_heading_marks(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts of a paragraph that somebody typed: a numbered heading in bold is a heading, and set as one."""
    if not parts:
        return ()
    paragraph = Paragraph(parts)
    heading = len(paragraph.heading)
    if not heading:
        return parts
    found = [*_cut(parts, 0, heading)]
    if any(isinstance(part, str) and part.strip() for part in found):
        return parts
    return ("".join(map(str, found)), *_cut(parts, heading, len(paragraph.text)))


_LABEL: Final = re.compile(r"附件\s{0,9}([0-9]{1,2}|[一二三四五六七八九十]{1,3})?\s{0,9}[:：.．、]?")
_DIGITS: Final = "〇一二三四五六七八九"


def attachment_number(label: str) -> int | None:
    """The number of the attachment that a line opens, 0 where it has none; None for any other line."""
    found = _LABEL.fullmatch(label.strip())
    if found is None:
        return None
    number = found[1] or "0"
    return int(number) if number.isdigit() else _han(number)


def _han(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    last = _DIGITS.index(ones) if ones in _DIGITS and ones else 0
    return 10 * (_DIGITS.index(tens) if tens else 1) + last if ten else last


def attachment(number: int, title: str, blocks: Sequence[Block]) -> Attachment:
    """An attachment as a file has it."""
    return Attachment(one_line(title), Prose.of(*blocks), min(number, 99))


_NUMBER: Final = r"\s*([0-9]{1,2}|[一二三四五六七八九十]{1,3})([-－.—][0-9]{1,2})?"
_TABLE: Final = re.compile(
    rf"(附?表{_NUMBER}(?![年月日、个张项条件份]).*|.*(情况|统计|一览|明细|汇总|对比|分布|分类|数据)表)"
)
_PICTURE: Final = re.compile(rf"图{_NUMBER}(?![年月日、个张项条件份]).*")
_UNIT: Final = re.compile(r"[（(]?\s*(?:计量)?单位\s*[:：]\s*[^。；;，,]{1,12}?[)）]?")
_SENTENCE: Final = re.compile("[。；;！!？?，,]")
_LONGEST: Final = 40


def is_table_caption(text: str) -> bool:
    """Whether a line somebody typed above a table names it."""
    return len(text) <= _LONGEST and not _SENTENCE.search(text) and _TABLE.fullmatch(text) is not None


def is_picture_caption(text: str) -> bool:
    """Whether a line somebody typed below a picture names it."""
    return len(text) <= _LONGEST and not _SENTENCE.search(text) and _PICTURE.fullmatch(text) is not None


def is_unit(text: str) -> bool:
    """Whether a line above a table says what its numbers are counted in."""
    return _UNIT.fullmatch(text) is not None


def with_caption(figure: Figure, caption: str) -> Figure:
    """A figure with the words above or below it."""
    return attrs.evolve(figure, caption=one_line(caption))
