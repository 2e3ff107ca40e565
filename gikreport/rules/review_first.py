"""Between tables 3 and 4: a refusal to disclose goes to reconsideration before it goes to court (复议前置)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..errors import Words
from ..forms.y2021 import Report2021
from ..model.check import Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..model.outline import CellPath

_SINCE: Final = 2025
_DIRECT: Final[CellPath] = ("t4", "litigation", "direct", "total")
# （三）不予公开 1 to 7: the refusals proper; of the eighth, inquiries, practice is not of one mind.
_REFUSALS: Final = (
    "state_secret",
    "barred_by_law",
    "security_and_stability",
    "third_party_rights",
    "internal_affairs",
    "process_information",
    "enforcement_files",
)


def review_first(report: Report2021) -> Iterator[Violation]:
    """Since 2024 who is refused information asks for reconsideration first: a lawsuit without it is rare.

    行政复议法 (主席令第九号, in force 2024-01-01), article 23, paragraph 1, item 4. Told where every result of the year
    is such a refusal, so that nothing else can have been sued over but what earlier years had left.
    """
    if report.year < _SINCE:
        return
    direct, results = report.t4.litigation.direct.total, report.t3.total.outcomes
    refusals = {name: getattr(results.withheld, name) for name in _REFUSALS}
    refused = sum(refusals.values())
    if direct and refused and refused == results.total:
        cells = tuple(("t3", "total", "outcomes", "withheld", name) for name, number in refusals.items() if number)
        yield Violation(at=_DIRECT, related=cells, facts={"direct": direct, "refused": refused})


CHECKS: Final = (
    single(
        "T402",
        review_first,
        on=Report2021,
        needs=(Need.REPORT,),
        words=Words(
            "未经复议直接起诉 {direct} 件，而本年 {refused} 件办理结果都是不予公开，这类案件应当先申请行政复议，"
            "一般填在“复议后起诉”（推断，不是格式的规定）",
            "{direct} lawsuits without reconsideration, and all {refused} results are refusals, which go to "
            "reconsideration first; as a rule they are counted as 复议后起诉 (inferred: the form does not say so)",
        ),
        remedy=Words(
            "查明起诉前是否经过复议；起诉的是往年的答复、逾期不答复或主动公开的，数字可以保留",
            "find out whether there was a reconsideration before; it may stand where the lawsuit is over an answer of "
            "earlier years, a late one, or what was published",
        ),
        source="行政复议法第二十三条第一款第四项（2024年1月1日起施行）；由法条推断，依实务掌握",
        severity=Severity.WARNING,
        rank=Rank.INFERENCE,
    ),
)
