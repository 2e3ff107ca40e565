"""Between the date of a report and the law's deadlines."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from ..errors import Words
from ..model.check import Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..narrative.office import is_government
from ..narrative.statement import Statement
from .tables import is_township


def town_in_time(statement: Statement) -> Iterator[Violation]:
    """The law gives towns and streets the day of governments; local notices ask them for the day of departments."""
    if statement.signed_on is None or statement.year is None:
        return
    january = datetime.date(statement.year + 1, 1, 31)
    late = january < statement.signed_on <= _deadline(statement.agency or "", statement.year)
    if late and _is_of_town(statement):
        yield Violation(at=("signed_on",), facts={"day": statement.signed_on, "last": january})


def _is_of_town(statement: Statement) -> bool:
    return is_township(statement.agency or "") and (statement.year or 0) > _DECREE_711


_UNNAMED: Final = ("街道办事处", "人民政府办公室", "人民政府办公厅")  # the law gives them no day of their own
_DECREE_711: Final = 2018  # the first year whose report fell under the Regulation of 2019


def signed_in_time(statement: Statement) -> Iterator[Violation]:
    """A department reports by 31 January of the next year, a government by 31 March, none before the year is over."""
    if statement.signed_on is None or statement.year is None:
        return
    first, last = datetime.date(statement.year + 1, 1, 1), _deadline(statement.agency or "", statement.year)
    if not first <= statement.signed_on <= last:
        yield Violation(at=("signed_on",), facts={"day": statement.signed_on, "first": first, "last": last})


def _deadline(agency: str, year: int) -> datetime.date:
    later = year <= _DECREE_711 or is_government(agency) or agency.endswith(_UNNAMED)
    return datetime.date(year + 1, 3, 31) if later else datetime.date(year + 1, 1, 31)


CHECKS: Final = (
    single(
        "P010",
        signed_in_time,
        on=Statement,
        needs=(Need.YEAR, Need.DATE),
        words=Words(
            "成文日期是 {day}，应在 {first} 至 {last} 之间",
            "signed on {day}; the date is due between {first} and {last}",
        ),
        remedy=Words(
            "核对成文日期和年份；确实逾期的，向主管部门说明",
            "check the date and its year; where it is late, explain it to the office in charge",
        ),
        source="条例第四十九条（政府部门1月31日前，政府3月31日前）；2018年度及以前为3月31日前",
        severity=Severity.WARNING,
        rank=Rank.LAW,
    ),
    single(
        "P029",
        town_in_time,
        on=Statement,
        needs=(Need.YEAR, Need.DATE),
        concerns=_is_of_town,
        words=Words(
            "成文日期是 {day}；条例只为政府部门规定了1月31日，各地通知一般要求乡镇、街道也在 {last} 前完成",
            "signed on {day}; the law names 31 January for departments only, local notices ask towns for {last} too",
        ),
        remedy=Words("以本地当年的通知为准；已按通知报送的，不用改", "follow the notice of your county"),
        source="各地年度报告编制通知；条例第四十九条",
        severity=Severity.WARNING,
        rank=Rank.PRACTICE,
    ),
)
