"""Amounts as they are printed: numbers, their units, marks of notes, and what stands for nothing."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from typing import Final

import attrs

from ..model.cell import UNFILLED_WORD, Cell, Place, State
from ..model.fields import Kind
from .wording import plain

_NOT_APPLICABLE: Final = frozenset({
    "/", "//", "\\", "-", "--", "---", "—", "——", "———", "─", "──", "━", "―", "―――", "–", "ー", "*",
    "无", "不涉及", "不适用", "没有", "N/A", "n/a",
})  # fmt: skip
UNITS: Final = "件|条|次|项|个|人次|人|份|篇|宗|起|户|元|万元|亿元|千元|百元|万|亿"
_AMOUNT: Final = re.compile(
    rf"^(?P<word>增加|增长|新增|减少|下降|增|减|负|正)?(?P<sign>[+\-−–—―])?"
    rf"(?P<digits>[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,40}})(?P<rest>\.[0-9]{{1,40}})?(?P<unit>{UNITS})?(?:整)?$"
)
_FACTORS: Final = {
    "元": Decimal("0.0001"), "百元": Decimal("0.01"), "千元": Decimal("0.1"), "万元": Decimal(1),
    "亿元": Decimal(10000), "万": Decimal(1), "亿": Decimal(10000),
}  # fmt: skip
_DOWN: Final = ("减少", "下降", "减", "负")
NOTE_MARK: Final = r"(?:[\u00b2\u00b3\u00b9\u2070-\u2079\u2460-\u2473]+|[\[［][0-9０-９]{1,2}[\]］])"
_MARKED: Final = re.compile(rf"(?<=[0-9０-９]){NOTE_MARK}\s*$")
_GARBLED: Final = re.compile(
    rf"^(?:[+\-−–—―]{{2,}}[0-9][0-9.,]*|[+\-−–—―]?[0-9][0-9.,]*(?:{UNITS})?\([^()]{{1,20}}\))$"
)
_ENDS_IN_DIGIT: Final = re.compile(r"[0-9０-９]\s*$")
_RAISED: Final = re.compile(r"[\[(（［〔【]?(?:[0-9０-９]{1,2}|[\u2460-\u2473]|\*{1,3}|注)[\])）］〕】]?")
_STATES: Final = {
    "": State.BLANK,
    UNFILLED_WORD: State.UNFILLED,
    **dict.fromkeys(_NOT_APPLICABLE, State.NOT_APPLICABLE),
}


@attrs.frozen
class Amount:
    """A number as printed, with the unit beside it."""

    value: Decimal
    unit: str = ""


@functools.lru_cache(maxsize=8192)
def amount(text: str) -> Amount | None:
    """The number that a text says, `1,113`, `251000元`, `减4`, `+19`, `12①`; None where it says none."""
    found = _AMOUNT.match(plain(_MARKED.sub("", text)))
    if found is None:
        return None
    digits = found["digits"].replace(",", "") + (found["rest"] or "")
    value = Decimal(digits)
    negative = (found["sign"] or "+") not in "+" or (found["word"] or "") in _DOWN
    return Amount(-value if negative else value, found["unit"] or "")


def marks_a_note(before: str, raised: str) -> bool:
    """Whether signs set higher behind a number are the mark of a note, and none of its digits."""
    return bool(_ENDS_IN_DIGIT.search(before) and _RAISED.fullmatch(raised.strip()))


@functools.lru_cache(maxsize=8192)
def is_datum(text: str) -> bool:
    """Whether a text is what stands in a cell for numbers: a number, one typed wrong, nothing, `/`, 无, 待填."""
    said = plain(text)
    known = said == "" or said in _NOT_APPLICABLE or said == UNFILLED_WORD
    return known or amount(text) is not None or _GARBLED.match(said) is not None


@functools.lru_cache(maxsize=8192)
def is_number(text: str) -> bool:
    """Whether a text is a number, perhaps with a unit."""
    return amount(text) is not None


def cell_of(text: str, kind: Kind, unit: str, place: Place | None = None) -> tuple[Cell, str]:
    """The cell that a printed text states for a line, and the unit it was converted from, or nothing."""
    printed = " ".join(line.strip() for line in text.splitlines() if line.strip())
    if kind is Kind.WORDS:
        return Cell(printed, State.TEXT if printed else State.BLANK, printed, kind, place), ""
    said = plain(text)
    state = _STATES.get(said)
    if state is not None:
        return Cell(printed if said else "", state, None, kind, place), ""
    number = amount(text)
    if number is None:
        return Cell(printed, State.TEXT, None, kind, place), ""
    if kind is Kind.MONEY:
        return _money(printed, number, place)
    if number.unit in _FACTORS and number.unit != unit:
        return Cell(printed, State.TEXT, None, kind, place), ""
    whole = int(number.value)
    value = whole if whole == number.value else number.value
    return Cell(printed, State.NUMBER, value, kind, place), ""


def _money(printed: str, number: Amount, place: Place | None) -> tuple[Cell, str]:
    factor = _FACTORS.get(number.unit, Decimal(1))
    if factor == 1:
        return Cell(printed, State.NUMBER, number.value, Kind.MONEY, place), ""
    return Cell(printed, State.NUMBER, in_ten_thousands(number.value, number.unit), Kind.MONEY, place), number.unit


def in_ten_thousands(value: Decimal, unit: str) -> Decimal:
    """An amount in 元, 千元 or 亿元 as 万元, exactly, without zeros at its end."""
    exact = value * _FACTORS[unit]
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()


def unit_named(text: str) -> str:
    """The unit of money that a heading names, 元 in （单位：元）; nothing where it names none."""
    found = re.search(r"[(:：](亿元|万元|千元|百元|元)\)?", plain(text))
    return found.group(1) if found else ""
