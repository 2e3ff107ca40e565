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
_CHINESE: Final = "[零〇一二两三四五六七八九十百千]++(?:[万亿][零〇一二两三四五六七八九十百千]++)*"

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


_CHARACTERS: Final = "零一二三四五六七八九"
_PLACES: Final = ("", "十", "百", "千")
_GROUPS: Final = ("", "万", "亿", "万亿")
LARGEST: Final = 10**16


def in_characters(number: int) -> str:
    """A whole number below 10**16 in Chinese characters, 一百零三."""
    groups = [abs(number) // 10000**power % 10000 for power in range(4)]
    text, follows = "", True
    for power in range(3, -1, -1):
        group, unit = groups[power], _GROUPS[power] if power < 3 or not groups[2] else "万"
        gap = "零" if text and (group < 1000 or not follows) else ""
        text += gap + _group(group) + unit if group else ""
        follows = bool(group)
    said = text or "零"
    return ("负" if number < 0 else "") + (said[1:] if said.startswith("一十") else said)


def _group(number: int) -> str:
    """A number below ten thousand."""
    digits = enumerate(f"{number:04d}")
    said = "".join(_CHARACTERS[int(digit)] + _PLACES[3 - at] if digit != "0" else "零" for at, digit in digits)
    return re.sub("零+", "零", said).strip("零")
