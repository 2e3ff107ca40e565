"""Numbers as Chinese text prints them: 3525, 3,525, ３５２５, 三千五百二十五, 2.2万."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Final

_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final = {"万": 10**4, "亿": 10**8}
_ARABIC: Final = r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])|[0-9０-９]+(?:[.．][0-9０-９]+)?"
_CHINESE: Final = "[零〇一二两三四五六七八九十百千]+(?:[万亿][零〇一二两三四五六七八九十百千]+)*"

NUMBER: Final = f"(?:(?:{_ARABIC})|(?:{_CHINESE}))[万亿]?"
"""The pattern of a number in running text, for use inside other patterns."""


def number(text: str) -> Decimal | None:
    """What a number in Chinese text says; None where it is not a number."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([万亿]?)", plain)
    if found:
        return Decimal(found.group(1)) * _MYRIADS.get(found.group(2), 1)
    return _chinese(plain)


def _chinese(text: str) -> Decimal | None:
    if not text or any(char not in _DIGITS and char not in _TENS and char not in _MYRIADS for char in text):
        return None
    if all(char in _DIGITS for char in text):
        return Decimal("".join(str(_DIGITS[char]) for char in text))
    return Decimal(_spelled(text))


def _spelled(text: str) -> int:
    whole = part = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            part, digit = part + (digit or 1) * _TENS[char], 0
        else:
            whole, part, digit = _raised(whole, part + digit, _MYRIADS[char]), 0, 0
    return whole + part + digit


def _raised(whole: int, part: int, unit: int) -> int:
    return whole + part * unit if whole > unit else (whole + part) * unit
