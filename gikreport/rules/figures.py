"""How narratives word the numbers of the tables, and the cells that hold them."""

from __future__ import annotations

import functools
import re
from typing import Final

import attrs

from ..model.numerals import NUMBER
from ..model.outline import CellPath

Cells = tuple[CellPath, ...]

_N: Final = f"(?P<n>{NUMBER})"
_UNIT: Final = "(?P<unit>余|多)?(?:件|条|宗|份|个|起|次|例|项)"
_ASKED: Final = (
    "(?:到|了|并|的|公民|法人|和|或|及|、|其他组织|向|本机关|我单位|提出|提交|各类|有效|政府|信息|公开|依|全年|本年度?|"
    "年度|共|新)*+"
)
_COUNTED: Final = "(?:表|数量|总数|总量|数|案件|案|事项|公开|共计|共|总计|合计|计|为|有|分别|的|：|:)*+"


TALLIED: Final = "[0-9０-９零〇一二两三四五六七八九十百千万亿](?:余|多)?(?:件|条|宗|份|个|起|次|例|项)"


@attrs.frozen
class Figure:
    """A number that narratives tell: how they word it, and the cells that hold it.

    Each of `cells` is a sum that the number may be.
    """

    name: str
    wording: str
    cells: tuple[Cells, ...]

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """The wording, compiled when a narrative is first held against it."""
        return re.compile(self.wording)

    @functools.cached_property
    def word(self) -> str:
        """The word of its name that stands in every sentence which tells it."""
        return next(word for word in _WORDS if word in self.name)


_WORDS: Final = (
    "申请", "结转", "部分公开", "予以公开", "不予公开", "主动公开", "无法提供", "不予处理", "其他处理", "行政复议",
    "行政诉讼", "规范性文件",
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


def _outcome(*names: str) -> Cells:
    return tuple(("t3", "total", "outcomes", name) for name in names)


_GET: Final = "(?:收到|接收|接到|受理|收悉)"
_NEW: Final = "(?:新收到?|新增|新受理)"
_TALLY: Final = f"{_COUNTED}{_N}{_UNIT}"
_RESULT: Final = f"(?:答复|处理|决定|的|申请|事项)*+{_TALLY}"

REQUESTS: Final = (
    _figure("新收申请", f"{_NEW}{_ASKED}申请{_TALLY}", *RECEIVED),
    _figure("新收申请", f"{_NEW}{_ASKED}{_N}{_UNIT}{_ASKED}申请", *RECEIVED),
    _figure("收到申请", f"(?<!未){_GET}{_ASKED}申请{_TALLY}", *ALL_REQUESTS),
    _figure("收到申请", f"(?<!未){_GET}{_ASKED}{_N}{_UNIT}{_ASKED}申请", *ALL_REQUESTS),
    _figure("办理申请", f"(?:收办|办结|办理|答复){_ASKED}申请{_TALLY}", *COMPLETED),
    _figure(
        "予以公开和部分公开", f"予以公开[和及、与](?:予以)?部分公开{_RESULT}", _outcome("disclosed", "partly_disclosed")
    ),
    _figure("予以公开", f"(?<![分及和、与])予以公开{_RESULT}", _outcome("disclosed")),
    _figure("部分公开", f"(?<![及和、与])(?:予以)?部分公开{_RESULT}", _outcome("partly_disclosed")),
    _figure("不予公开", f"(?<![及和、与对])不予公开{_RESULT}", _outcome("withheld")),
    _figure("无法提供", f"(?<![及和、与对])无法提供{_RESULT}", _outcome("unavailable")),
    _figure("不予处理", f"(?<![及和、与对])不予处理{_RESULT}", _outcome("not_processed")),
    _figure("其他处理", f"(?<![及和、与])其他处理{_RESULT}", _outcome("other_handling")),
    _figure("上年结转", f"上一?年度?结转{_ASKED}(?:申请)?{_TALLY}", (("t3", "total", "carried_over"),)),
    _figure(
        "结转下年度",
        f"结转(?:至|到)?(?:下年|下一年|次年)度?(?:继续)?(?:办理|处理)?{_ASKED}(?:申请)?{_TALLY}",
        (("t3", "total", "carried_forward"),),
    ),
)
_CASES: Final = "(?:案件|案|申请|事项|数量)*+"
_BROUGHT: Final = "(?:被|共|提起|发生|收到|新收|办理|引起)*+"
REVIEW: Final = (
    _figure(
        "行政复议和行政诉讼",
        f"行政复议{_CASES}[和、及与](?:提起)?(?:行政)?诉讼{_CASES}{_BROUGHT}{_TALLY}",
        *(a + b for a, b in zip(RECONSIDERATION, LITIGATION, strict=True)),
    ),
    _figure("行政复议", f"行政复议{_CASES}{_BROUGHT}{_TALLY}", *RECONSIDERATION),
    _figure("行政诉讼", f"行政诉讼{_CASES}{_BROUGHT}{_TALLY}", *LITIGATION),
)
PROACTIVE: Final = (
    _figure(
        "主动公开政府信息",
        f"主动公开(?:各类)?(?:政府)?信息{_TALLY}",
        (("categories", "total"),),
        (("statistics", "proactive", "disclosed", "total"),),
    ),
)
DOCUMENTS: Final = (
    _figure("制发行政规范性文件", f"制发(?:行政)?规范性文件{_TALLY}", (("t2", "normative_documents", "issued"),)),
    _figure("废止行政规范性文件", f"废止(?:行政)?规范性文件{_TALLY}", (("t2", "normative_documents", "repealed"),)),
    _figure(
        "现行有效的行政规范性文件",
        f"现行有效的?(?:行政)?规范性文件{_TALLY}",
        (("t2", "normative_documents", "in_force"),),
    ),
)
_CLAUSE_END: Final = "(?:的?(?:情况|情形|事项|案件|申请|要求))*(?=[，。；,;、（()）]|$)"
_OF_INFORMATION: Final = "(?:任何|公民|法人|和|或|及|、|其他组织|的|提出|关于|有关|依|政府|政务|信息|公开|过|到)*+"
NO_REQUEST: Final = f"(?:未|没有|均未)(?:收到|接到|受理){_OF_INFORMATION}申请{_CLAUSE_END}"
_NONE: Final = "(?:未发生|没有发生|未收到|没有收到|没有|未出现|无)"
_OVER: Final = (
    "(?:任何|公民|法人|和|或|及|、|其他组织|的|因|关于|有关|涉及|政府|政务|信息|公开|工作|"
    "依|申请|提出|提起|引起|引发|被)*+"
)
_LAWSUIT: Final = "(?:行政)?诉讼"
NO_REVIEW: Final = f"{_NONE}{_OVER}行政复议{_CASES}(?:[和、或及与]{_OVER}{_LAWSUIT})?{_CASES}{_CLAUSE_END}"
NO_LITIGATION: Final = f"{_NONE}{_OVER}(?:行政复议{_CASES}[和、或及与]{_OVER})?{_LAWSUIT}{_CLAUSE_END}"
FEES_SAID: Final = f"行政事业性收费(?:金额|收入|项目)?{_COUNTED}{_N}(?P<unit>万元|亿元|元)"
