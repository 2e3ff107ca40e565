"""The lists of late and of open requests, as rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Final

from .late import Due, Late

Rows = tuple[Sequence[str], Iterator[Sequence[object]]]
_LATE: Final = ("行", "编号", "收到日期", "法定期限", "办结日期", "起算日期", "工作日的依据", "承办", "工作表")
_DUE: Final = ("答复期限", "承办", "编号", "收到日期", "还有几个工作日", "情况", "工作日的依据", "行", "工作表")


def late_rows(late: Sequence[Late], titles: Sequence[str]) -> Rows:
    """The headings and the rows of the list of late requests."""
    rows = (
        (one.row, one.id, _day(one.received), _day(one.due), _day(one.closed), _day(one.began), one.by.words.zh,
         one.handler, _title(titles, one.sheet))
        for one in late
    )  # fmt: skip
    return _LATE, rows


def due_rows(due: Sequence[Due], titles: Sequence[str]) -> Rows:
    """The headings and the rows of the list of open requests."""
    rows = (
        (_day(one.due), one.handler, one.id, _day(one.received), "" if one.left is None else one.left, _state(one),
         "" if one.due is None else one.by.words.zh, one.row, _title(titles, one.sheet))
        for one in due
    )  # fmt: skip
    return _DUE, rows


def _state(one: Due) -> str:
    if one.left is None:
        return "等待补正，期限尚未起算"
    if one.left < 0:
        return "已逾期"
    return "今天到期" if one.left == 0 else "办理中"


def _day(value: datetime.date | None) -> str:
    return "" if value is None else value.isoformat()


def _title(titles: Sequence[str], sheet: int) -> str:
    return titles[sheet] if sheet < len(titles) else ""
