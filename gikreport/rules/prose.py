"""Between the narrative and the tables: the same number, told twice."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

import attrs

from ..model.numerals import NUMBER, number
from ..model.outline import CellPath
from ..model.rule import Rule, Severity, Violation
from ..model.statement import Sentence, Statement
from .sentences import is_partial, is_wider, sentences

Cells = tuple[CellPath, ...]

_N: Final = f"(?P<n>{NUMBER})"
_UNIT: Final = "(?P<unit>余|多)?(?:件|条|宗|份|个|起|次|例|项)"
_ASKED: Final = (
    "(?:到|了|并|的|公民|法人|和|或|及|、|其他组织|向|本机关|我单位|提出|提交|各类|有效|政府|信息|公开|依|全年|本年度?|"
    "年度|共|新)*+"
)
_COUNTED: Final = "(?:表|数量|总数|总量|数|案件|案|事项|公开|共计|共|总计|合计|计|为|有|分别|的|：|:)*+"
_ABOUT: Final = re.compile("(?:约|近|超过|超|逾|不足|至少|第)$")


@attrs.frozen
class Figure:
    """A number that narratives tell: how they word it, and the cells that hold it.

    `word` stands in every sentence that tells it; each of `cells` is a sum that the number may be.
    """

    name: str
    word: str
    wording: str
    cells: tuple[Cells, ...]

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """The wording, compiled when a narrative first holds the word."""
        return re.compile(self.wording)


def _figure(name: str, word: str, wording: str, *cells: Cells) -> Figure:
    return Figure(name, word, wording, cells)


def disagreeing(statement: Statement, figures: Iterable[Figure]) -> Iterator[Violation]:
    """Each number of the narrative that is none of the sums it may be."""
    told = set()
    for sentence in sentences(statement):
        taken: list[tuple[int, int]] = []
        for figure in (figure for figure in figures if figure.word in sentence.text):
            for found in figure.pattern.finditer(sentence.text):
                if not _overlaps(found, taken):
                    taken.append(found.span())
                    violation = _compared(statement, sentence, figure, found)
                    key = (figure.name, found["n"], sentence.text)
                    if violation and key not in told:
                        told.add(key)
                        yield violation


def _overlaps(found: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(found.start() < end and start < found.end() for start, end in taken)


def _compared(statement: Statement, sentence: Sentence, figure: Figure, found: re.Match[str]) -> Violation | None:
    said = number(found["n"])
    sums = [(cells, statement.total(cells)) for group in figure.cells for cells in [_printed(statement, group)]]
    known = [(cells, amount) for cells, amount in sums if amount is not None]
    if said is None or not known or any(amount == said for _, amount in known):
        return None
    before = sentence.text[: found.start("n")]
    if found["unit"] or _ABOUT.search(before) or is_partial(sentence, found.start(), statement):
        return None
    cells, due = known[0]
    facts = {"name": figure.name, "said": _plain(said), "due": due, "quote": sentence.quoted(found.start())}
    return Violation(at=(sentence.section,), related=cells[:_MOST_RELATED], facts=facts)


_MOST_RELATED: Final = 8


def _printed(statement: Statement, group: Cells) -> Cells:
    return tuple(cell for under in group for cell in statement.cells(under))


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def requests_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says of requests is what table 3 says, in its column 总计."""
    yield from disagreeing(statement, _REQUESTS)


def review_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says of reconsideration and litigation is what table 4 says."""
    yield from disagreeing(statement, _REVIEW)


def proactive_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says was disclosed in all is the total of the category table, or of the statistics."""
    yield from disagreeing(statement, _PROACTIVE)


