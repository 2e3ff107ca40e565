"""More wordings of what became of the requests: grounds of the form, and numbers that stand before their result."""

from __future__ import annotations

from typing import Final

from ..model.numerals import NUMBER
from .concepts import (
    ALL_REQUESTS,
    BY_NOW,
    COMPLETED,
    DOCUMENTS,
    ISSUES,
    LAST,
    MOVED,
    NOT_HELD,
    RECEIVED,
    Cells,
    Figure,
    document,
    outcome,
)

_UNIT: Final = "(?P<unit>余|多)? ?(?:件|条|宗|份|个|项)"
_N: Final = f"(?P<n>{NUMBER}){_UNIT}"
_DIGITS: Final = "(?P<n>[0-9](?<![0-9.][0-9])(?<![0-9][，,][0-9])[0-9]*)(?P<unit>余|多)? ?(?:件|宗|条)"
_ALL: Final = f"(?P<n>[0-9](?<![^，,。；：:述上][0-9])(?<![0-9][，,][0-9])[0-9]*){_UNIT}"
_SAID: Final = '[”’"]?(?:答复|处理|决定|情形|的|类|信息|申请|案件|事项|内容|数|：|:|为|有|共|计)*+[（(]?'
_REQUEST: Final = "(?:的|政府|信息|公开|依|有效)*+申请"
_DONE: Final = "(?:办结|办理|答复|回复|办复|处理)"
_IN_TIME: Final = "(?:(?!延期|逾期|超期)[^，,。；0-9]){0,16}"
_ANOTHERS: Final = "公文|文件|制[作发]|属性|主动公开|协助|配合|指导|[抽检]查|转办|交办|代表?[^，,。；]{0,8}政府"


def _handled(wording: str, word: str = "申请") -> Figure:
    less = (("t3", "total", "carried_over"),), outcome("other_handling")
    return Figure("办理申请", wording, COMPLETED, less=less, ahead=-1, unless=_ANOTHERS, word=word)


def _ground(name: str, word: str, wording: str, path: str) -> Figure:
    return Figure(name, f"{wording}{_SAID}{_N}", (outcome(path),), word=word)


def _first(name: str, word: str, wording: str, *cells: Cells) -> Figure:
    """A number that stands before its result; where one stands behind it too, nobody knows whose it is."""
    alone = "(?:的|信息|相关政府信息|政府信息)?(?=[，,。；、）)]|$)"
    stated = f"{_DIGITS}(?:申请)?(?:为|是|属于?|因|决定|本(?:机关|单位|局)|我局|予以(?!公开))*{wording}{alone}"
    return Figure(name, stated, cells, unless=f"{_ANOTHERS}|建议|提案|议案|事项|档案|案件|数据", word=word)


def _answered(name: str, wording: str, path: str) -> Figure:
    cells: Cells = (("statistics", "requests", "answers", *path.split(".")),)
    either = (cells, outcome(path)) if path == "partly_disclosed" else (cells,)
    return Figure(name, f"{wording}{_SAID}{_N}", either, unless="公文|文件|制[作发]|属性", word=name)


ANSWERS: Final = (
    _ground("其他法律行政法规禁止公开", "禁止公开", "法律、?行政法规禁止公开", "withheld.barred_by_law"),
    _ground("危及“三安全一稳定”", "三安全", "三安全一稳定", "withheld.security_and_stability"),
    _ground("保护第三方合法权益", "第三方", "保护第三方合法权益", "withheld.third_party_rights"),
    _ground("补正后申请内容仍不明确", "仍不明确", "补正后申请内容仍不明确", "unavailable.still_unclear"),
    _ground("重复申请", "重复申请", "重复申请", "not_processed.repeated"),
    _ground("无正当理由大量反复申请", "大量反复", "大量反复申请", "not_processed.excessive"),
    _ground("确认或重新出具已获取信息", "重新出具", "重新出具已获取信息", "not_processed.confirmation"),
    _handled(f"申请(?:(?<=上述申请)|(?<=以上申请)){BY_NOW}{_DONE}{_N}", word="上"),
    _handled(f"依申请公开(?:共|(?:受理|收到|接收)(?:和|及|并|、))?{_DONE}{_N}", word="依申请公开"),
    _handled(f"{_DONE}(?<![未期时予再].)(?<![未期时予再]..)的{_N}{_REQUEST}"),
    _handled(f"(?:收到|受理|接收|接到)的{_N}{_REQUEST}"),
    _handled(f"{_DONE}(?<!转.)(?<!年.){_N}[（(]含{LAST}(?:未办结的?)?{MOVED}", word="转"),
    _handled(f"{_ALL}(?:政府信息公开|依申请公开|公开)?申请件?(?:均|全部|都|已)++{_IN_TIME}{_DONE}"),
    _handled(f"申请件?[0-9]+件(?:[（(][^（）()]*[）)])?[，,]{_N}(?:均|全部|都|已)++{_IN_TIME}{_DONE}"),
    _handled(f"申请办结数?(?:为|共)?{_N}", word="申请办结"),
    Figure("新收申请", f"(?:本年度?|今年|当年)新收到?{_N}", RECEIVED, word="新收"),
    Figure(
        "收到申请",
        f"{LAST}{MOVED}(?:政府|信息|公开|的|申请)*+[0-9]+件[，,](?:共计|合计|总计){_N}",
        ALL_REQUESTS,
        ahead=-1,
        word="转",
    ),
    Figure(
        "结转下年度",
        f"下一?年度?继续(?:办理|处理)(?:的|有|为)*{_N}",
        ((("t3", "total", "carried_forward"),),),
        word="继续",
    ),
    _first("予以公开", "予", "(?:予以|准予)公开", outcome("disclosed")),
    _first("部分公开", "部分公开", "部分公开", outcome("partly_disclosed")),
    _first("不予公开", "不予公开", "不予公开", outcome("withheld")),
    _first("无法提供", "无法提供", "无法提供", outcome("unavailable")),
    _first("不予处理", "不予处理", "不予处理", outcome("not_processed")),
    _first("属于国家秘密", "国家秘密", "国家秘密", outcome("withheld.state_secret")),
    _first("属于行政执法案卷", "执法案卷", "(?:行政)?执法案卷", outcome("withheld.enforcement_files")),
    _first(NOT_HELD, "不掌握", "不掌握", outcome("unavailable.not_held")),
    _answered("同意公开", "同意公开(?<!不同意公开)", "disclosed"),
    _answered("同意部分公开", "同意部分公开", "partly_disclosed"),
    _answered("不同意公开", "不同意公开", "refused.total"),
    _answered("信息不存在", "信息不存在", "not_existing"),
)


def _of_them(name: str, wording: str, leaf: str) -> Figure:
    """Documents of the kind that was named before: 制发规范性文件3件，废止1件."""
    kind = f"{ISSUES}(?:行政)?规范性文件(?:(?!文件|规章|条例)[^。；]){{1,24}}[，,、]"
    return document(name, f"{kind}{wording}{_N}", _normative(leaf))


def _normative(leaf: str) -> Cells:
    return (("t2", "normative_documents", leaf),)


_ISSUED, _REPEALED, _IN_FORCE = (figure.name for figure in DOCUMENTS)
DOCUMENTS_OF_THEM: Final = (
    document(_ISSUED, f"{ISSUES}{_N}(?:行政)?规范性文件(?![^，,。；]{{0,8}}[0-9])", _normative("issued")),
    _of_them(_REPEALED, "(?:宣布)?废止(?:失效)?的?", "repealed"),
    _of_them(_IN_FORCE, "现行有效的?", "in_force"),
)
