"""How narratives word the numbers of the tables, and the cells that hold them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Final

import attrs

from ..model.numerals import NUMBER
from ..model.outline import CellPath

Cells = tuple[CellPath, ...]

WAYS: Final = "(?<!其中)(?<!其中[，,])通过[^，,。；0-9]{1,12}[、和及与][^，,。；0-9]{1,20}?等(?:方式|渠道|途径|形式)"
_N: Final = f"(?P<n>{NUMBER})"
_COUNTER: Final = "(?:件|条|宗|份|个|起|次|例|项)"
_UNIT: Final = f"(?P<unit>余|多)? ?{_COUNTER}"
_ASKED: Final = (
    "(?:到|了|并|的|公民|自然人|法人|和|或|及|、|其[他它](?:社会)?组织|向(?:[我本](?:局|委|办|厅|部|镇|乡))?|本机关|我单位|提出|提交|各类|有效|"
    "政府|信息|公开|依|全年|本年度?|年度|[12][0-9]{3}年度?|共|新|群众|社会公众|申请人|相关|妥善|处理|办理|要求|"
    f"{WAYS})*+"
)
_THING: Final = "(?:公开|政府|信息|的|申请|书|件|事项|请求|要求|办理(?=事项)|函(?=件))*+"
_COUNTED: Final = "(?:表|数量|总数|总量|数|案件|案|事项|公开|共计|共|总计|合计|计|为|有|分别|的|：|:| )*+"
TALLIED: Final = f"[0-9０-９零〇一二两三四五六七八九十百千万亿] ?{_COUNTER}"


@attrs.frozen
class Figure:
    """A number that narratives tell: how they word it, and the cells that hold it.

    Each of `cells` is a sum that the number may be, also after what `less` holds is taken off. A year that the wording
    names (as the group `year`) is `ahead` of the report's; where `unless` stands before the number, it is another's.
    """

    name: str
    wording: str
    cells: tuple[Cells, ...]
    less: tuple[Cells, ...] = ()
    ahead: int = 0
    unless: str | None = None
    word: str = attrs.field()

    @word.default
    def _word_of_its_name(self) -> str:
        """The word of its name that stands in every sentence which tells it."""
        return next(word for word in _WORDS if word in self.name)

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """The wording, compiled when a narrative is first held against it."""
        return re.compile(self.wording)


_WORDS: Final = (
    "部分公开", "予以公开", "不予公开", "主动公开", "无法提供", "不予处理", "其他处理",
    "起诉", "维持", "纠", "其他结果", "审结", "复议", "诉讼", "规范性文件",
    "国家秘密", "执法案卷", "查询事项", "内部事务", "过程性信息", "不掌握", "现成信息", "公开出版物",
    "申请", "转",
)  # fmt: skip


def _figure(name: str, wording: str, *cells: Cells) -> Figure:
    return Figure(name, wording, cells)


RECEIVED: Final[tuple[Cells, ...]] = (
    (("t3", "total", "received"),),
    (("statistics", "requests", "received", "total"),),
)
ALL_REQUESTS: Final[tuple[Cells, ...]] = (
    *RECEIVED,
    (("t3", "total", "received"), ("t3", "total", "carried_over")),
)
COMPLETED: Final[tuple[Cells, ...]] = (
    (("t3", "total", "outcomes", "total"),),
    (("statistics", "requests", "completed", "total"),),
    (("statistics", "requests", "answers", "total"),),
    *ALL_REQUESTS,
)
RECONSIDERATION: Final[tuple[Cells, ...]] = (
    (("t4", "reconsideration", "total"),),
    (("statistics", "reconsideration", "total"),),
)
LITIGATION: Final[tuple[Cells, ...]] = (
    (("t4", "litigation", "direct", "total"), ("t4", "litigation", "after_reconsideration", "total")),
    (("statistics", "litigation", "total"),),
)


def outcome(*names: str) -> Cells:
    """Results of table 3, in its column 总计."""
    return tuple(("t3", "total", "outcomes", *name.split(".")) for name in names)


# A pattern begins with a letter of its own, and looks back from there: so the search skips to where it may stand.
_GET: Final = "(?:收到|接收|接到|受理|收悉|登记(?=政府|依申请|信息))(?<![未多少]..)"
_NEW: Final = "(?:新收到?|新增|新受理)"
_FINISHED: Final = "(?:收办|办结(?<!未办结)|办理|答复|回复|办复|完成|处理(?<![再予他]处理))"
_TALLY: Final = f"{_COUNTED}{_N}{_UNIT}"
BY_NOW: Final = (
    "(?:现(?=已)|目前|已经?|均|共|全部|依法|当年|全年|今年|本年度?|按时|按期|按规定|在?(?:法定|规定)(?:期限|时限|时间)内|"
    "予以)*+"
)
_WHOLE: Final = "(?![，,、；](?:另|其余)?(?:不予受理|不予处理|未予受理|退回|延期|逾期))"
_MARK: Final = '[“”‘’"]*+'
_RESULT: Final = f"{_MARK}(?:答复|处理|决定|的|类|申请|事项)*+[（(]?{_TALLY}"
_LISTED: Final = '(?<![开供理”’"][及和、与或])(?<!以及)'
_WITHIN: Final = "(?:(?!热线|留言|建议|提案|信访|工单|咨询|投诉|举报|复议|诉讼|网民|来信)[^。；]){0,80}"
LAST: Final = "(?:上一?年度?|(?P<year>[12][0-9]{3})年度?)"
_NEXT: Final = "(?:下一?年度?|次年度?|(?P<year>[12][0-9]{3})年度?)"
MOVED: Final = "(?:结转|转结|(?:转接|顺延|转)(?=[至到入]?(?:下|次|[12][0-9]{3}年)))"
_PLAINLY: Final = "政府信息公开申请(?<![^，,。：:；年度]政府信息公开申请)"
_CARRIED: Final = f"{MOVED}[^，,。；]{{0,16}}$"
_CARRIED_OVER: Final[Cells] = (("t3", "total", "carried_over"),)
_CARRIED_FORWARD: Final[Cells] = (("t3", "total", "carried_forward"),)
_OTHER_HANDLING: Final = outcome("other_handling")


def _finished(wording: str) -> Figure:
    less = (_CARRIED_OVER, _OTHER_HANDLING)
    unless = "协助|配合|指导|[抽检]查|会同|督促|转办|交办|代表?[^，,。；]{0,8}政府[^，,。；]*$"
    return Figure("办理申请", wording, COMPLETED, less=less, unless=unless)


def _result(name: str, wording: str, cells: Cells) -> Figure:
    return Figure(name, wording, (cells,), unless="公文|文件|制[作发]|属性|(?<!已)主动公开[^，。；]{0,10}[0-9]")


def _over(wording: str) -> Figure:
    return Figure("上年结转", wording, (_CARRIED_OVER,), ahead=-1)


def _forward(wording: str) -> Figure:
    return Figure("结转下年度", wording, (_CARRIED_FORWARD,), ahead=1, word="转")


def _ground(name: str, wording: str, path: str) -> Figure:
    return _figure(name, f"{wording}(?:的|类|信息|申请|案件|事项|内容)*+{_MARK}{_TALLY}", outcome(path))


NOT_HELD: Final = "本机关不掌握相关政府信息"
_GROUNDS: Final = (
    _ground("属于国家秘密", "属于国家秘密", "withheld.state_secret"),
    _ground("属于三类内部事务信息", "三类内部事务", "withheld.internal_affairs"),
    _ground("属于四类过程性信息", "四类过程性", "withheld.process_information"),
    _ground("属于行政执法案卷", "属于(?:行政)?执法案卷", "withheld.enforcement_files"),
    _ground("属于行政查询事项", "属于行政查询", "withheld.administrative_inquiries"),
    _ground(NOT_HELD, "不掌握(?:相关)?(?:政府)?(?:信息)?", "unavailable.not_held"),
    _ground("没有现成信息需要另行制作", "没有现成信息(?:，?需要?另行制作)?", "unavailable.needs_creation"),
    _ground("信访举报投诉类申请", "信访、?举报、?投诉类", "not_processed.petition"),
    _ground("要求提供公开出版物", "要求提供公开出版物", "not_processed.publications"),
)
REQUESTS: Final = (
    _figure("新收申请", f"{_NEW}{_ASKED}申请{_THING}{_TALLY}", *RECEIVED),
    _figure("新收申请", f"{_NEW}{_ASKED}{_N}{_UNIT}{_ASKED}申请", *RECEIVED),
    _figure("收到申请", f"{_GET}{_ASKED}申请{_THING}{_TALLY}", *ALL_REQUESTS),
    _figure("收到申请", f"{_GET}{_ASKED}(?<!的){_N}{_UNIT}{_ASKED}申请", *ALL_REQUESTS),
    Figure("收到申请", f"{_PLAINLY}{_TALLY}", ALL_REQUESTS, unless=_CARRIED),
    _finished(f"{_FINISHED}{_FINISHED}*{_ASKED}申请{_THING}(?:答复)?{_TALLY}"),
    _finished(
        f"(?:公开|信息|收到|受理|接到|新收|各类|依|件|宗|份)申请{_WITHIN}[，,、）)]{BY_NOW}{_FINISHED}+(?:完毕)?{_N}{_UNIT}{_WHOLE}"
    ),
    *(
        attrs.evolve(_finished(f"(?<![转年]){_FINISHED}+{_N}{_UNIT}(?:[（(][^）)]*[）)])?[，,：:]{follows}"), word=word)
        for word, follows in (
            ("予以公开", f"其中{_MARK}予以公开"),
            ("结转", f"(?:其余)?{MOVED}"),
            ("继续", "下一?年度?继续"),
        )
    ),
    _result(
        "予以公开和部分公开",
        f"予以公开{_MARK}(?:和|以?及|、|与|或者?){_MARK}(?:予以)?部分公开{_RESULT}",
        outcome("disclosed", "partly_disclosed"),
    ),
    _result("予以公开", f"(?<![分对]){_LISTED}予以公开{_RESULT}", outcome("disclosed")),
    _result("部分公开", f"{_LISTED}(?:予以)?部分公开(?<!同意部分公开){_RESULT}", outcome("partly_disclosed")),
    _result("不予公开", f"(?<!对){_LISTED}不予公开{_RESULT}", outcome("withheld")),
    _result("无法提供", f"(?<!对){_LISTED}无法提供{_RESULT}", outcome("unavailable")),
    _result("不予处理", f"(?<!对){_LISTED}不予处理{_RESULT}", outcome("not_processed")),
    _result("其他处理", f"{_LISTED}其他处理{_RESULT}", _OTHER_HANDLING),
    *_GROUNDS,
    _over(f"{LAST}(?:未办结的?)?{MOVED}(?:的|至|到|本年度?|今年|办理|答复)*+{_ASKED}(?:申请)?(?:办?件)?{_TALLY}"),
    _over(f"{MOVED}{LAST}(?:未办结的?)?{_ASKED}(?:申请)?{_TALLY}"),
    _forward(f"{MOVED}(?:至|到)?{_NEXT}(?:继续)?(?:办理|处理|答复)?{_ASKED}(?:申请)?{_TALLY}"),
    _forward(
        f"{_N}{_UNIT}(?:{_ASKED}申请)?(?:尚未办结|按规定|依法)*{MOVED}(?:至|到|入)?{_NEXT}(?![^，,。；]{{0,8}}[0-9])"
    ),
)
_CASES: Final = "(?:案件|案|件|申请|事项|数量)*+"
_BROUGHT: Final = "(?:被|共|提起|新?发生|收到|新收|引起|引发)*+"
_MATTER: Final = "(?:有关|关于|涉及|因|政府|信息|公开|工作|的|申请|引起|引发|类)*+"
_CAME: Final = "(?<!未)(?<!没有)(?:发生|引发|收到)"
_JUDGES: Final = (
    "(?:受理|办理|审理|审结|代理|承办)[^，,。；]{0,16}(?:复议|诉讼)|为被(?:申请人|告)|结转[^，,。；]{0,10}$"
)


def _review(name: str, wording: str, *cells: Cells) -> Figure:
    return Figure(name, wording, cells, unless=_JUDGES)


def _ended(kind: str, wording: str, blocks: tuple[CellPath, ...]) -> Iterator[Figure]:
    """How the cases of one kind ended."""
    for name, said, leaf in _ENDS:
        cells = tuple((*block, leaf) for block in blocks)
        yield _review(f"{kind}{name}", f"{wording}(?:(?!复议|诉讼|被申请)[^。；]){{0,60}}?{said}{_TALLY}", cells)


_ENDS: Final = (
    ("结果维持", "(?:结果)?维持(?:原(?:答复|决定|行政行为))?", "upheld"),
    ("结果纠正", "(?<!未)被?(?:结果)?纠[正错]", "corrected"),
    ("其他结果", "其他结果", "other"),
    ("尚未审结", "(?:尚)?未审结", "pending"),
)
_BLOCKS: Final = (
    ("t4", "reconsideration"),
    ("t4", "litigation", "direct"),
    ("t4", "litigation", "after_reconsideration"),
)
REVIEW: Final = (
    _review(
        "行政复议和行政诉讼",
        f"行政复议{_CASES}(?:和|、|以?及|与)(?:提起)?(?:行政)?诉讼{_CASES}{_BROUGHT}{_TALLY}",
        *(a + b for a, b in zip(RECONSIDERATION, LITIGATION, strict=True)),
    ),
    _review("行政复议", f"(?:行政)?复议{_CASES}{_BROUGHT}{_TALLY}", *RECONSIDERATION),
    _review("行政复议", f"{_CAME}{_N}{_UNIT}{_MATTER}行政复议", *RECONSIDERATION),
    _review("行政诉讼", f"(?:行政)?诉讼{_CASES}{_BROUGHT}{_TALLY}", *LITIGATION),
    _review("行政诉讼", f"{_CAME}{_N}{_UNIT}{_MATTER}行政诉讼", *LITIGATION),
    _review(
        "直接起诉（未经复议）", f"(?:未经复议)?直接起诉{_CASES}{_TALLY}", (("t4", "litigation", "direct", "total"),)
    ),
    _review("复议后起诉", f"复议后起诉{_CASES}{_TALLY}", (("t4", "litigation", "after_reconsideration", "total"),)),
    *_ended("行政复议", "(?<![、和及与或])行政复议", _BLOCKS[:1]),
    *_ended("行政诉讼", "(?<![、和及与或])行政诉讼", _BLOCKS[1:]),
)
PROACTIVE: Final = (
    _figure(
        "主动公开政府信息",
        f"主动公开(?:各类)?(?:政府)?信息{_TALLY}",
        (("categories", "total"),),
        (("statistics", "proactive", "disclosed", "total"),),
    ),
)


def document(name: str, wording: str, cells: Cells) -> Figure:
    """A number of normative documents that the office itself made."""
    return Figure(name, wording, (cells,), unless="协助|审[查核]|起草|代")


ISSUES: Final = "(?:制定|制发|制作|出台|印发)(?:并|、)?(?:发布|印发|公布|出台)?(?:了)?"
_IN_FORCE: Final = "现行有效的?(?:行政)?(?:规范性文件|件数|文件|数量)"
DOCUMENTS: Final = (
    document("制发行政规范性文件", f"{ISSUES}(?:行政)?规范性文件{_TALLY}", (("t2", "normative_documents", "issued"),)),
    document(
        "废止行政规范性文件",
        f"废止(?:失效)?(?:行政)?规范性文件{_TALLY}",
        (("t2", "normative_documents", "repealed"),),
    ),
    document("现行有效的行政规范性文件", f"{_IN_FORCE}{_TALLY}", (("t2", "normative_documents", "in_force"),)),
)
_CLAUSE_END: Final = "(?:的?(?:情况|情形|事项|案件|申请|要求|现象|事件|案|等|方面|发生))*"
_BREAK: Final = "(?=[，。；,;（()）]|$)"
_OF_INFORMATION: Final = (
    "(?:任何|形式|公民|公众|群众|个人|单位|社会|法人|和|或者?|及|、|(?:其[他它])?组织|申请人|的|依法|提出|要求|关于|有关|涉及|相关|针对|"
    "本部门|本机关|我局|向|依|政府|政务|信息|公开|获取|过|到|书面或其[他它](?=形式)|"
    "通过[^，。；]{1,20}?等(?:方式|渠道|途径|形式))*+"
)
_ASKED_TO_DISCLOSE: Final = "申请(?:公开|政府|政务|信息|的|申请|事项|信?件|请求)*+"
_GOT: Final = "(?:收到|接到|接收到?|受理|发生|涉及到?)(?:和(?:处理|办理))?"
NO_REQUEST: Final = (
    f"(?:未曾?{_GOT}|(?:未有|没有|无)(?:{_GOT}|(?=(?:任何)?(?:依申请公开|政府信息公开申请|公民|群众|个人|单位))))"
    f"{_OF_INFORMATION}{_ASKED_TO_DISCLOSE}{_CLAUSE_END}(?:{_BREAK}|(?=、|和[未没无]))"
)
_NONE: Final = "(?:(?:未|没有|无)(?:发生|收到|接到|出现|产生|引起|引发|涉及|有|(?=[因被]))|没有|无)"
_OVER: Final = (
    "(?:任何|一[起例件宗]|公民|法人|和|或者?|以?及|与|、|其[他它]组织|的|因|就|关于|有关|涉及|针对|本?部门|政府|政务|信息|公开|"
    "类|工作|事务|办理|导致|依|申请|提出|提起|引起|引发|产生|而|被|相关|举报|投诉|信访|向[省市区县]政府)*+"
)
_ZERO: Final = "(?:程序)?(?:均为?|都为|皆为|为)(?:0|０|零)(?:件|起|宗|次|例)?"


def _none_of(kind: str) -> str:
    """No case of one kind, alone or in a list of others."""
    others = f"(?:{_OVER}(?:(?:行政)?(?:复议|诉讼)|申诉){_CASES})*(?:、举报投诉件?)?"
    none = f"(?<!人){_NONE}{others}{_OVER}(?:行政)?{kind}{_CASES}{others}{_CLAUSE_END}{_BREAK}"
    return f"{none}|{kind}{_CASES}{others}{_ZERO}{_BREAK}"


NO_REVIEW: Final = _none_of("复议")
NO_LITIGATION: Final = _none_of("诉讼")
FEES_SAID: Final = f"(?<![免消少])行政事业性收费(?:金额|收入|项目)?{_COUNTED}{_N} ?(?P<unit>万元|亿元|元)"
PROCESSING_FEES: Final = f"信息处理费[^，。；0-9]{{0,12}}{_N} ?万元"
