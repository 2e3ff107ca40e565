"""The form of 国办公开办函〔2021〕30号, in force for the report years from 2021 on."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Final

import attrs

from ..model.fields import after, block, count, money, printed, section, table
from ..model.grid import Layout
from ..model.layouts import Articles, Crosstab
from ..model.prose import Prose
from ..model.report import Report
from ..model.sums import total_of
from . import form_named, shared
from .shared import Balanced, Kept, NotProcessed, Table4, Unavailable, Withheld

_ISSUED, _REPEALED, _IN_FORCE = "本年制发件数", "本年废止件数", "现行有效件数"
_DECISIONS: Final = "本年处理决定数量"


@attrs.frozen(kw_only=True)
class Documents(Kept):
    """How many documents of one kind were issued and repealed in the year, and are in force at its end, in 件."""

    issued: int = count(_ISSUED)
    repealed: int = count(_REPEALED)
    in_force: int = count(_IN_FORCE)


@attrs.frozen(kw_only=True)
class Proactive:
    """表二: proactive disclosure under article 20 of the Regulation (国务院令第711号), 10 cells, no totals."""

    layout: ClassVar[Layout] = Articles(stub=shared.CONTENT)

    administrative_rules: Documents = block(shared.ITEM_1, shared.RULES_WORDS, of=Documents)
    normative_documents: Documents = block(shared.ITEM_1, "行政规范性文件", of=Documents)
    licensing: int = count(shared.ITEM_5, shared.LICENSING, _DECISIONS)
    penalties: int = count(shared.ITEM_6, shared.PENALTIES, _DECISIONS)
    compulsion: int = count(shared.ITEM_6, shared.COMPULSION, _DECISIONS)
    fees: Decimal = money(shared.ITEM_8, shared.FEES, "本年收费金额（单位：万元）")


@attrs.frozen(kw_only=True)
class OtherHandling:
    """（六）其他处理, in 件: article 30 of the Regulation and 国办函〔2020〕109号."""

    not_corrected: int = count("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请")
    fee_unpaid: int = count("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请")
    other: int = count("3.其他")

    @property
    def total(self) -> int:
        """The subtotal that the form does not print, in 件."""
        return total_of(self, int)


@attrs.frozen(kw_only=True)
class Outcomes:
    """三、本年度办理结果 of one requester column: 21 lines and their total, in 件."""

    disclosed: int = count(shared.DISCLOSED)
    partly_disclosed: int = count(shared.PARTLY_DISCLOSED)
    withheld: Withheld = block(shared.WITHHELD, of=Withheld)
    unavailable: Unavailable = block(shared.UNAVAILABLE, of=Unavailable)
    not_processed: NotProcessed = block(shared.NOT_PROCESSED, of=NotProcessed)
    other_handling: OtherHandling = block(shared.OTHER_HANDLING, of=OtherHandling)

    @property
    @printed(shared.OUTCOMES_TOTAL)
    def total(self) -> int:
        """（七）总计: all 21 lines above it, in 件."""
        return total_of(self, int)


@attrs.frozen(kw_only=True)
class Requests(Balanced):
    """One requester column of 表三, in 件."""

    received: int = count(shared.RECEIVED)
    carried_over: int = count(shared.CARRIED_OVER)
    outcomes: Outcomes = block(shared.OUTCOMES, of=Outcomes)
    carried_forward: int = count(shared.CARRIED_FORWARD)

    @property
    def handled(self) -> int:
        """（七）总计 of the column, in 件."""
        return self.outcomes.total


@attrs.frozen(kw_only=True)
class Organizations:
    """法人或其他组织: the five kinds of requester that are not natural persons."""

    commercial: Requests = block(shared.COMMERCIAL, of=Requests)
    research: Requests = block(shared.RESEARCH, of=Requests)
    welfare: Requests = block(shared.WELFARE, of=Requests)
    legal_service: Requests = block(shared.LEGAL_SERVICE, of=Requests)
    other: Requests = block(shared.OTHER_ORGANIZATION, of=Requests)


@attrs.frozen(kw_only=True)
class Table3:
    """表三: requests received and handled; 25 rows by 7 columns, 175 cells, in 件."""

    layout: ClassVar[Layout] = Crosstab(rows=Requests, spanner=shared.APPLICANTS, stub=shared.BALANCE_NOTE)

    natural_person: Requests = block(shared.NATURAL_PERSON, of=Requests)
    organizations: Organizations = block(shared.ORGANIZATIONS, of=Organizations)

    @property
    @printed(shared.TOTAL)
    def total(self) -> Requests:
        """总计: the sum of the six requester columns."""
        return total_of(self, Requests)


@attrs.frozen(kw_only=True)
class Report2021(Report):
    """政府信息公开工作年度报告 in six sections, as article 50 of the Regulation asks and 30号 prints it."""

    overview: Prose = section(shared.OVERVIEW)
    proactive: Prose = section(shared.PROACTIVE)
    t2: Proactive = table(shared.TABLE_2, of=Proactive)
    proactive_after: Prose = after("proactive")
    requests: Prose = section(shared.REQUESTS)
    t3: Table3 = table(shared.TABLE_3, of=Table3)
    requests_after: Prose = after("requests")
    review: Prose = section(shared.REVIEW)
    t4: Table4 = table(shared.TABLE_4, of=Table4)
    review_after: Prose = after("review")
    problems: Prose = section(shared.PROBLEMS)
    other_matters: Prose = section(shared.OTHER_MATTERS)


FORM: Final = form_named("y2021")
