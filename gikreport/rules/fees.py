"""Fees that cannot be: what a town cannot have collected, what was received beyond what was charged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from ..errors import Words
from ..model.check import Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..model.fields import Kind
from ..model.outline import CellPath, cached, value_at
from ..model.report import Report
from ..model.table import tables_of
from ..narrative.quote import broken_at
from ..narrative.statement import Statement
from .tables import is_township


def fees_of_town(report: Report) -> Iterator[Violation]:
    """The fees of table 2 are in 万元; what a town or street cannot have collected was written in 元."""
    for path in fee_cells(type(report)) if is_township(report.agency) else ():
        fees = value_at(report, path)
        if fees >= _BEYOND_A_TOWN:
            yield Violation(at=path, actual=fees, facts={"fees": f"{fees:f}"})


@cached
def fee_cells(cls: type[Report]) -> tuple[CellPath, ...]:
    """The cells of a form's table 2 that hold administrative fees in 万元; the form of 2019 counts items instead."""
    table = tables_of(cls).get("t2")
    lines = table.lines if table is not None else ()
    return tuple(("t2", *line.path) for line in lines if line.path[0] == "fees" and line.kind is Kind.MONEY)


_BEYOND_A_TOWN: Final = 1000  # 万元


def received_beyond_charged(statement: Statement) -> Iterator[Violation]:
    """What was received as fees for information processing is part of what was charged."""
    for sentence in statement.sentences_with(*_ARE_RECEIVED):
        charged, received = _CHARGED.search(sentence.text), _RECEIVED.search(sentence.text)
        if charged and received and _yuan(received) > _yuan(charged):
            yield broken_at(sentence, received.start(), charged=charged["sum"], received=received["sum"])


def _yuan(found: re.Match[str]) -> Decimal:
    return Decimal(found["number"]) * (10_000 if found["unit"] else 1)


_SUM: Final = "(?P<sum>(?P<number>[0-9]{1,12}(?:[.][0-9]{1,6})?)(?P<unit>万?)元)"
_CHARGED: Final = re.compile(
    f"(?:通知|应收|收费|总|决定收取|计收)[^，。；]{{0,8}}(?:金额|总额|费用|处理费|应收)[^，。；0-9]{{0,6}}{_SUM}"
)
_ARE_RECEIVED: Final = ("实际收取", "实际收到", "实收", "实际收缴", "已收取", "已收到")
_RECEIVED: Final = re.compile(f"(?:{'|'.join(_ARE_RECEIVED)})[^，。；0-9]{{0,12}}{_SUM}")


def _is_of_township(report: Report) -> bool:
    return is_township(report.agency)


CHECKS: Final = (
    single(
        "T203",
        fees_of_town,
        on=Report,
        needs=(Need.REPORT,),
        concerns=_is_of_township,
        words=Words(
            "行政事业性收费 {fees} 万元，乡镇、街道不会有这么多，疑为以元为单位",
            "fees of {fees} 万元 are more than a town or street collects; it looks like 元",
        ),
        remedy=Words("按万元填写；确实无误的，写明豁免", "state it in 万元; where it is right, waive this"),
        source="{notice} 表二（单位：万元）",
        severity=Severity.WARNING,
        rank=Rank.INFERENCE,
    ),
    single(
        "P031",
        received_beyond_charged,
        on=Statement,
        needs=(Need.NARRATIVE,),
        words=Words(
            "信息处理费应收 {charged}，实收 {received}，实收多于应收：“{quote}”",
            "charged for information processing: {charged}, received: {received}, which is more: “{quote}”",
        ),
        remedy=Words("核对两个金额和单位", "compare the two sums and their units"),
        source="国办函〔2020〕109号",
        severity=Severity.WARNING,
        rank=Rank.NOTICE,
    ),
)
