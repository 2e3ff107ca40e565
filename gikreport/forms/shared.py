"""What several official forms print word for word alike."""

from __future__ import annotations

from typing import ClassVar, Final

import attrs

from ..model.fields import block, count, printed
from ..model.grid import Layout
from ..model.layouts import Columns
from ..model.sums import total_of

TOTAL: Final = "总计"
ITEM_1: Final = "第二十条第（一）项"
ITEM_5: Final = "第二十条第（五）项"
ITEM_6: Final = "第二十条第（六）项"
ITEM_8: Final = "第二十条第（八）项"
RULES_WORDS: Final = "规章"
LICENSING: Final = "行政许可"
PENALTIES: Final = "行政处罚"
COMPULSION: Final = "行政强制"
FEES: Final = "行政事业性收费"
CONTENT: Final = "信息内容"
APPLICANTS: Final = "申请人情况"
NATURAL_PERSON: Final = "自然人"
ORGANIZATIONS: Final = "法人或其他组织"
COMMERCIAL: Final = "商业企业"
RESEARCH: Final = "科研机构"
WELFARE: Final = "社会公益组织"
LEGAL_SERVICE: Final = "法律服务机构"
OTHER_ORGANIZATION: Final = "其他"
PREVIOUS_ITEMS: Final = "上一年项目数量"
ITEMS_CHANGE: Final = "本年增/减"
BALANCE_NOTE: Final = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
RECEIVED: Final = "一、本年新收政府信息公开申请数量"
CARRIED_OVER: Final = "二、上年结转政府信息公开申请数量"
OUTCOMES: Final = "三、本年度办理结果"
CARRIED_FORWARD: Final = "四、结转下年度继续办理"
DISCLOSED: Final = "（一）予以公开"
PARTLY_DISCLOSED: Final = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
WITHHELD: Final = "（三）不予公开"
UNAVAILABLE: Final = "（四）无法提供"
NOT_PROCESSED: Final = "（五）不予处理"
OTHER_HANDLING: Final = "（六）其他处理"
OUTCOMES_TOTAL: Final = "（七）总计"
OVERVIEW: Final = "一、总体情况"
PROACTIVE: Final = "二、主动公开政府信息情况"
REQUESTS: Final = "三、收到和处理政府信息公开申请情况"
REVIEW: Final = "四、政府信息公开行政复议、行政诉讼情况"
PROBLEMS: Final = "五、存在的主要问题及改进情况"
OTHER_MATTERS: Final = "六、其他需要报告的事项"
TABLE_2: Final = "表二"
TABLE_3: Final = "表三"
TABLE_4: Final = "表四"


class Balanced:
    """A requester column of table 3: what came in must equal what was handled and what is carried forward."""

    __slots__ = ()
    received: int
    carried_over: int
    carried_forward: int

    @property
    def handled(self) -> int:
        """（七）总计 of the column, in 件."""
        raise NotImplementedError


class Kept:
    """Documents of one kind: those in force are last year's, with what was issued and without what was repealed."""

    __slots__ = ()
    issued: int
    repealed: int
    in_force: int


class Itemised:
    """Administrative items of one kind: last year's number, and the change of this year."""

    __slots__ = ()
    previous: int
    change: int


class Whole:
    """A heading with a number of its own (`total`) and lines below it that are parts of it (其中)."""

    __slots__ = ()
    total: int


class Channelled:
    """What was disclosed through several channels: the same information counts once in all, and in each channel."""

    __slots__ = ()

    @property
    def through_channels(self) -> tuple[int, ...]:
        """How much each channel carried, in 条."""
        raise NotImplementedError

    @property
    def in_all(self) -> int:
        """What was disclosed in all, in 条."""
        raise NotImplementedError


@attrs.frozen(kw_only=True)
class Withheld:
    """（三）不予公开, by its ground: articles 14 to 16 of the Regulation (国务院令第711号), in 件."""

    state_secret: int = count("1.属于国家秘密")
    barred_by_law: int = count("2.其他法律行政法规禁止公开")
    security_and_stability: int = count("3.危及“三安全一稳定”")
    third_party_rights: int = count("4.保护第三方合法权益")
    internal_affairs: int = count("5.属于三类内部事务信息")
    process_information: int = count("6.属于四类过程性信息")
    enforcement_files: int = count("7.属于行政执法案卷")
    administrative_inquiries: int = count("8.属于行政查询事项")

    @property
    def total(self) -> int:
        """The subtotal that the form does not print and narratives quote, in 件."""
        return total_of(self, int)


@attrs.frozen(kw_only=True)
class Unavailable:
    """（四）无法提供, by its ground: article 36 of the Regulation, in 件."""

    not_held: int = count("1.本机关不掌握相关政府信息")
    needs_creation: int = count("2.没有现成信息需要另行制作")
    still_unclear: int = count("3.补正后申请内容仍不明确")

    @property
    def total(self) -> int:
        """The subtotal that the form does not print, in 件."""
        return total_of(self, int)


@attrs.frozen(kw_only=True)
class NotProcessed:
    """（五）不予处理, by its ground: articles 35, 36 and 39 of the Regulation, in 件."""

    petition: int = count("1.信访举报投诉类申请")
    repeated: int = count("2.重复申请")
    publications: int = count("3.要求提供公开出版物")
    excessive: int = count("4.无正当理由大量反复申请")
    confirmation: int = count("5.要求行政机关确认或重新出具已获取信息")

    @property
    def total(self) -> int:
        """The subtotal that the form does not print, in 件."""
        return total_of(self, int)


@attrs.frozen(kw_only=True)
class Results:
    """How a group of cases on review or in court ended, in 件."""

    upheld: int = count("结果维持")
    corrected: int = count("结果纠正")
    other: int = count("其他结果")
    pending: int = count("尚未审结")

    @property
    @printed(TOTAL)
    def total(self) -> int:
        """总计 of the block: its four results."""
        return total_of(self, int)


@attrs.frozen(kw_only=True)
class Litigation:
    """行政诉讼: cases brought directly, and after reconsideration."""

    direct: Results = block("未经复议直接起诉", of=Results)
    after_reconsideration: Results = block("复议后起诉", of=Results)

    @property
    def total(self) -> int:
        """All cases in court, in 件; the form does not print this number."""
        return self.direct.total + self.after_reconsideration.total


@attrs.frozen(kw_only=True)
class Table4:
    """表四: administrative reconsideration and litigation over OGI, 15 cells in one row, in 件."""

    layout: ClassVar[Layout] = Columns()

    reconsideration: Results = block("行政复议", of=Results)
    litigation: Litigation = block("行政诉讼", of=Litigation)
