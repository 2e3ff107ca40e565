"""What is told of each sheet that was read: how many rows, what was left out, what was taken for granted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..errors import Words
from .ledger import ReadSheet
from .period import Period
from .tally import SheetTally

_LISTED: Final = 12  # row numbers that are named one by one
_WHY: Final = {
    "合计": "sums", "落款和说明": "signatures and notes", "只有编号、没有内容": "an id and nothing else",
    "重复的表头": "headings again",
}  # fmt: skip


def told_of_sheet(sheet: ReadSheet, tally: SheetTally, period: Period) -> Iterator[Words]:
    """The sentences on one sheet."""
    yield _read(sheet, tally, period)
    if sheet.left_out.rows:
        zh = "；".join(f"{why}（{_numbers(rows)}）" for why, rows in sheet.left_out.rows.items())
        en = "; ".join(
            f"{_WHY[why]} ({', '.join(map(str, rows[:_LISTED]))})" for why, rows in sheet.left_out.rows.items()
        )
        yield Words(f"{_name(sheet)}没有当作申请的行：{zh}", f"{_name(sheet)}rows that are no requests: {en}")
    if sheet.by_year and sheet.year_from is not None:
        zh = f"{_name(sheet)}有 {sheet.by_year} 个日期没有写年份，按{sheet.year_from.zh}算作{sheet.year}年"
        en = f"{_name(sheet)}{sheet.by_year} dates without a year were read as of {sheet.year}, by {sheet.year_from.en}"
        yield Words(zh, en)
    if sheet.serials:
        zh = f"{_name(sheet)}有 {sheet.serials} 个日期存成了表格软件的序号（如 46086），已换算成日期"
        en = f"{_name(sheet)}{sheet.serials} dates stand as a spreadsheet's serial numbers and were read as days"
        yield Words(zh, en)
    if not sheet.has_ids:
        yield Words(
            f"{_name(sheet)}没有编号列，用行号代替", f"{_name(sheet)}no column of ids; row numbers stand for them"
        )


def _read(sheet: ReadSheet, tally: SheetTally, period: Period) -> Words:
    faulty = tally.rows - tally.counted - tally.other - tally.set_aside
    zh = [f"{_name(sheet)}读了 {tally.rows} 行申请，计入{period.words.zh}的 {tally.counted} 行"]
    en = [f"{_name(sheet)}{tally.rows} rows read, {tally.counted} counted in {period.words.en}"]
    for number, in_zh, in_en in (
        (tally.other, "其他时期的 {} 行", "{} of another time"),
        (tally.set_aside, "按对照表不计入的 {} 行", "{} set aside by the mapping"),
        (faulty, "统计不了的 {} 行", "{} that cannot be counted"),
    ):
        if number:
            zh.append(in_zh.format(number))
            en.append(in_en.format(number))
    return Words("，".join(zh), ", ".join(en))


def _name(sheet: ReadSheet) -> str:
    return f"“{sheet.title}”表：" if sheet.title else ""


def _numbers(rows: Sequence[int]) -> str:
    listed = "、".join(map(str, rows[:_LISTED]))
    return f"第{listed}行" if len(rows) <= _LISTED else f"第{listed}等 {len(rows)} 行"
