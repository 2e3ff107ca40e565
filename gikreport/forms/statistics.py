"""政府信息公开情况统计表 of 国办发〔2014〕32号, for the report years 2014 to 2018: 65 printed lines in nine groups.

The scope of the table was read in the notice; the wording of its lines is from recollection.
"""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Final

import attrs

from ..model.fields import block, count, head, money, printed_head
from ..model.grid import Layout
from ..model.layouts import Listing
from ..model.sums import total_of
from .shared import Channelled, Whole

_CORRECTED: Final = "（二）被依法纠错数"
_OTHER: Final = "（三）其他情形数"


@attrs.frozen(kw_only=True)
class Disclosed(Whole):
    """（一）主动公开政府信息数: its own number, in 条, and two lines below it."""

    total: int = head(unit="条")
    normative_documents: int = count("其中：主动公开规范性文件数", unit="条", part=True)
    documents_issued: int = count("制发规范性文件总数", unit="件")


@attrs.frozen(kw_only=True)
class Channels:
    """（二）通过不同渠道和方式公开政府信息的情况, in 条."""

    gazette: int = count("1.政府公报公开政府信息数", unit="条")
    website: int = count("2.政府网站公开政府信息数", unit="条")
    microblog: int = count("3.政务微博公开政府信息数", unit="条")
    wechat: int = count("4.政务微信公开政府信息数", unit="条")
    other: int = count("5.其他方式公开政府信息数", unit="条")


@attrs.frozen(kw_only=True)
class ProactiveStatistics(Channelled):
    """一、主动公开情况."""

    disclosed: Disclosed = block("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", of=Disclosed)
    channels: Channels = block("（二）通过不同渠道和方式公开政府信息的情况", of=Channels)

    @property
    def through_channels(self) -> tuple[int, ...]:
        """How much each channel carried, in 条."""
        of = self.channels
        return (of.gazette, of.website, of.microblog, of.wechat, of.other)

    @property
    def in_all(self) -> int:
        """主动公开政府信息数, each piece counted once, in 条."""
        return self.disclosed.total


@attrs.frozen(kw_only=True)
class Conferences(Whole):
    """1.参加或举办新闻发布会总次数, and how many the head of the office attended, in 次."""

    total: int = head(unit="次")
    by_principals: int = count("其中：主要负责同志参加新闻发布会次数", unit="次", part=True)


@attrs.frozen(kw_only=True)
class Interviews(Whole):
    """2.政府网站在线访谈次数, and how many the head of the office attended, in 次."""

    total: int = head(unit="次")
    by_principals: int = count("其中：主要负责同志参加政府网站在线访谈次数", unit="次", part=True)


@attrs.frozen(kw_only=True)
class ResponseChannels:
    """（二）通过不同渠道和方式回应解读的情况, in 次 and 篇."""

    conferences: Conferences = block("1.参加或举办新闻发布会总次数", of=Conferences)
    interviews: Interviews = block("2.政府网站在线访谈次数", of=Interviews)
    articles: int = count("3.政策解读稿件发布数", unit="篇")
    social_media: int = count("4.微博微信回应事件数", unit="次")
    other: int = count("5.其他方式回应事件数", unit="次")


@attrs.frozen(kw_only=True)
class Responses:
    """二、回应解读情况."""

    total: int = count("（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）", unit="次")
    channels: ResponseChannels = block("（二）通过不同渠道和方式回应解读的情况", of=ResponseChannels)


@attrs.frozen(kw_only=True)
class Received:
    """（一）收到申请数, by the way it came, in 件."""

    @property
    @printed_head()
    def total(self) -> int:
        """收到申请数: the sum of the four ways."""
        return total_of(self, int)

    in_person: int = count("1.当面申请数")
    fax: int = count("2.传真申请数")
    online: int = count("3.网络申请数")
    letter: int = count("4.信函申请数")


@attrs.frozen(kw_only=True)
class Completed:
    """（二）申请办结数, in 件."""

    @property
    @printed_head()
    def total(self) -> int:
        """申请办结数: in time and after an extension."""
        return total_of(self, int)

    in_time: int = count("1.按时办结数")
    extended: int = count("2.延期办结数")