def fees_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says was collected as administrative fees is the last cell of table 2, in 万元."""
    due = statement.amount(_FEES) if statement.cells(_FEES) else None
    if isinstance(due, Decimal):
        yield from _fees_beside(statement, due)


def _fees_beside(statement: Statement, due: Decimal) -> Iterator[Violation]:
    for sentence in sentences(statement):
        for found in _FEES_SAID.finditer(sentence.text) if "收费" in sentence.text else ():
            said = _in_wan_yuan(found)
            if said is not None and not _rounds_to(due, said) and not is_partial(sentence, found.start(), statement):
                guess = _IN_YUAN if due == said * 10_000 else ("", "")
                quote = sentence.quoted(found.start())
                facts = {"said": format(said.normalize(), "f"), "due": format(due, "f"), "quote": quote}
                facts |= {"guess": guess[0], "guess_en": guess[1]}
                yield Violation(at=(sentence.section,), related=(_FEES,), facts=facts)


_FEES: Final = ("t2", "fees")
_FEES_SAID: Final = re.compile(f"行政事业性收费(?:金额|收入|项目)?{_COUNTED}{_N}(?P<unit>万元|亿元|元)")
_IN_YUAN: Final = ("，表中疑为以元为单位", "; the table looks like 元")


_IN_WAN: Final = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}


def _in_wan_yuan(found: re.Match[str]) -> Decimal | None:
    said = number(found["n"])
    return None if said is None else said * _IN_WAN[found["unit"]]


def _rounds_to(due: Decimal, said: Decimal) -> bool:
    exponent = said.normalize().as_tuple().exponent
    return isinstance(exponent, int) and abs(due - said) < Decimal(1).scaleb(min(exponent, 0))


def none_received(statement: Statement) -> Iterator[Violation]:
    """Where no request was received, the first item of table 3 is 0."""
    yield from _denied(statement, "申请", _NO_REQUEST, _RECEIVED)


def none_reviewed(statement: Statement) -> Iterator[Violation]:
    """Where there was no reconsideration, or no litigation, table 4 has none."""
    yield from _denied(statement, "复议", _NO_REVIEW, _RECONSIDERATION)
    yield from _denied(statement, "诉讼", _NO_LITIGATION, _LITIGATION)


def _denied(
    statement: Statement, word: str, pattern: re.Pattern[str], groups: tuple[Cells, ...]
) -> Iterator[Violation]:
    amounts = [(cells, statement.total(cells)) for cells in (_printed(statement, group) for group in groups)]
    stated = [(cells, amount) for cells, amount in amounts if amount]
    for sentence in sentences(statement) if stated else ():
        found = pattern.search(sentence.text) if word in sentence.text else None
        if found and not is_partial(sentence, found.start(), statement):
            cells, amount = stated[0]
            facts: dict[str, Any] = {"due": amount, "quote": sentence.quoted(found.start())}
            weight = Severity.WARNING if is_wider(sentence) else Severity.ERROR
            yield Violation(at=(sentence.section,), related=cells[:_MOST_RELATED], facts=facts, severity=weight)


_RECEIVED: Final[tuple[Cells, ...]] = (
    (("t3", "total", "received"),),
    (("statistics", "requests", "received", "total"),),
)
_ALL_REQUESTS: Final[tuple[Cells, ...]] = (
    *_RECEIVED,
    (("t3", "total", "received"), ("t3", "total", "carried_over")),
)
_COMPLETED: Final[tuple[Cells, ...]] = (
    (("t3", "total", "outcomes", "total"),),
    (("statistics", "requests", "completed", "total"),),
    (("statistics", "requests", "answers", "total"),),
    *_ALL_REQUESTS,
)
_RECONSIDERATION: Final[tuple[Cells, ...]] = (
    (("t4", "reconsideration", "total"),),
    (("statistics", "reconsideration", "total"),),
)
_LITIGATION: Final[tuple[Cells, ...]] = (
    (("t4", "litigation", "direct", "total"), ("t4", "litigation", "after_reconsideration", "total")),
    (("statistics", "litigation", "total"),),
)


def _outcome(*names: str) -> Cells:
    return tuple(("t3", "total", "outcomes", name) for name in names)


_GET: Final = "(?:收到|接收|接到|受理|收悉)"
_NEW: Final = "(?:新收到?|新增|新受理)"
_TALLY: Final = f"{_COUNTED}{_N}{_UNIT}"
_RESULT: Final = f"(?:答复|处理|决定|的|申请|事项)*+{_TALLY}"

_REQUESTS: Final = (
    _figure("新收申请", "申请", f"{_NEW}{_ASKED}申请{_TALLY}", *_RECEIVED),
    _figure("新收申请", "申请", f"{_NEW}{_ASKED}{_N}{_UNIT}{_ASKED}申请", *_RECEIVED),
    _figure("收到申请", "申请", f"(?<!未){_GET}{_ASKED}申请{_TALLY}", *_ALL_REQUESTS),
    _figure("收到申请", "申请", f"(?<!未){_GET}{_ASKED}{_N}{_UNIT}{_ASKED}申请", *_ALL_REQUESTS),
    _figure("办理申请", "申请", f"(?:收办|办结|办理|答复){_ASKED}申请{_TALLY}", *_COMPLETED),
    _figure(
        "予以公开和部分公开",
        "部分公开",
        f"予以公开[和及、与](?:予以)?部分公开{_RESULT}",
        _outcome("disclosed", "partly_disclosed"),
    ),
    _figure("予以公开", "予以公开", f"(?<![分及和、与])予以公开{_RESULT}", _outcome("disclosed")),
    _figure("部分公开", "部分公开", f"(?<![及和、与])(?:予以)?部分公开{_RESULT}", _outcome("partly_disclosed")),
    _figure("不予公开", "不予公开", f"(?<![及和、与对])不予公开{_RESULT}", _outcome("withheld")),
    _figure("无法提供", "无法提供", f"(?<![及和、与对])无法提供{_RESULT}", _outcome("unavailable")),
    _figure("不予处理", "不予处理", f"(?<![及和、与对])不予处理{_RESULT}", _outcome("not_processed")),
    _figure("其他处理", "其他处理", f"(?<![及和、与])其他处理{_RESULT}", _outcome("other_handling")),
    _figure("上年结转", "结转", f"上一?年度?结转{_ASKED}(?:申请)?{_TALLY}", (("t3", "total", "carried_over"),)),
    _figure(
        "结转下年度",
        "结转",
        f"结转(?:至|到)?(?:下年|下一年|次年)度?(?:继续)?(?:办理|处理)?{_ASKED}(?:申请)?{_TALLY}",
        (("t3", "total", "carried_forward"),),
    ),
)
_CASES: Final = "(?:案件|案|申请|事项|数量)*+"
_BROUGHT: Final = "(?:被|共|提起|发生|收到|新收|办理|引起)*+"
_REVIEW: Final = (
    _figure(
        "行政复议和行政诉讼",
        "行政复议",
        f"行政复议{_CASES}[和、及与](?:提起)?(?:行政)?诉讼{_CASES}{_BROUGHT}{_TALLY}",
        *(a + b for a, b in zip(_RECONSIDERATION, _LITIGATION, strict=True)),
    ),
    _figure("行政复议", "行政复议", f"行政复议{_CASES}{_BROUGHT}{_TALLY}", *_RECONSIDERATION),
    _figure("行政诉讼", "行政诉讼", f"行政诉讼{_CASES}{_BROUGHT}{_TALLY}", *_LITIGATION),
)
_PROACTIVE: Final = (
    _figure(
        "主动公开政府信息",
        "主动公开",
        f"主动公开(?:各类)?(?:政府)?信息{_TALLY}",
        (("categories", "total"),),
        (("statistics", "proactive", "disclosed", "total"),),
    ),
)
_CLAUSE_END: Final = "(?:的?(?:情况|情形|事项|案件|申请|要求))*(?=[，。；,;、）)]|$)"
_OF_INFORMATION: Final = "(?:任何|公民|法人|和|或|及|、|其他组织|的|提出|关于|有关|依|政府|政务|信息|公开|过|到)*+"
_NO_REQUEST: Final = re.compile(f"(?:未|没有|均未)(?:收到|接到|受理){_OF_INFORMATION}申请{_CLAUSE_END}")
_NONE: Final = "(?:未发生|没有发生|未收到|没有收到|没有|未出现|无)"
_OVER: Final = (
    "(?:任何|公民|法人|和|或|及|、|其他组织|的|因|关于|有关|涉及|政府|政务|信息|公开|工作|"
    "依|申请|提出|提起|引起|引发|被)*+"
)
_LAWSUIT: Final = "(?:行政)?诉讼"
_NO_REVIEW: Final = re.compile(f"{_NONE}{_OVER}行政复议{_CASES}(?:[和、或及与]{_OVER}{_LAWSUIT})?{_CASES}{_CLAUSE_END}")
_NO_LITIGATION: Final = re.compile(f"{_NONE}{_OVER}(?:行政复议{_CASES}[和、或及与]{_OVER})?{_LAWSUIT}{_CLAUSE_END}")

_SOURCE: Final = "{notice} 格式；条例第五十条"


def _rule(code: str, check: Any, severity: Severity, zh: str, en: str, source: str = _SOURCE) -> Rule:
    return Rule(
        code, check, on=Statement, severity=severity, source=source, zh=zh, en=en,
        remedy_zh="核对后更正正文或表格；如果这句话说的是另外的范围，请写明范围",
        remedy_en="check, and correct the text or the table; if the sentence has another scope, let it say so",
    )  # fmt: skip


_DISAGREES: Final = "正文中{name}是 {said}，表中是 {due}：“{quote}”"
_DISAGREES_EN: Final = "the text says {said} ({name}), the table {due}: “{quote}”"

RULES: Final = (
    _rule("P301", requests_told, Severity.WARNING, _DISAGREES, _DISAGREES_EN),
    _rule("P401", review_told, Severity.WARNING, _DISAGREES, _DISAGREES_EN),
    _rule("P501", proactive_told, Severity.WARNING, _DISAGREES, _DISAGREES_EN),
    _rule(
        "P201",
        fees_told,
        Severity.WARNING,
        "正文中行政事业性收费是 {said} 万元，表中是 {due} 万元{guess}：“{quote}”",
        "the text says fees of {said} 万元, the table {due} 万元{guess_en}: “{quote}”",
    ),
    _rule(
        "P302",
        none_received,
        Severity.ERROR,
        "正文说没有收到申请，表中新收 {due} 件，两处不可能都对：“{quote}”",
        "the text says that no request was received, the table has {due}; both cannot be true: “{quote}”",
    ),
    _rule(
        "P402",
        none_reviewed,
        Severity.ERROR,
        "正文说没有发生，表中有 {due} 件，两处不可能都对：“{quote}”",
        "the text says that there was none, the table has {due}; both cannot be true: “{quote}”",
    ),
)
