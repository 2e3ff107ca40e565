"""Tables drawn with bars, as Markdown, plain-text drawings and the text of web pages have them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...model.cell import Place
from ..amounts import is_number
from ..found import Piece
from ..known_labels import is_label
from ..section_names import names_section
from ..wording import is_note

Lines = Sequence[tuple[int, str]]
Rows = list[list[Piece]]

_BAR: Final = re.compile(r"(?<!\\)\|")
_DRAWN: Final = str.maketrans(
    dict.fromkeys("｜│┃║∣￨", "|") | dict.fromkeys("─━═", "-") | dict.fromkeys("├┤┼┌┐└┘┬┴╋", "+")
)
_RULE_SIGNS: Final = re.compile(r"[\s|:+=-]++")
_STROKE: Final = re.compile("[-=]")
_PART_RULE: Final = re.compile(r"\+-{2,}")
_PADDING: Final = re.compile(r"\|{2,}$")
_ONE_PAD: Final = re.compile(r"(?<=[^|])\| \|$")
_LONGEST: Final = 80
_AHEAD: Final = 3
_FEWEST: Final = 6
_SENTENCE: Final = ("。", "；", "：", ":", "，", "!", "？")


def bar_table(lines: Lines, at: int) -> tuple[Rows, int]:
    """The rows of a table that begins at a line, and the line behind it.

    Where none begins no rows, and the line behind those of the block: none begins further down in it either.
    """
    end = _end(lines, at)
    rows = list(_rows(lines[at:end])) if end > at else []
    cells = [cell for row in rows for cell in row]
    filled = any(len(row) > 1 or is_number(row[0].text) for row in rows if row)
    if len(cells) < 2 or not (filled or sum(is_label(cell.text) for cell in cells) >= _FEWEST):
        return [], end
    return rows, end


def _end(lines: Lines, at: int) -> int:
    """Behind the last line that has a bar, or goes on with a cell of the table."""
    end = at
    while end < len(lines) and (_has_bar(lines[end][1]) or _is_fragment(lines, end)):
        end += 1
    while end > at and not lines[end - 1][1].strip():
        end -= 1
    return end


def _drawn(line: str) -> str:
    return line.translate(_DRAWN).strip()


def _is_rule(said: str) -> bool:
    """Whether a line is drawn: two strokes side by side, or strokes and behind them a bar, and no words."""
    if not _RULE_SIGNS.fullmatch(said):
        return False
    first = _STROKE.search(said)
    return any(pair in said for pair in _STROKES) or (
        "+" not in said and first is not None and said.rfind("|") > first.start()
    )


_STROKES: Final = ("--", "-=", "=-", "==")


def _has_bar(line: str) -> bool:
    said = _drawn(line)
    return _BAR.search(said) is not None or (said.startswith("+") and _is_rule(said))


def _is_fragment(lines: Lines, at: int) -> bool:
    """Whether a line without a bar is words or a number of a cell whose bar stands on a line soon after it."""
    text = lines[at][1].strip()
    if not may_go_on(text):
        return False
    following = [line.strip() for _, line in lines[at + 1 : at + 2 * _AHEAD] if line.strip()][:_AHEAD]
    if not text:
        return bool(following) and (_has_bar(following[0]) or _ends_alone(following))
    return _ends_alone(following) or any(_has_bar(line) and not _drawn(line).startswith("+") for line in following[:1])


def has_padding(lines: Lines) -> bool:
    """Whether lines of nothing but bars stand behind the shorter rows."""
    return any(_PADDING.fullmatch(_drawn(line)) for _, line in lines)


def may_go_on(text: str) -> bool:
    """Whether a line may be words of a cell: neither a long line nor a sentence nor the heading of a section."""
    opened = text.count("（") + text.count("(") > text.count("）") + text.count(")")
    ends = (not opened and text.endswith(_SENTENCE)) or is_note(text) or names_section(text)
    return len(text) <= _LONGEST and not ends


def _ends_alone(following: Sequence[str]) -> bool:
    """Whether a line that begins with a bar comes, after words of the same cell at most."""
    first = next((index for index, line in enumerate(following) if _has_bar(line)), None)
    return first is not None and _drawn(following[first]).startswith("|")


def _rows(lines: Lines) -> Iterator[list[Piece]]:
    """A row for each line; lines between two drawn rules are one row where they hold each cell once."""
    begun: list[tuple[int, str]] = []
    drawn: Rows = []
    ruled = sum(_is_drawn_rule(line) for _, line in lines) > 1
    padded = any(_ends_in_run(line.strip()) for _, line in lines)
    for number, line in lines:
        said = _ONE_PAD.sub("|", _drawn(line)) if padded and not begun else _drawn(line)
        if _is_rule(said) or (ruled and _PART_RULE.search(said)):
            yield from _once(drawn) if ruled else drawn
            drawn = []
        elif said and not _has_bar(line):
            begun.append((number, said))
        elif said:
            drawn.append(list(_cells(said, number, begun)))
            begun = []
    yield from _once(drawn) if ruled else drawn
    yield from ([piece] for piece in _pieces(begun))


def _ends_in_run(line: str) -> bool:
    """Whether a line ends in a bar of words, a space, and two bars or more."""
    words = line.rstrip("|")
    return len(line) - len(words) > 1 and words.endswith("| ") and words[-3:-2] not in ("", "|")


def _without_pads(said: str) -> str:
    """A line with one bar for those at its end, and for one that a space parts from them."""
    words = said.rstrip("|")
    if len(said) - len(words) < 2:
        return said
    parted = words[-2:-1] == "|" and words[-1:].isspace()
    return (words[:-2] if parted else words) + "|"


def _is_drawn_rule(line: str) -> bool:
    return _drawn(line).startswith("+") or _PART_RULE.search(_drawn(line)) is not None


def _cells(said: str, number: int, begun: list[tuple[int, str]]) -> Iterator[Piece]:
    """The cells of a line; what was begun above goes before its first bar."""
    bare = _without_pads(said) if " |" in said or _PADDING.fullmatch(said) else said
    if _PADDING.fullmatch(said) and not begun:
        return
    texts = _BAR.split(bare.removesuffix("|") if bare != "|" else "")
    opened = not begun and (bare == "|" or not bare.startswith("|"))
    yield from _pieces([*begun, *([(number, texts[0])] if texts[0].strip() or opened else [])])
    yield from (_piece([(number, text)]) for text in texts[1:])


def _pieces(begun: Sequence[tuple[int, str]]) -> list[Piece]:
    """Words on lines one below the other: one cell where together they are a label, else each its own."""
    whole = len(begun) > 1 and is_label("".join(text.strip() for _, text in begun))
    return [_piece(begun)] if whole else [_piece([one]) for one in begun]


def _piece(said: Sequence[tuple[int, str]]) -> Piece:
    texts = (text.replace("\\|", "|").replace("<br>", "\n").strip().strip("*") for _, text in said)
    return Piece("\n".join(text for text in texts if text), place=Place(line=said[0][0]))


def _once(rows: Rows) -> Rows:
    """Rows of one height as one, where no two of them hold a number in the same place."""
    if len(rows) < 2 or len({len(row) for row in rows}) > 1:
        return rows
    columns = list(zip(*rows, strict=True))
    if any(sum(bool(is_number(cell.text)) for cell in column) > 1 for column in columns):
        return rows
    return [[_piece([(c.place.line or 0, c.text) for c in column]) for column in columns]]
