"""Pasted text: paragraphs, and tables with cells by tab, by bar, one to a line, or collapsed to label and numbers."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import attrs

from ...errors import unreadable
from ...limits import hold
from ...model.cell import Place
from ...model.text import split_lines
from ..amounts import is_datum, is_number
from ..found import FileFacts, Found, FoundParagraph, Item, Piece, table_of
from ..known_labels import is_label
from ..left import Kind, Left
from .bar_tables import bar_table, has_padding, may_go_on
from .one_line import report_lines

Lines = Sequence[tuple[int, str]]
Rows = list[list[Piece]]
_LONGEST_LABEL: Final = 80
_LONGEST_ROW: Final = 1000


def find_text(data: bytes, name: str = "") -> Found:
    """What a text file holds; raises Unreadable for what is no text."""
    hold(len(data), "markup", name)
    return find_in_text(decode_text(data, name), name)


def decode_text(data: bytes, name: str = "") -> str:
    """The text of a file in UTF-8, UTF-16 or GB18030."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data:
        raise unreadable(name, "不是文本文件", "is no text file", "unknown_kind")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise unreadable(name, "既不是 UTF-8 也不是 GB18030 编码", "is neither UTF-8 nor GB18030")


def find_in_text(text: str, name: str = "") -> Found:
    """The paragraphs and tables of a text."""
    hold(len(text), "characters", name)
    split = enumerate(split_lines(text.replace("\f", "\n")), 1)
    lines = [(index, _bare(part)) for index, line in split for part in report_lines(line)]
    items = tuple(_items(lines))
    return Found(name, items, FileFacts(is_page=True), left=tuple(_pictures(items)))


def _pictures(items: Sequence[Item]) -> Iterator[Left]:
    """What copying left in the place of a picture: its sign, the word for it, or its caption."""
    for item in items:
        if isinstance(item, FoundParagraph) and len(item.text) <= _LONGEST_LABEL:
            if "\ufffc" in item.text:
                yield Left(Kind.PICTURE, item.place, item.text.replace("\ufffc", ""))
            elif _PICTURE.search(item.text):
                yield Left(Kind.CAPTION, item.place, item.text)


_PICTURE: Final = re.compile(
    r"^[\[【(（<]?(?:图片|图像|image|img)[\]】)）>]?$|^图\s?[0-9一二三四五]{1,2}[\s.、:：]", re.IGNORECASE
)


def _bare(line: str) -> str:
    """A line without what stands for no sign on paper: marks of Markdown and web pages, the ? of a lost space."""
    bare = _LOST_SPACE.sub(r"\1 ", _MARKS.sub("", line.rstrip("\r").replace("&nbsp;", "\u00a0")))
    whole = _BOLD.match(bare)
    return whole.group(1) if whole else bare


_MARKS: Final = re.compile(r"^ {0,3}#{1,6}(?:[ \t\u3000]+|(?=[^#\s]*$))")
_LOST_SPACE: Final = re.compile(r"((?:^|\|)\s*)\?+(?=\s*[0-9（(\u4e00-\u9fff])")
_BOLD: Final = re.compile(r"^\s*\*\*([^*]+)\*\*\s*$")


def _items(lines: Lines) -> Iterator[Item]:
    at = tables = 0
    left: dict[Finder, int] = {}  # behind the lines in which a finder has looked for its table and found none
    while at < len(lines):
        for finder in (finder for finder in _FINDERS if left.get(finder, 0) <= at):
            rows, end = finder(lines, at)
            left[finder] = end
            if rows:
                tables += 1
                table = table_of(rows, Place(table=tables, line=lines[at][0]), flat=True)
                yield attrs.evolve(table, padded=has_padding(lines[at:end]))
                at = end
                break
        else:
            number, line = lines[at]
            if line.strip():
                yield FoundParagraph(line.strip(), Place(line=number))
            at += 1


def _piece(text: str, number: int) -> Piece:
    return Piece(text.strip(" \t"), place=Place(line=number))


