"""The form of 国办公开办函〔2019〕60号 (格式（试行）), for the report years 2019 and 2020."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Final

import attrs

from ..model.fields import after, block, change, count, money, printed, section, table
from ..model.grid import Layout
from ..model.layouts import Articles, Crosstab
from ..model.prose import Prose
from ..model.report import Report
from ..model.sums import total_of
from . import form_named, shared
from .shared import Balanced, Itemised, NotProcessed, Table4, Unavailable, Withheld


@attrs.frozen(kw_only=True)
class Produced:
    """How many documents of one kind were made and made public in the year, and are public in all, in 件."""

    produced: int = count("本年新制作数量")
    newly_public: int = count("本年新公开数量")
    public: int = count("对外公开总数量")


@attrs.frozen(kw_only=True)
class Items(Itemised):
    """One kind of administrative item: how many last year, the change of this year, the decisions taken."""

    previous: int = count(shared.PREVIOUS_ITEMS, unit="项")
    change: int = change(shared.ITEMS_CHANGE, unit="项")
    decisions: int = count("处理决定数量")


@attrs.frozen(kw_only=True)
class FeeItems(Itemised):
    """行政事业性收费: how many items last year, and the change of this year, in 项."""

    previous: int = count(shared.PREVIOUS_ITEMS, unit="项")
    change: int = change(shared.ITEMS_CHANGE, unit="项")


@attrs.frozen(kw_only=True)
class Procurement:
    """政府集中采购: how many projects, and their amount in 万元 (the form names no unit, so it is printed)."""

    projects: int = count("采购项目数量", unit="项")
    amount: Decimal = money("采购总金额", shows_unit=True)


@attrs.frozen(kw_only=True)
class Proactive2019:
    """表二: proactive disclosure under article 20 of the Regulation (国务院令第711号), 22 cells, no totals."""

    layout: ClassVar[Layout] = Articles(stub=shared.CONTENT)

    administrative_rules: Produced = block(shared.ITEM_1, shared.RULES_WORDS, of=Produced)
    normative_documents: Produced = block(shared.ITEM_1, "规范性文件", of=Produced)
    licensing: Items = block(shared.ITEM_5, shared.LICENSING, of=Items)
    other_services: Items = block(shared.ITEM_5, "其他对外管理服务事项", of=Items)
    penalties: Items = block(shared.ITEM_6, shared.PENALTIES, of=Items)
    compulsion: Items = block(shared.ITEM_6, shared.COMPULSION, of=Items)
    fees: FeeItems = block(shared.ITEM_8, shared.FEES, of=FeeItems)
    procurement: Procurement = block("第二十条第（九）项", "政府集中采购", of=Procurement)


@attrs.frozen(kw_only=True)
class Outcomes2019:
    """三、本年度办理结果 of one requester column: 19 lines and their total, in 件."""

    disclosed: int = count(shared.DISCLOSED)
    partly_disclosed: int = count(shared.PARTLY_DISCLOSED)
    withheld: Withheld = block(shared.WITHHELD, of=Withheld)
    unavailable: Unavailable = block(shared.UNAVAILABLE, of=Unavailable)
    not_processed: NotProcessed = block(shared.NOT_PROCESSED, of=NotProcessed)
    other_handling: int = count(shared.OTHER_HANDLING)

    @property
    @printed(shared.OUTCOMES_TOTAL)
    def total(self) -> int:
        """（七）总计: all 19 lines above it, in 件."""
        return total_of(self, int)


@attrs.frozen(kw_only=True)
class Requests2019(Balanced):
    """One requester column of 表三, in 件."""

    received: int = count(shared.RECEIVED)
    carried_over: int = count(shared.CARRIED_OVER)
    outcomes: Outcomes2019 = block(shared.OUTCOMES, of=Outcomes2019)
    carried_forward: int = count(shared.CARRIED_FORWARD)

    @property
    def handled(self) -> int:
        """（七）总计 of the column, in 件."""
        return self.outcomes.total


@attrs.frozen(kw_only=True)
class Organizations2019:
    """法人或其他组织: the five kinds of requester that are not natural persons."""

    commercial: Requests2019 = block(shared.COMMERCIAL, of=Requests2019)
    research: Requests2019 = block(shared.RESEARCH, of=Requests2019)
    welfare: Requests2019 = block(shared.WELFARE, of=Requests2019)
    legal_service: Requests2019 = block(shared.LEGAL_SERVICE, of=Requests2019)
    other: Requests2019 = block(shared.OTHER_ORGANIZATION, of=Requests2019)


@attrs.frozen(kw_only=True)
class Table32019:
    """表三: requests received and handled; 23 rows by 7 columns, 161 cells, in 件."""

    layout: ClassVar[Layout] = Crosstab(rows=Requests2019, spanner=shared.APPLICANTS, stub=shared.BALANCE_NOTE)

    natural_person: Requests2019 = block(shared.NATURAL_PERSON, of=Requests2019)
    organizations: Organizations2019 = block(shared.ORGANIZATIONS, of=Organizations2019)

    @property
    @printed(shared.TOTAL)
    def total(self) -> Requests2019:
        """总计: the sum of the six requester columns."""
        return total_of(self, Requests2019)


@attrs.frozen(kw_only=True)
class Report2019(Report):
    """政府信息公开工作年度报告 in six sections, as 60号 prints it; encouraged for 2019, due for 2020."""

    overview: Prose = section(shared.OVERVIEW)
    proactive: Prose = section(shared.PROACTIVE)
    t2: Proactive2019 = table(shared.TABLE_2, of=Proactive2019)
    proactive_after: Prose = after("proactive")
    requests: Prose = section(shared.REQUESTS)
    t3: Table32019 = table(shared.TABLE_3, of=Table32019)
    requests_after: Prose = after("requests")
    review: Prose = section(shared.REVIEW)
    t4: Table4 = table(shared.TABLE_4, of=Table4)
    review_after: Prose = after("review")
    problems: Prose = section(shared.PROBLEMS)
    other_matters: Prose = section(shared.OTHER_MATTERS)


FORM: Final = form_named("y2019")
