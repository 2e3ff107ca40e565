"""Tables that lost their cells: lines of a label and its numbers, `label 0 0 0`, among the paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from ..forms import FORMS
from ..model.outline import cached
from .found import FoundParagraph, FoundTable, Item, Piece, table_of
from .shapes import form_tables
from .wording import is_number, key

_VALUE: Final = r"(?:[+\-−]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?(?:元|万元|件)?|/|—|-|无)"
_NUMBERS: Final = re.compile(rf"(?:(?:^|[\s　]+){_VALUE})+[\s　]*$")
_LONGEST_LABEL: Final = 80
_MOST_PENDING: Final = 14
_SENTENCE: Final = ("。", "；", "：", ":", "，", "!", "？")


@attrs.frozen
class _Line:
    """One line of text: the words at its beginning, the numbers at its end."""

    item: FoundParagraph
    label: str
    numbers: tuple[str, ...]


def gathered(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items with such lines made into tables."""
    return tuple(_gathered(items))


def _gathered(items: Sequence[Item]) -> Iterator[Item]:
    at = 0
    while at < len(items):
        end, table = _table_at(items, at)
        if table is not None:
            yield table
            at = end
        else:
            yield items[at]
            at += 1


def _table_at(items: Sequence[Item], at: int) -> tuple[int, FoundTable | None]:
    """The table that begins here: heading lines, then lines of a known label and its numbers."""
    lines: list[_Line] = []
    end, pending = at, 0
    while end < len(items) and pending <= _MOST_PENDING:
        line = _line(items[end])
        if line is None or not _belongs(line, bool(lines)):
            break
        lines.append(line)
        pending = 0 if line.numbers else pending + 1
        end += 1
    while lines and not lines[-1].numbers:
        lines.pop()
    numbered = [line for line in lines if line.numbers]
    known = sum(is_label(line.label) for line in numbered) > 1 or any(len(line.numbers) > _WIDE for line in numbered)
    if not numbered or not known or not (is_label(lines[0].label) or _names_columns(lines[0].label)):
        return at, None
    return at + len(lines), table_of(_rows(lines), lines[0].item.place, flat=True)


_WIDE: Final = 13


def _line(item: Item) -> _Line | None:
    if not isinstance(item, FoundParagraph) or len(item.text) > 2 * _LONGEST_LABEL:
        return None
    found = _NUMBERS.search(item.text)
    label = item.text[: found.start()] if found else item.text
    return _Line(item, label.strip(), tuple(found.group().split()) if found else ())


def _belongs(line: _Line, within: bool) -> bool:
    if line.numbers:
        return within or is_label(line.label)
    if line.label.endswith(_SENTENCE) or len(line.label) > _LONGEST_LABEL:
        return False
    return _names_columns(line.label) or is_label(line.label) or (within and len(line.label) <= _LONGEST_LABEL // 2)


def _names_columns(label: str) -> bool:
    """Whether a line is nothing but words that forms print in tables."""
    words = label.split()
    return len(words) > 1 and all(is_label(word) for word in words)


def _rows(lines: Sequence[_Line]) -> Iterator[list[Piece]]:
    """Words before the first numbers are headings; later ones begin, or go on with, the label of a row."""
    label: list[_Line] = []
    begun = False
    for line in lines:
        if line.numbers:
            words = "".join([*(one.label for one in label), line.label])
            yield [*([Piece(words, place=line.item.place)] if words else []), *_pieces(line.numbers, line)]
            label, begun = [], True
        elif begun and not is_label(line.label):
            label.append(line)
        else:
            yield _pieces(tuple(line.label.split()), line)


def _pieces(texts: Sequence[str], line: _Line) -> list[Piece]:
    return [Piece(text, place=line.item.place) for text in texts]


@cached
def _labels() -> frozenset[str]:
    return frozenset(word for form in FORMS for table in form_tables(form) for word in table.words)


def is_label(text: str) -> bool:
    """Whether a text is a label of some form's table."""
    return not is_number(text) and key(text) in _labels()
