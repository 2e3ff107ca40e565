"""The lists of late and of open requests, as rows."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Final

from ..tabular import encode_rows
from .late import Due, Late
from .workbook import Book, Column, workbook

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


def encoded(title: str, note: str, listed: Rows, suffix: str) -> bytes:
    """A list as a file: a workbook to read, .csv or .json for programs."""
    heading, rows = listed
    if suffix.lower() != ".xlsx":
        return encode_rows(heading, rows, suffix)
    columns = [Column(name, _WIDTHS.get(name, 14), "text" if name in _WORDS else "middle") for name in heading]
    return workbook(title, lambda book: _page(book, title, note, columns, rows))


def _page(book: Book, title: str, note: str, columns: Sequence[Column], rows: Iterator[Sequence[object]]) -> None:
    book.listing(book.sheet("清单", wide=True), columns, rows, title, note)


_WORDS: Final = ("编号", "承办", "情况")
_WIDTHS: Final = {"编号": 22, "承办": 18, "情况": 24, "工作日的依据": 26, "还有几个工作日": 16, "行": 8}
LATE_NOTE: Final = (
    "收到（补正的自收到补正）之后 20 个工作日内没有答复、延期的 40 个工作日内没有答复的申请；征求第三方意见的时间不计。"
    "依据：条例第三十条、第三十二条、第三十三条。供逐件查看，不是结论。"
)
DUE_NOTE: Final = "还没有办结的申请，按答复期限排列；期限依条例第三十条、第三十二条、第三十三条推算。"


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