@attrs.frozen(kw_only=True)
class Refused:
    """4.不同意公开答复数, by its ground, in 件."""

    @property
    @printed_head()
    def total(self) -> int:
        """不同意公开答复数: the sum of the six grounds."""
        return total_of(self, int)

    state_secret: int = count("其中：涉及国家秘密")
    trade_secret: int = count("涉及商业秘密")
    privacy: int = count("涉及个人隐私")
    security_and_stability: int = count("危及国家安全、公共安全、经济安全和社会稳定")
    no_government_information: int = count("不是《条例》所指政府信息")
    other: int = count("法律法规规定的其他情形")


@attrs.frozen(kw_only=True)
class Answers:
    """（三）申请答复数, by its kind, in 件."""

    @property
    @printed_head()
    def total(self) -> int:
        """申请答复数: the sum of the eight kinds."""
        return total_of(self, int)

    already_public: int = count("1.属于已主动公开范围数")
    disclosed: int = count("2.同意公开答复数")
    partly_disclosed: int = count("3.同意部分公开答复数")
    refused: Refused = block("4.不同意公开答复数", of=Refused)
    other_agency: int = count("5.不属于本行政机关公开数")
    not_existing: int = count("6.申请信息不存在数")
    to_correct: int = count("7.告知作出更改补充数")
    other_ways: int = count("8.告知通过其他途径办理数")


@attrs.frozen(kw_only=True)
class RequestStatistics:
    """三、依申请公开情况."""

    received: Received = block("（一）收到申请数", of=Received)
    completed: Completed = block("（二）申请办结数", of=Completed)
    answers: Answers = block("（三）申请答复数", of=Answers)


@attrs.frozen(kw_only=True)
class ReconsiderationStatistics:
    """四、行政复议数量, in 件."""

    @property
    @printed_head()
    def total(self) -> int:
        """行政复议数量: the sum of the three results."""
        return total_of(self, int)

    upheld: int = count("（一）维持具体行政行为数")
    corrected: int = count(_CORRECTED)
    other: int = count(_OTHER)


@attrs.frozen(kw_only=True)
class LitigationStatistics:
    """五、行政诉讼数量, in 件."""

    @property
    @printed_head()
    def total(self) -> int:
        """行政诉讼数量: the sum of the three results."""
        return total_of(self, int)

    upheld: int = count("（一）维持具体行政行为或者驳回原告诉讼请求数")
    corrected: int = count(_CORRECTED)
    other: int = count(_OTHER)


@attrs.frozen(kw_only=True)
class Staff:
    """（三）从事政府信息公开工作人员数, in 人."""

    @property
    @printed_head(unit="人")
    def total(self) -> int:
        """从事政府信息公开工作人员数: full time and part time."""
        return total_of(self, int)

    full_time: int = count("1.专职人员数（不包括政府公报及政府网站工作人员数）", unit="人")
    part_time: int = count("2.兼职人员数", unit="人")


@attrs.frozen(kw_only=True)
class Resources:
    """八、机构建设和保障经费情况."""

    offices: int = count("（一）政府信息公开工作专门机构数", unit="个")
    reading_places: int = count("（二）设置政府信息公开查阅点数", unit="个")
    staff: Staff = block("（三）从事政府信息公开工作人员数", of=Staff)
    funds: Decimal = money("（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）")


@attrs.frozen(kw_only=True)
class Training:
    """九、政府信息公开会议和培训情况."""

    meetings: int = count("（一）召开政府信息公开工作会议或专题会议数", unit="次")
    courses: int = count("（二）举办各类培训班数", unit="次")
    participants: int = count("（三）接受培训人员数", unit="人次")


@attrs.frozen(kw_only=True)
class Statistics:
    """政府信息公开情况统计表: nine groups, 58 numbers and seven plain headings."""

    layout: ClassVar[Layout] = Listing(columns=("统计指标", "单位", "统计数"))

    proactive: ProactiveStatistics = block("一、主动公开情况", of=ProactiveStatistics)
    responses: Responses = block("二、回应解读情况", of=Responses)
    requests: RequestStatistics = block("三、依申请公开情况", of=RequestStatistics)
    reconsideration: ReconsiderationStatistics = block("四、行政复议数量", of=ReconsiderationStatistics)
    litigation: LitigationStatistics = block("五、行政诉讼数量", of=LitigationStatistics)
    complaints: int = count("六、举报投诉数量")
    fees: Decimal = money("七、依申请公开信息收取的费用")
    resources: Resources = block("八、机构建设和保障经费情况", of=Resources)
    training: Training = block("九、政府信息公开会议和培训情况", of=Training)
