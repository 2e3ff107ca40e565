"""What a verdict looked at: each check passed, failed, not applicable or not checked, with the reason."""

from __future__ import annotations

import enum
import functools
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Final

import attrs

from ..errors import Words
from ..model.check import Need
from ..model.reading import Reading
from ..model.report import Report
from ..narrative.lexicon import Lexicon
from .check import Checked, Outcome, Ran, checked

if TYPE_CHECKING:
    from ..units import Units


class Status(enum.Enum):
    """How a check ended. What was not checked is not sound: nobody has looked."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKED = "not_checked"


NO_REASON: Final = Words("", "")


@attrs.frozen
class CheckResult:
    """How the check of one code ended; `why` is empty where it passed or failed plainly."""

    code: str
    status: Status
    why: Words = NO_REASON


def check_results(
    subject: Reading | Report, *, previous: Reading | Report | None = None, units: Units | None = None,
    lexicon: Lexicon | None = None,
) -> tuple[CheckResult, ...]:  # fmt: skip
    """How each check of a reading or a report ended, by code; what is given beside it as in `check`."""
    return results(checked(subject, previous=previous, units=units, lexicon=lexicon))


def results(found: Checked, excused: Collection[str] = ()) -> tuple[CheckResult, ...]:
    """How each check ended, by code; `excused` are the codes of what a waiver excuses."""
    told: dict[str, CheckResult] = {}
    failed = {one.code: NO_REASON for one in found.findings}
    failed.update(dict.fromkeys(found.merged - failed.keys(), _MERGED))
    for code, result in _ended(found.ran):
        known = told.get(code)
        if known is None or _RANK[result.status] < _RANK[known.status]:
            told[code] = result
    told.update({code: CheckResult(code, Status.FAILED, why) for code, why in failed.items()})
    return tuple(told[code] if code not in excused else excuse(told[code]) for code in sorted(told))


def excuse(result: CheckResult) -> CheckResult:
    """The same with the word that a waiver excuses what was found."""
    return attrs.evolve(result, why=_EXCUSED) if result.status is Status.FAILED and not result.why.zh else result


def _ended(ran: Iterable[Ran]) -> Iterator[tuple[str, CheckResult]]:
    for one in ran:
        status = Status.NOT_CHECKED if one.outcome is Outcome.RAN and one.lacks is not None else _STATUSES[one.outcome]
        why = NO_REASON if status is Status.PASSED else _why(one)
        yield from ((found.code, _result(found.code, status, why)) for found in one.check.finds)


def _why(one: Ran) -> Words:
    """Why a check was not made, or not over everything: with the tables that were not read in full."""
    if not one.where:
        return _NOTHING if one.lacks is None else LACKS[one.lacks]
    zh, en = f"{'、'.join(one.where)}没有读全", f"{', '.join(one.where)}: not read in full"
    whole = one.outcome is not Outcome.RAN
    return Words(zh, en) if whole else Words(f"{zh}，只核对了其余部分", f"{en}, only the rest was looked at")


_result: Final = functools.lru_cache(1024)(CheckResult)  # a folder has the same ones for every file
_STATUSES: Final = {
    Outcome.RAN: Status.PASSED, Outcome.NOT_CHECKED: Status.NOT_CHECKED, Outcome.NOT_APPLICABLE: Status.NOT_APPLICABLE,
}  # fmt: skip
# Several checks may find one code: what is not known of one of them is not known of the code.
_RANK: Final = {Status.FAILED: 0, Status.NOT_CHECKED: 1, Status.PASSED: 2, Status.NOT_APPLICABLE: 3}
_NOTHING: Final = Words("这份报告没有这一类内容", "the report has nothing of the kind")
_MERGED: Final = Words("已在指出哪一格填错时一并说明", "told with the cell that explains it")
_EXCUSED: Final = Words("已豁免", "waived")
LACKS: Final = {
    Need.CELLS: Words("数据不是从文件读入的", "the numbers were not read from a file"),
    Need.REPORT: Words("有的格没有读到数", "not every cell has a number"),
    Need.TABLE: Words("有的表没有读全", "a table was not read in full"),
    Need.TABLES: Words("有的表没有读全", "a table was not read in full"),
    Need.NARRATIVE: Words("没有正文", "there is no narrative"),
    Need.KNOWN_WORDS: Words("正文中有的数不知指什么", "it is not known what some numbers of the text count"),
    Need.EXPRESSIONS: Words("正文没有引用表中的数", "the text has no expressions"),
    Need.YEAR: Words("没有认出年度", "the year is not known"),
    Need.DATE: Words("没有成文日期", "there is no date"),
    Need.PREVIOUS: Words("未提供上年报告", "last year's report was not given"),
    Need.YEAR_BEFORE: Words("未提供上年报告", "last year's report was not given"),
    Need.UNITS: Words("未提供单位名录", "the list of offices was not given"),
    Need.LISTED: Words("单位名录中没有本机关", "the office is not on the list of offices"),
    Need.PARTS: Words("未提供所属单位的报告", "the reports of its units were not given"),
    Need.NEIGHBOURS: Words("没有其他单位的报告可比", "there is no report of another office to compare with"),
    Need.WAIVERS: Words("未提供豁免清单", "no list of waivers was given"),
    Need.DOCUMENT: Words("不是 Word 文件", "it is no Word document"),
}
