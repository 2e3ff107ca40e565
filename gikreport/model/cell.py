"""A cell as a document prints it: what stands there, what it counts for, and where it stands."""

from __future__ import annotations

import enum
import functools
import operator
from decimal import Decimal
from typing import Any, Final

import attrs

from .fields import Kind

UNFILLED_WORD: Final = "待填"


Number = int | Decimal


class State(enum.Enum):
    """What stands in a cell. Blank, zero and not applicable are three different things."""

    NUMBER = "number"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"  # “/”, “—”, “无”
    UNFILLED = "unfilled"  # 待填: not filled in yet
    TEXT = "text"


_NOTHING: Final = (State.BLANK, State.NOT_APPLICABLE)


_PLACE_ZH: Final = {
    "page": "第{}页", "sheet": "工作表“{}”", "cell": "{}单元格", "table": "第{}个表", "paragraph": "第{}段",
    "line": "第{}行文字", "row": "第{}行", "column": "第{}列", "original": "原文件{}",
}  # fmt: skip


_PLACE_EN: Final = {
    "page": "page {}", "sheet": "sheet {!r}", "cell": "cell {}", "table": "table {}", "paragraph": "paragraph {}",
    "line": "text line {}", "row": "row {}", "column": "column {}", "original": "in the original file: {}",
}  # fmt: skip


@attrs.frozen(kw_only=True)
class Place:
    """Where in the user's own file something stands; rows, columns, tables and lines count from 1.

    `original` is the place in words in the file that a data file was made from.
    """

    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None
    paragraph: int | None = None
    line: int | None = None
    page: int | None = None
    original: str | None = None

    def told(self, lang: str = "zh") -> str:
        """The place in words, 第3个表第28行第4列."""
        said = _PLACE_EN if lang == "en" else _PLACE_ZH
        facts = attrs.asdict(self)
        joint = ", " if lang == "en" else ""
        return joint.join(said[name].format(facts[name]) for name in said if facts[name] is not None)

    def __reduce__(self) -> tuple[Any, ...]:  # two hundred go from the worker with each report: a third of the time
        return _place, _OF_PLACE(self)


_OF_PLACE: Final = operator.attrgetter(*(one.name for one in attrs.fields(Place)))


def _place(
    table: int | None, row: int | None, column: int | None, sheet: str | None, cell: str | None,
    paragraph: int | None, line: int | None, page: int | None, original: str | None,
) -> Place:  # fmt: skip
    """The place of facts in the order of its fields, as it is sent between processes."""
    return Place(
        table=table, row=row, column=column, sheet=sheet, cell=cell, paragraph=paragraph, line=line, page=page,
        original=original,
    )  # fmt: skip


@attrs.frozen
class Cell:
    """One cell as printed. `value` is what its text says: a number, words for a cell of words, or nothing."""

    text: str
    state: State
    value: Number | str | None = None
    kind: Kind = Kind.COUNT
    place: Place | None = None

    @functools.cached_property
    def counts(self) -> bool:
        """Whether a number can be taken from it: a fitting number, or a blank, which counts as 0."""
        if self.kind is Kind.WORDS:
            return True
        return fits(self.kind, self.value) if self.state is State.NUMBER else self.state in _NOTHING

    @functools.cached_property
    def is_plain(self) -> bool:
        """Whether a fitting number stands in it."""
        return self.state is State.NUMBER and self.counts

    @functools.cached_property
    def amount(self) -> Any:
        """The number to count with; a blank counts as 0."""
        if self.state is State.NUMBER or self.kind is Kind.WORDS:
            return self.value
        return Decimal(0) if self.kind is Kind.MONEY else 0

    def __reduce__(self) -> tuple[Any, ...]:
        return Cell, (self.text, self.state, self.value, self.kind, self.place)


def fits(kind: Kind, value: object) -> bool:
    """Whether a value is one that a cell of this kind may hold."""
    if kind is Kind.MONEY:
        return type(value) is Decimal and value.is_finite() and value >= 0
    return type(value) is int and (kind is Kind.CHANGE or value >= 0)