# Each finder gives the rows of a table that begins at a line and the line behind it; where there is none no rows, and
# the line behind those in which it looked: none begins among them either.


def _listed(lines: Lines, at: int) -> tuple[Rows, int]:
    """One cell to a line, each behind a tab; a blank line ends a row, a line without a tab goes on with a label."""
    rows: Rows = []
    row: list[Piece] = []
    end = at
    while end < len(lines) and _goes_on(lines, end, row):
        number, line = lines[end]
        if line.startswith("\t"):
            row.append(_piece(line[1:], number))
        elif line.strip() and row:
            last = row.pop()
            row.append(Piece(f"{last.text}\n{line.strip()}", place=last.place))
        elif row:
            rows.append(row)
            row = []
        end += 1
    if row:
        rows.append(row)
    return (rows, end) if any(is_label(cell.text) for row in rows for cell in row) else ([], end)


def _goes_on(lines: Lines, at: int, row: list[Piece]) -> bool:
    """Whether a line still belongs to a table of one cell to a line."""
    line = lines[at][1]
    if line.startswith("\t"):
        return "\t" not in line[1:].strip()
    if not line.strip():
        return any(one.startswith("\t") for _, one in lines[at + 1 : at + 2]) or bool(row)
    within_label = bool(row) and not is_datum(row[-1].text)
    return within_label and len(line) < _LONGEST_LABEL and _leads_on(lines, at + 1)


def _leads_on(lines: Lines, at: int) -> bool:
    """Whether a cell follows at once, or after more lines of the same label."""
    following = [line for _, line in lines[at : at + 2]]
    return bool(following) and (following[0].startswith("\t") or not following[0].strip())


def _tabbed(lines: Lines, at: int) -> tuple[Rows, int]:
    """Cells by tab, a row to a line, as a spreadsheet or a word processor copies them; words may go on below."""
    rows: Rows = []
    end = at
    while end < len(lines) and (_has_tabs(lines[end][1]) or (rows and _goes_on_below(lines, end))):
        number, line = lines[end]
        rows += [[_piece(cell, number) for cell in line.split("\t")]] if line.strip() else []
        end += 1
    return (rows, end) if rows else ([], at)


def _has_tabs(line: str) -> bool:
    return "\t" in line and not _is_indent(line)


def _goes_on_below(lines: Lines, at: int) -> bool:
    following = [line for _, line in lines[at + 1 : at + 3]]
    return may_go_on(lines[at][1].strip()) and any(map(_has_tabs, following))


def _parted_by_commas(lines: Lines, at: int) -> tuple[Rows, int]:
    """Cells by comma, as a spreadsheet saves them."""
    rows: Rows = []
    end = at
    while end < len(lines) and (texts := _between_commas(lines[end][1], bool(rows))):
        rows.append([_piece(text, lines[end][0]) for text in texts])
        end += 1
    return (rows, end) if len(rows) > 1 and any(is_number(cell.text) for row in rows for cell in row) else ([], end)


def _between_commas(line: str, within: bool) -> list[str]:
    """The cells of a line of such a file; none where it is no such line."""
    texts = next(csv.reader([line]), []) if "," in line and len(line) < _LONGEST_ROW else []
    data = sum(is_datum(text) for text in texts)
    said = [text for text in texts if text.strip()]
    short = all(len(text) <= _LONGEST_LABEL for text in texts)
    known = within or any(map(is_label, said)) if data else len(said) > 1 and sum(map(is_label, said)) * 2 > len(said)
    return texts if short and not line.endswith("。") and (known or (texts and data == len(texts))) else []


def _is_indent(line: str) -> bool:
    return "\t" not in line.strip() and len(line.strip()) > _LONGEST_LABEL


Finder = Callable[[Lines, int], tuple[Rows, int]]
_FINDERS: Final[tuple[Finder, ...]] = (_listed, bar_table, _tabbed, _parted_by_commas)
