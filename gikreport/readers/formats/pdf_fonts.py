"""How many codes the fonts of a PDF name by ranges, for each of which a parser makes room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

MOST_CODES: Final = 200_000  # a font of all of Unicode's first plane names 65,536, once or twice

_TOKENS: Final = re.compile(
    rb"(?P<begin>begin(?:bf|cid|notdef)range)|(?P<end>end[a-z]*range)|[\[\]]|<(?P<hex>[0-9A-Fa-f\s]*+)>"
)
_DIGITS: Final = 12


def widths_named(widths: Any) -> int:
    """How many codes a list of widths names: `code [width …]`, or `first last width`."""
    named, waiting = 0, list[int]()
    for one in widths if isinstance(widths, list) else ():
        if isinstance(one, list):
            named, waiting = named + len(one), []
        elif isinstance(one, int | float):
            waiting.append(int(one))
        if len(waiting) == 3:
            named, waiting = named + max(0, waiting[1] - waiting[0] + 1), []
    return named


def codes_named(table: bytes) -> int:
    """How many codes a character map names by ranges, each of a first, a last and what they stand for."""
    return sum(max(0, last - first + 1) for first, last in _ranges(table))


def _ranges(table: bytes) -> Iterator[tuple[int, int]]:
    inside = listed = False
    ends: list[int] = []
    for token in _TOKENS.finditer(table):
        if token["begin"] or token["end"]:
            inside, listed, ends = token["begin"] is not None, False, []
        elif not inside or token["hex"] is None:
            listed = token[0] == b"["
            ends = [] if token[0] == b"]" else ends
        elif not listed:
            ends.append(int(b"".join(token["hex"].split())[:_DIGITS] or b"0", 16))
            if len(ends) == _ENDS:
                yield ends[0], ends[1]
            ends = [] if len(ends) > _ENDS else ends


_ENDS: Final = 2
