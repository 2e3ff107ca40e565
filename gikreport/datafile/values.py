"""What one plain value says: the cell it states, and how a message shows it."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ..model.cell import UNFILLED_WORD, Cell, State
from ..model.fields import Kind
from ..model.text import clean_line


def stated_cell(value: object, kind: Kind) -> Cell | None:
    """The cell that a plain value states: a number, or text as printed; None for what no cell can hold."""
    if type(value) is int and kind is _COUNT and 0 <= value < _USUAL:
        return _count(value)
    if isinstance(value, str):
        return None if clean_line(value) else _cell_of_text(value, kind)
    number = _number(value)
    if number is None or kind is Kind.WORDS:
        return None
    if kind is Kind.MONEY:
        return Cell(format(number, "f"), State.NUMBER, number, kind)
    whole = int(number)
    return Cell(str(whole), State.NUMBER, whole, kind) if whole == number else None


@functools.cache
def _count(value: int) -> Cell:
    """The cells of a report are mostly small numbers; each of them is made once."""
    return Cell(str(value), State.NUMBER, value)


def _cell_of_text(text: str, kind: Kind) -> Cell:
    if kind is Kind.WORDS:
        return Cell(text, State.TEXT if text else State.BLANK, text, kind)
    if kind is Kind.MONEY and _DECIMAL.fullmatch(text):
        return Cell(text, State.NUMBER, Decimal(text), kind)
    return Cell(text, _STATES.get(text, State.TEXT), None, kind)


_DECIMAL: Final = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?", re.ASCII)
_STATES: Final = {
    UNFILLED_WORD: State.UNFILLED, "": State.BLANK, **dict.fromkeys(("/", "—", "-", "无"), State.NOT_APPLICABLE)
}  # fmt: skip
LARGEST: Final = 10**40
_BITS: Final = LARGEST.bit_length()
_MOST_BITS: Final = 40_000
_USUAL: Final = 1000
_COUNT: Final = Kind.COUNT


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    if isinstance(value, int) and value.bit_length() > _BITS:
        return None
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return number if number.is_finite() and _is_short(number) and abs(number) < LARGEST else None


def _is_short(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and abs(exponent) <= 40


def shown(value: object) -> str:
    """A value as a message shows it, short, in the words of a data file."""
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]" if value else "[]"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:  # to write so many digits takes for ever
        return f"≈1E+{int(value.bit_length() * math.log10(2))}"
    if isinstance(value, int) and abs(value) >= LARGEST:
        return f"{Decimal(value):.3E}"
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return visible(text) if len(text) <= 40 else visible(text[:40]) + "…"


def visible(text: str) -> str:
    """Text for a message, in which no character can do more than be seen."""
    return "".join(char if char.isprintable() else f"\\u{ord(char):04X}" for char in text)
