"""Between the narrative and the tables: the same number, told twice."""

from __future__ import annotations

import collections
import enum
import functools
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import attrs

from ..errors import Words
from ..model.check import Check, Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..narrative.claims import Claim, Period, Scope, Why
from ..narrative.concepts import ALL_REQUESTS, CONCEPTS, FEES, LITIGATION, RECEIVED, RECONSIDERATION, Cells, Concept
from ..narrative.groups import is_result
from ..narrative.quote import broken_at
from ..narrative.statement import Sentence, Statement
from .results_told import results_off
from .sums_told import known_sums, plain, possible, printed


def disagreeing(statement: Statement, code: str) -> Iterator[Violation]:
    """Each number of the narrative that is none of the sums it may be."""
    told = set()
    came_in = _sections_that_tell_what_came_in(statement) if code == "P301" else set()
    for sentence, claims in statement.told:
        of_code = [claim for claim in claims if _is_told_by(claim, code)]
        names = {claim.concept.name for claim in of_code if claim.concept is not None}
        strictly = _Strict.ALL if names >= _CARRIED else _Strict.VERB if sentence.section in came_in else _Strict.NO
        agreed: dict[str, Claim] = {}
        together = _together(of_code)
        for claim in sorted(of_code, key=lambda claim: claim.concept.rank if claim.concept else 0):
            violation = _compared(statement, sentence, claim, strictly=strictly)
            name = claim.concept.name if claim.concept is not None else ""
            key = (name, claim.digits, sentence.text)
            if violation is None and claim.why is Why.COMPARED:
                agreed.setdefault(name, claim)
            elif (
                violation
                and key not in told
                and not _is_in_parts(statement, sentence, claim, together, agreed.get(name))
            ):
                told.add(key)
                yield violation

    yield from results_off(statement) if code == "P301" else ()


def _is_in_parts(
    statement: Statement, sentence: Sentence, claim: Claim, together: Mapping[str, Decimal], whole: Claim | None
) -> bool:
    """Whether a number is told in parts: each of them behind the whole, 共3件，其中甲1件, or all that come to it."""
    if whole is not None and claim.value is not None and whole.value is not None and claim.value < whole.value:
        return not claim.value or "其中" in sentence.text[whole.offset : claim.offset]
    concept = claim.concept
    if concept is None or together.get(concept.name) in (None, claim.value):
        return False
    known = known_sums(statement, concept.cells)
    return bool(known) and together[concept.name] in possible(statement, concept, known)


def _together(claims: list[Claim]) -> Mapping[str, Decimal]:
    """What the numbers of each name come to in a sentence."""
    sums: dict[str, Decimal] = collections.defaultdict(Decimal)
    for claim in claims:
        if claim.concept is not None and claim.value and claim.why is Why.COMPARED:
            sums[claim.concept.name] += claim.value
    return sums


def _is_told_by(claim: Claim, code: str) -> bool:
    """Whether a rule looks at a claim; that there were no requests and no cases has rules of its own."""
    name = claim.concept.name if claim.concept is not None and claim.concept.code == code else None
    if is_result(claim.concept) and not claim.negated:  # results_told looks at those
        return False
    return name is not None and not (claim.negated and name in ("收到申请", "行政复议", "行政诉讼"))


def _sections_that_tell_what_came_in(statement: Statement) -> set[str]:
    """The sections that tell what was received beside what was finished: there the one is not the other."""
    told: dict[str, set[str]] = collections.defaultdict(set)
    for sentence, claims in statement.told:
        told[sentence.section] |= {
            claim.concept.name for claim in claims if claim.concept is not None and claim.why is Why.COMPARED
        }
    return {section for section, names in told.items() if names & _CAME_IN or {"上年结转", "结转下年度"} <= names}


_CARRIED: Final = frozenset(["上年结转", "结转下年度"])
_CAME_IN: Final = frozenset(["收到申请", "新收申请"])
_FINISHED: Final = ("办结", "办毕", "答复", "办复", "回复", "完毕")


class _Strict(enum.Enum):
    """How strictly what was finished is compared: as it may be counted, as the verb says, as its own row alone."""

    NO = 0
    VERB = 1
    ALL = 2


def _compared(statement: Statement, sentence: Sentence, claim: Claim, *, strictly: _Strict) -> Violation | None:
    concept, said = claim.concept, claim.value
    if concept is None or said is None or claim.why is not Why.COMPARED:
        return None
    if concept.name == "办理申请" and strictly is not _Strict.NO:
        concept = _as_told(concept, claim, strictly)
    known = known_sums(statement, concept.cells)
    if not known or said in possible(statement, concept, known):
        return None
    cells, due = known[0]
    return broken_at(sentence, claim.offset, related=cells, name=concept.name, said=plain(said), due=due)


def _as_told(concept: Concept, claim: Claim, strictly: _Strict) -> Concept:
    """What was finished, beside what came in: 办结 is what has a result; 办理 may be all that was dealt with."""
    finished = any(verb in claim.because for verb in _FINISHED)
    groups = tuple(group for group in concept.cells if group not in (ALL_REQUESTS if finished else RECEIVED))
    return attrs.evolve(concept, cells=groups, less=() if strictly is _Strict.ALL else concept.less)


