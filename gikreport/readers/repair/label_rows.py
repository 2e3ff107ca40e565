"""Tables that lost their cells: lines of a label and its numbers, `label 0 0 0`, among the paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from ..amounts import NOTE_MARK, UNITS, is_datum
from ..found import FoundParagraph, FoundTable, Item, Piece, table_of
from ..known_labels import is_label, opens_row, without_unit
from ..section_names import names_section
from .broken_labels import NUMBERED, begins_label, rest_of_label
from .run_together import space_out
from .shifted_rows import Gap, Lost, has_lost_numbers, leave_shifted_open

_VALUE: Final = rf"(?:[+\-−–—―]?[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?(?:{UNITS}|{NOTE_MARK})?|/|—|-|无)"
_NUMBERS: Final = re.compile(rf"(?:(?:^|[\s　]+){_VALUE})+[\s　]*$")
_LONGEST_LABEL: Final = 80
_MOST_PENDING: Final = 40
_SENTENCE: Final = ("。", "；", "：", ":", "，", "!", "？")


@attrs.frozen
class _Line:
    """One line of text: the words at its beginning, the numbers at its end."""

    item: FoundParagraph
    label: str
    numbers: tuple[str, ...]


def gather_label_rows(items: Sequence[Item]) -> tuple[Item, ...]:
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
    while lines and not _ends_table(lines):
        lines.pop()
    if not lines or not _reads_like_a_table(lines):
        return at, None
    return at + len(lines), table_of(_rows(lines), lines[0].item.place, flat=True)


def _ends_table(lines: Sequence[_Line]) -> bool:
    """Whether the last line holds numbers, or the rest of a label, or a label whose blank cells were lost."""
    last = lines[-1]
    labels = is_label(last.label) or _names_columns(last.label)
    return bool(last.numbers) or labels or (len(lines) > 1 and _completes(lines[-2].label, last))


def _reads_like_a_table(lines: Sequence[_Line]) -> bool:
    """Whether it begins with words of a table and goes on with rows of a form, a long row of numbers, or many words."""
    if not (is_label(lines[0].label) or _names_columns(lines[0].label)):
        return False
    words = sum(is_label(word) for line in lines for word in line.label.split())
    rows = sum(is_label(line.label) for line in lines)
    numbers = [len(line.numbers) for line in lines]
    return words >= _MANY or (any(numbers) and (rows > 1 or max(numbers) > _WIDE))


_WIDE: Final = 13
_MANY: Final = 6


def _line(item: Item) -> _Line | None:
    if not isinstance(item, FoundParagraph) or len(item.text) > 4 * _LONGEST_LABEL:
        return None
    if _PAGE_NUMBER.match(item.text):
        return _Line(item, "", ())
    text = _parted(space_out(item.text))
    found = _NUMBERS.search(text)
    label = text[: found.start()] if found else text
    return _Line(item, without_unit(" ".join(label.split())), tuple(found.group().split()) if found else ())


def _parted(text: str) -> str:
    """A line with a space for the colon behind a label, where a number follows."""
    label, _, rest = text.replace("：", ":").partition(":")
    return f"{label} {rest.strip()}" if is_label(label) and _NUMBERS.fullmatch(rest.strip()) else text


_PAGE_NUMBER: Final = re.compile(r"^[-—–－]\s*[0-9]{1,3}\s*[-—–－]$")


def _belongs(line: _Line, within: bool) -> bool:
    if line.numbers or not line.label:
        return within or is_label(line.label)
    bare = _NOTE.sub("", line.label)
    if within and len(bare) <= _LONGEST_LABEL and begins_label(line.label):
        return True
    if line.label.endswith(_SENTENCE) or len(bare) > _LONGEST_LABEL or names_section(line.label):
        return False
    return _names_columns(line.label) or is_label(line.label) or (within and _could_be_columns(bare))


_NOTE: Final = re.compile(r"[（(][^（()）]*[)）]$")


def _could_be_columns(label: str) -> bool:
    """Whether a line is short, or made of short words only, as the labels of narrow columns that wrap."""
    return len(label) <= _LONGEST_LABEL // 2 or all(len(word) <= _FRAGMENT for word in label.split())


def _names_columns(label: str) -> bool:
    """Whether a line is words that forms print in tables, some of them perhaps in pieces."""
    words = label.split()
    known = sum(is_label(word) for word in words)
    return known > 1 and known * 2 > len(words) and all(is_label(w) or len(w) <= _FRAGMENT for w in words)


_FRAGMENT: Final = 4


def _completes(words: str, line: _Line) -> bool:
    """Whether a line is the rest of the label that stands before the numbers above it."""
    return bool(words) and not line.numbers and not is_label(words) and is_label(words + line.label)


def _rows(lines: Sequence[_Line]) -> list[list[Piece]]:
    """Words before the first numbers are headings; later ones begin, or go on with, the label of a row."""
    rows: list[list[Piece]] = []
    gaps: list[Gap] = []
    label: list[str] = []
    last = ""  # the words before the numbers of the row above
    begun = False
    taken = 0  # lines that go on with the label of a row above
    for at, line in enumerate(lines):
        if taken:
            taken -= 1
        elif line.numbers and not line.label and not label and begun and rows[-1]:
            gaps += [Gap(Lost.LABEL, len(rows))] if _is_full(rows[-1], line) else []
            rows[-1] += _pieces(line.numbers, line)
        elif line.numbers:
            own = _own_label(label, line.label)
            before = [words for words in label if words not in own]
            gaps += _labels_alone([*before, "".join([*label, line.label]).removesuffix(own)], len(rows))
            words, taken = rest_of_label(own, list(_below(lines, at)))
            rows.append([*([Piece(words, place=line.item.place)] if words else []), *_pieces(line.numbers, line)])
            label, last, begun = [], words, True
        elif not label and _completes(last, line):
            rows[-1][0], last = attrs.evolve(rows[-1][0], text=last + line.label), ""
        elif opens_row(line.label) or (begun and not is_label(line.label) and not _names_columns(line.label)):
            label.append(line.label)
        elif line.label:
            gaps += _labels_alone([*label, "".join(label)], len(rows))
            rows += [_pieces(tuple(words.split()), line) for words in (*label, line.label)]
            label, last = [], ""
    return leave_shifted_open(rows, [*gaps, *_labels_alone([*label, "".join(label)], len(rows))])


def _labels_alone(words: Sequence[str], row: int) -> list[Gap]:
    """The gap that a label without numbers leaves before a row; none where none of these words is a whole label."""
    return [Gap(Lost.NUMBERS, row)] if any(map(has_lost_numbers, words)) else []


def _is_full(row: Sequence[Piece], line: _Line) -> bool:
    """Whether a row has as many cells already as stand in a line without a label."""
    return 1 < len(line.numbers) <= sum(is_datum(piece.text) for piece in row)


def _below(lines: Sequence[_Line], at: int) -> Iterator[str]:
    """The words of the lines without numbers below one."""
    return (line.label for line in itertools.takewhile(lambda line: not line.numbers, lines[at + 1 :]))


def _own_label(above: Sequence[str], beside: str) -> str:
    """The label of a row without the words of other cells that ran into it from above or from its left."""
    parts = [*above, beside]
    words = "".join(parts)
    whole = next((said for at in range(len(parts)) if is_label(said := "".join(parts[at:]))), "")
    if whole:
        return whole
    starts = [found.start() for found in NUMBERED.finditer(words)]
    return next((words[at:] for at in starts if is_label(words[at:])), words[starts[-1] :] if starts else words)


def _pieces(texts: Sequence[str], line: _Line) -> list[Piece]:
    return [Piece(text, place=line.item.place) for text in texts]
