"""A text as the rules compare it: what only looks different is the same, and each sign knows where it stood.

Punctuation stays as it is written, since the rules know the Chinese marks; a full-width comma is no other comma.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from ..signs import UNSEEN

_COUNTED: Final = "件条份个次万元人宗起项家篇部期年月日%％余多"  # what stands behind a number
_FIGURES: Final = {"l": "1", "I": "1", "О": "0", "о": "0", "O": "0", "o": "0", "З": "3", "з": "3", "〇": "0", "Ⅰ": "1"}
_LETTERS: Final = "lIOoОоЗз"
_LEFT_OPEN: Final = "Ｘ"  # what a template leaves to be filled in, and no letter
# A number with a letter in it that looks like a digit: only before what is counted, and in no word of letters.
LOOKALIKE: Final = re.compile(
    rf"(?<![A-Za-z\d.ОоЗз])(?<![\d{_LETTERS}][,，])(?=[\d,，.]{{0,40}}+[{_LETTERS}])"
    rf"[\d{_LETTERS}]++(?:[.,，][\d{_LETTERS}]++)*+(?=\s?[{_COUNTED}])"
)
# Digits that are no digits of ASCII: of another script, of mathematics, in a circle before what is counted.
STRANGE_DIGIT: Final = re.compile(rf"[^\W0-9０-９](?<=\d)|[①-⓿❶-➓㉈-㊿²³¹⁰-₉](?=\s?[{_COUNTED}])")
NO_BREAK: Final = re.compile("(?<=\\d)[\u00a0\u2007\u202f]|[\u00a0\u2007\u202f](?=\\d)")
_BETWEEN_DIGITS: Final = re.compile("(?<=\\d)[\u00a0\u2000-\u200a\u202f\u205f](?=\\d)")
_BESIDE_DIGIT: Final = re.compile("(?<=[0-9])[ \u3000]+(?=[^\\s!-~])|(?<=[^\\s!-~])[ \u3000]+(?=[0-9])")
# What most sentences are made of, and what nothing is done about: no space, no letter like a digit, no strange sign.
PLAIN: Final = re.compile("[!-HJ-NP-km-np-~\u4e00-\u9fff，。、；：“”‘’（）《》！？…—〔〕【】％]*+")


@attrs.frozen
class Comparable:
    """The normal form of a text, and for each of its signs where it stood; one more for the end."""

    text: str
    original: str
    offsets: Sequence[int] = attrs.field(eq=False, repr=False)

    def at(self, position: int) -> int:
        """Where in the original the sign at a position of the normal form stands."""
        return self.offsets[position]


def is_plain(text: str) -> bool:
    """Whether a text is certainly in its normal form; False tells nothing."""
    return PLAIN.fullmatch(text) is not None


def comparable(text: str) -> Comparable:
    """The normal form of a text: unseen signs gone, spaces folded and gone beside digits, every digit one of ASCII."""
    if is_plain(text):
        return Comparable(text, text, range(len(text) + 1))
    signs = list(_signs(text))
    plain = "".join(sign for sign, _ in signs)
    kept = _positions_kept(plain)
    return Comparable("".join(plain[i] for i in kept), text, (*(signs[i][1] for i in kept), len(text)))


def _signs(text: str) -> Iterator[tuple[str, int]]:
    """The signs of the normal form, each with where it came from."""
    gone = {found.start() for pattern in (UNSEEN, _BETWEEN_DIGITS) for found in pattern.finditer(text)}
    places = [at for at in range(len(text)) if at not in gone]
    seen = "".join(text[at] for at in places)
    changed = dict(_digits(seen))
    for number, at in enumerate(places):
        for sign in changed.get(number, _folded(seen[number])):
            yield sign, at


def _digits(seen: str) -> Iterator[tuple[int, str]]:
    """The signs that stand for digits, as digits."""
    for found in LOOKALIKE.finditer(seen):
        yield from ((at, _FIGURES[seen[at]]) for at in range(*found.span()) if seen[at] in _FIGURES)
    for found in STRANGE_DIGIT.finditer(seen):
        sign = found.group()
        plain = str(unicodedata.decimal(sign)) if sign.isdecimal() else unicodedata.normalize("NFKC", sign)
        yield found.start(), plain


@functools.lru_cache(4096)
def _folded(sign: str) -> str:
    """One sign in its normal form; marks and symbols stay as they are written, and so does what grows."""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    kind = unicodedata.category(sign)
    if kind == "Zs":
        return sign if sign == "\u3000" else " "
    if kind[0] in "PSN" or sign.isascii() or sign == _LEFT_OPEN:
        return sign
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign


def _positions_kept(plain: str) -> list[int]:
    """Without the spaces between a digit and a word."""
    gone = {at for found in _BESIDE_DIGIT.finditer(plain) for at in range(*found.span())}
    return [at for at in range(len(plain)) if at not in gone]
