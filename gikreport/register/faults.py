"""Why a row of a register cannot be counted."""

from __future__ import annotations

from typing import Any, Final

import attrs

from ..datafile import visible
from ..errors import Problem, Words
from ..model.outline import CellPath


@attrs.frozen
class RowFault:
    """One reason, in the words that tell a clerk what stands there and what to do."""

    name: str
    zh: str
    en: str
    shows: tuple[str, ...] = ()  # the fields of an Entry that stand between the braces


@attrs.frozen(kw_only=True)
class Uncountable:
    """A row that was not counted: its number (None in a database), its id, the reason, what stands there.

    `blocks` are the columns of table 3, or the groups of table 4, in which it would have counted; `offered` the lines
    of the form that a word may mean, `sheet` the sheet of the row where the register has several.
    """

    row: int | None
    id: str
    fault: RowFault
    value: str = ""
    blocks: tuple[CellPath, ...] = attrs.field(default=(), eq=False)
    offered: tuple[str, ...] = ()
    sheet: str = ""

    @property
    def words(self) -> Words:
        """The reason, with what stands there."""
        few = len(self.offered) <= _LISTED
        zh, en = ("；".join(self.offered), "; ".join(self.offered)) if few else ("任何一项", "any of them")
        return Words(self.fault.zh.format(self.value, zh), self.fault.en.format(self.value, en))

    @property
    def problem(self) -> Problem:
        """The row as a problem of an input: its place and the reason."""
        return Problem(self.place, self.words)

    @property
    def place(self) -> str:
        """Where the row stands: its sheet where there are several, its number, its id."""
        place = f"第{self.row}行" if self.row is not None else ""
        sheet = f"“{self.sheet}”" if self.sheet else ""
        return f"{sheet}{place}{f'（{self.id}）' if self.id else ''}"


_LISTED: Final = 8  # lines that a word may mean and that are named


def shown(value: Any) -> str:
    """What stands in a cell of a register, shortened for a message."""
    text = "" if value is None else str(value).strip()
    return visible(text) if len(text) <= 40 else visible(text[:40]) + "…"


_DATE: Final = "“{}”不是日期，应如 2023-01-05", "“{}” is no date; write it as 2023-01-05"
_TO_COME: Final = "日期 {} 还没有到；请更正", "the date {} has not come yet; correct it"

NO_ID: Final = RowFault("no_id", "没有编号，无法追溯；请补上", "has no id and cannot be traced; give it one")
NO_RECEIVED: Final = RowFault("no_received", "没有收到日期；请补上", "has no date of receipt; enter it")
BAD_BEGAN: Final = RowFault("bad_date", *_DATE, ("began",))
BAD_ENDED: Final = RowFault("bad_date", *_DATE, ("ended",))
FUTURE_BEGAN: Final = RowFault("future", *_TO_COME, ("began",))
FUTURE_ENDED: Final = RowFault("future", *_TO_COME, ("ended",))
BACKWARDS: Final = RowFault(
    "backwards", "办结早于收到（{}）；请更正日期", "closed before received ({}); correct the dates", ("began", "ended")
)
NO_CLOSED: Final = RowFault(
    "no_closed",
    "有办理结果“{}”而没有办结日期；请补上",
    "has the outcome “{}” and no date of it; enter it",
    ("outcome",),
)
NO_OUTCOME: Final = RowFault(
    "no_outcome", "已于 {} 办结而没有办理结果；请补上", "closed on {} and has no outcome; enter it", ("ended",)
)
NO_KIND: Final = RowFault("no_kind", "没有申请人类型；请补上", "has no kind of requester; enter it")
ASK: Final = (
    "请更正，或用 --ask 写出对照表，填好后用 --mapping 读入",
    "correct it, or write a workbook of words with --ask, fill it in and read it with --mapping",
)
UNKNOWN_KIND: Final = RowFault(
    "unknown_kind", f"不认识的申请人类型“{{}}”；{ASK[0]}", f"unknown kind of requester “{{}}”; {ASK[1]}", ("kind",)
)
AMBIGUOUS_KIND: Final = RowFault(
    "ambiguous_kind",
    f"申请人类型“{{}}”没有说清是格式中的哪一项（可以是：{{}}）；{ASK[0]}",
    f"the kind of requester “{{}}” does not tell which line of the form it is (it may be: {{}}); {ASK[1]}",
    ("kind",),
)
UNKNOWN_OUTCOME: Final = RowFault(
    "unknown_outcome", f"不认识的结果“{{}}”；{ASK[0]}", f"unknown outcome “{{}}”; {ASK[1]}", ("outcome",)
)
AMBIGUOUS_OUTCOME: Final = RowFault(
    "ambiguous_outcome",
    f"结果“{{}}”没有说清是格式中的哪一项（可以是：{{}}）；{ASK[0]}",
    f"the outcome “{{}}” does not tell which line of the form it is (it may be: {{}}); {ASK[1]}",
    ("outcome",),
)
_NO_DAY: Final = "“{}”没有写到哪一天；请补上", "“{}” names a month and no day; enter the day"
_NO_YEAR: Final = (
    "“{}”没有写哪一年，表名和标题也没有写；请补上",
    "“{}” has no year, nor has the sheet or its title; enter it",
)
NO_DAY: Final = RowFault("no_day", *_NO_DAY)
NO_YEAR: Final = RowFault("no_year", *_NO_YEAR)
TWICE: Final = RowFault("twice", "同一编号办结了两次（{}）；请留下一次", "the same id is closed twice ({}); keep one")
DUPLICATE: Final = RowFault("duplicate", "编号重复（{}）；请更正编号", "the id stands more than once ({}); correct it")