def requests_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says of requests is what table 3 says, in its column 总计."""
    yield from disagreeing(statement, "P301")


def review_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says of reconsideration and litigation is what table 4 says."""
    yield from disagreeing(statement, "P401")


def proactive_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says was disclosed in all is the total of the category table, or of the statistics."""
    yield from disagreeing(statement, "P501")


def documents_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says of normative documents issued, repealed and in force is what table 2 says."""
    yield from disagreeing(statement, "P202")


def fees_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says was collected as administrative fees is the last cell of table 2, in 万元."""
    for sentence, claim, due in _of_fees(statement, "P201"):
        said = _in_wan_yuan(claim)
        if claim.why is Why.COMPARED and said is not None and not _rounds_to(due, said):
            guess = _IN_YUAN if due == said * 10_000 else ("", "")
            yield broken_at(
                sentence, claim.offset, related=(FEES,),
                said=f"{said.normalize():f}", due=f"{due:f}", guess=guess[0], guess_en=guess[1],
            )  # fmt: skip


def processing_fees_told(statement: Statement) -> Iterator[Violation]:
    """The fees for information processing are among the administrative fees, the last cell of table 2, in 万元."""
    for sentence, claim, due in _of_fees(statement, "P203"):
        if claim.unit == "万元" and claim.value is not None and claim.value > due:
            yield broken_at(sentence, claim.offset, related=(FEES,), said=f"{claim.value:f}", due=f"{due:f}")


def _of_fees(statement: Statement, code: str) -> Iterator[tuple[Sentence, Claim, Decimal]]:
    """The sums of money that are told, beside the fees of table 2."""
    for sentence, claims in statement.told:
        for claim in claims:
            if claim.concept is not None and claim.concept.code == code and statement.cells(FEES):
                due = statement.amount(FEES)
                if isinstance(due, Decimal):
                    yield sentence, claim, due


_IN_YUAN: Final = ("，表中疑为以元为单位", "; the table looks like 元")
_IN_WAN: Final = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}


def _in_wan_yuan(claim: Claim) -> Decimal | None:
    return None if claim.value is None else claim.value * _IN_WAN.get(claim.unit, Decimal(1))


def _rounds_to(due: Decimal, said: Decimal) -> bool:
    exponent = said.normalize().as_tuple().exponent
    return isinstance(exponent, int) and abs(due - said) < Decimal(1).scaleb(min(exponent, 0))


def none_received(statement: Statement) -> Iterator[Violation]:
    """Where no request was received, the first item of table 3 is 0."""
    yield from _denied(statement, _REQUEST, "收到申请", RECEIVED)


def none_reviewed(statement: Statement) -> Iterator[Violation]:
    """Where there was no reconsideration, or no litigation, table 4 has none."""
    yield from _denied(statement, _RECONSIDERATION, "行政复议", RECONSIDERATION)
    yield from _denied(statement, _LITIGATION, "行政诉讼", LITIGATION)


_REQUEST: Final = ("申请", "request")
_RECONSIDERATION: Final = ("复议", "reconsideration")
_LITIGATION: Final = ("诉讼", "litigation")
_SAME: Final = ("两处不可能都对", "both cannot be true")
_SAME_SCOPE: Final = ("如果说的是同一范围，两处不可能都对", "if both have the same scope, both cannot be true")


def _denied(statement: Statement, kind: tuple[str, str], name: str, groups: tuple[Cells, ...]) -> Iterator[Violation]:
    """The sentences that deny what was counted."""
    for sentence, claims in statement.told:
        claim = next((claim for claim in claims if _denies(claim, name)), None)
        stated = _first_stated(statement, groups) if claim is not None else None
        if claim is not None and stated is not None:
            wider = claim.scope in (Scope.WIDER, Scope.NARROWER)
            weight, so = (Severity.WARNING, _SAME_SCOPE) if wider else (Severity.ERROR, _SAME)
            told = {"due": stated[1], "kind": kind[0], "kind_en": kind[1], "so": so[0], "so_en": so[1]}
            yield broken_at(sentence, claim.offset, related=stated[0], severity=weight, **told)


def _denies(claim: Claim, name: str) -> bool:
    of_name = claim.concept is not None and claim.concept.name == name
    return claim.negated and of_name and claim.why is Why.COMPARED


def last_year_named(statement: Statement) -> Iterator[Violation]:
    """What was received this year is not told of the year before, in words that P001 does not look at."""
    last, this = f"{(statement.year or 0) - 1}年", re.compile(f"{statement.year}年|今年|本年")
    for sentence, claims in statement.told if statement.year else ():
        claim = next((claim for claim in claims if _is_of_last_year(statement, claim)), None)
        if claim is not None and claim.value is not None:
            prose = statement.prose[sentence.section]
            opens = prose.paragraphs[sentence.paragraph].text.lstrip().startswith(last)  # P001 tells that
            if (this.search(prose.text) or not opens) and not this.search(sentence.text):
                yield broken_at(sentence, 0, said=last, number=plain(claim.value), due=f"{statement.year}年")


def _is_of_last_year(statement: Statement, claim: Claim) -> bool:
    received = claim.concept is not None and claim.concept.name in ("收到申请", "新收申请") and not claim.negated
    known = received and claim.period is Period.LAST and claim.value is not None and claim.value >= _TELLING
    return known and claim.value in {amount for _, amount in known_sums(statement, RECEIVED)}


_TELLING: Final = 5  # a smaller number may well be the same in both years


def _first_stated(statement: Statement, groups: tuple[Cells, ...]) -> tuple[Cells, Any] | None:
    """The first of these groups of cells that comes to more than nothing, with its sum."""
    amounts = ((cells, statement.total(cells)) for cells in (printed(statement, group) for group in groups))
    return next(((cells, amount) for cells, amount in amounts if amount), None)


_SOURCE: Final = "{notice} 格式；条例第五十条"
_Run = Callable[[Statement], Iterator[Violation]]


def _check(
    code: str, run: _Run, severity: Severity, zh: str, en: str, source: str = _SOURCE, *, rank: Rank
) -> Check[Statement]:
    remedy_zh = "核对原始数据，更正正文或表格；如果这句话说的是另外的范围（如全县、某一渠道），请在句中写明"
    remedy_en = "check the source, correct the text or the table; a sentence of another scope should say so"
    words, remedy, needs = Words(zh, en), Words(remedy_zh, remedy_en), (Need.NARRATIVE,)
    numbers = code not in ("P302", "P402", "P303")
    return single(
        code, run, on=Statement, words=words, remedy=remedy, source=source, severity=severity, needs=needs,
        rank=rank,
        wants=(Need.TABLES, Need.KNOWN_WORDS) if numbers else (Need.TABLES,),
        concerns=functools.partial(_has_cells, code=code) if numbers else None,
    )  # fmt: skip


def _has_cells(statement: Statement, code: str) -> bool:
    """Whether the report has a cell for any of the numbers that a rule compares."""
    groups = (group for concept in CONCEPTS.values() if concept.code == code for group in concept.cells)
    return any(statement.cells(cell) for group in groups for cell in group)


_DISAGREES: Final = "正文中{name}是 {said}，表中是 {due}：“{quote}”"
_DISAGREES_EN: Final = "the text says {said} ({name}), the table {due}: “{quote}”"

CHECKS: Final = (
    _check(
        "P301",
        requests_told,
        Severity.WARNING,
        _DISAGREES,
        _DISAGREES_EN,
        rank=Rank.NOTICE,
    ),
    _check(
        "P202",
        documents_told,
        Severity.WARNING,
        _DISAGREES,
        _DISAGREES_EN,
        rank=Rank.NOTICE,
    ),
    _check(
        "P401",
        review_told,
        Severity.WARNING,
        _DISAGREES,
        _DISAGREES_EN,
        rank=Rank.NOTICE,
    ),
    _check(
        "P501",
        proactive_told,
        Severity.WARNING,
        _DISAGREES,
        _DISAGREES_EN,
        rank=Rank.NOTICE,
    ),
    _check(
        "P201",
        fees_told,
        Severity.WARNING,
        "正文中行政事业性收费是 {said} 万元，表中是 {due} 万元{guess}：“{quote}”",
        "the text says fees of {said} 万元, the table {due} 万元{guess_en}: “{quote}”",
        rank=Rank.NOTICE,
    ),
    _check(
        "P203",
        processing_fees_told,
        Severity.WARNING,
        "正文中信息处理费是 {said} 万元，多于表二的行政事业性收费 {due} 万元，疑为把元写成了万元：“{quote}”",
        "the text says {said} 万元 for information processing, more than all fees of table 2, {due} 万元; "
        "it looks like 元: “{quote}”",
        source="国办函〔2020〕109号；{notice}",
        rank=Rank.INFERENCE,
    ),
    _check(
        "P303",
        last_year_named,
        Severity.WARNING,
        "写的是{said}，{number} 却是表中{due}新收的件数，疑为年份没有改：“{quote}”",
        "the text says {said}, and {number} is what the table has for {due}; the year looks left in: “{quote}”",
        rank=Rank.INFERENCE,
    ),
    _check(
        "P302",
        none_received,
        Severity.ERROR,
        "正文说没有收到申请，表中新收 {due} 件，{so}：“{quote}”",
        "the text says that no request was received, the table has {due}; {so_en}: “{quote}”",
        rank=Rank.NOTICE,
    ),
    _check(
        "P402",
        none_reviewed,
        Severity.ERROR,
        "正文说没有发生{kind}，表中有 {due} 件，{so}：“{quote}”",
        "the text says that there was no {kind_en}, the table has {due}; {so_en}: “{quote}”",
        rank=Rank.NOTICE,
    ),
)
