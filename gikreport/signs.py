"""Signs that are not seen: which they are, and a text in which every sign is seen."""

from __future__ import annotations

import re
from typing import Final

# Characters that are not seen and only steer the text: controls of direction, tags, joiners, selectors (Unicode 15).
DIRECTIONS: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
TAGS: Final = "\U000e0000-\U000e007f"
_JOINERS: Final = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0080-\U000e0fff"
)
UNSEEN: Final = re.compile(f"[{DIRECTIONS}{TAGS}{_JOINERS}]")
_SHOWN_BY_CODE: Final = re.compile(
    f"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff{DIRECTIONS}{TAGS}{_JOINERS}]"
)


def without_unseen(text: str) -> str:
    """The text without the characters that nobody sees."""
    return text if text.isascii() else UNSEEN.sub("", text)


def visible(text: str) -> str:
    """The text in one line of signs that are seen: a line break as ⏎, what steers or hides as \\x1b, \\u202e."""
    return text if text.isascii() and text.isprintable() else _SHOWN_BY_CODE.sub(_code, text)


def _code(found: re.Match[str]) -> str:
    sign = found.group()
    if sign == "\n":
        return "⏎"
    number = ord(sign)
    return f"\\x{number:02x}" if number <= 0xFF else f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"
