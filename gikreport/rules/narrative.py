"""Between the narrative and the tables: the same number, told twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from ..errors import Words
from ..model.check import Check, Need, Violation, single
from ..model.diagnostic import Severity
from ..model.numerals import number
from ..narrative.answers import ANSWERS, DOCUMENTS_OF_THEM
from ..narrative.concepts import (
    ALL_REQUESTS,
    DOCUMENTS,
    FEES_SAID,
    LITIGATION,
    NO_LITIGATION,
    NO_REQUEST,
    NO_REVIEW,
    PROACTIVE,
    PROCESSING_FEES,
    RECEIVED,
    RECONSIDERATION,
    REQUESTS,
    REVIEW,
    TALLIED,
    Cells,
    Figure,
)
from ..narrative.quote import broken_at
from ..narrative.scope import is_of_others, is_partial, is_wider, without_asides
from ..narrative.statement import Sentence, Statement

_ABOUT: Final = "(?:约|近|超过|超|逾|不足|至少|第)$"


def disagreeing(statement: Statement, figures: Iterable[Figure]) -> Iterator[Violation]:
    """Each number of the narrative that is none of the sums it may be."""
    told, tallied = set(), re.compile(TALLIED)
    for sentence in statement.sentences_with(*{figure.word for figure in figures}):
        if not tallied.search(sentence.text):
            continue
        taken: list[tuple[int, int]] = []
        for figure in (figure for figure in figures if figure.word in sentence.text):
            for found in figure.pattern.finditer(sentence.text):
                if not _overlaps(found, taken) and _is_of_its_year(statement, figure, found):
                    taken.append(found.span("n"))
                    violation = _compared(statement, sentence, figure, found)
                    key = (figure.name, found["n"], sentence.text)
                    if violation and key not in told:
                        told.add(key)
                        yield violation


def _is_of_its_year(statement: Statement, figure: Figure, found: re.Match[str]) -> bool:
    year = found.groupdict().get("year")
    return year is None or (statement.year is not None and int(year) == statement.year + figure.ahead)


def _overlaps(found: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(found.start("n") < end and start < found.end("n") for start, end in taken)


def _compared(statement: Statement, sentence: Sentence, figure: Figure, found: re.Match[str]) -> Violation | None:
    said, known = number(found["n"]), _known(statement, figure.cells)
    if said is None or not known or said in _possible(statement, figure, known):
        return None
    if found["unit"] or not _means_the_table(statement, sentence, figure, found):
        return None
    cells, due = known[0]
    told = {"name": figure.name, "said": _plain(said), "due": due}
    return broken_at(sentence, found.start("n"), related=cells, **told)


def _known(statement: Statement, groups: Iterable[Cells]) -> list[tuple[Cells, Any]]:
    """The cells of each group that the report has, with their sum where it is known."""
    sums = [(cells, statement.total(cells)) for cells in (_printed(statement, group) for group in groups)]
    return [(cells, amount) for cells, amount in sums if amount is not None]


def _possible(statement: Statement, figure: Figure, known: list[tuple[Cells, Any]]) -> set[Any]:
    """Every number that a sentence which tells this figure may rightly say."""
    off = [amount for _, amount in _known(statement, figure.less)]
    return {amount - less for _, amount in known for less in (0, *off)}


def _means_the_table(statement: Statement, sentence: Sentence, figure: Figure, found: re.Match[str]) -> bool:
    """Whether the number is said to be exact, and of all that the table counts."""
    at = found.start("n")
    before = sentence.text[:at]
    of_others = figure.unless is not None and re.search(figure.unless, before)
    return not (
        of_others
        or re.search(_ABOUT, before)
        or any(is_partial(sentence, until, statement) for until in (found.start(), at))
        or any(is_of_others(sentence, until, statement) for until in (found.start(), at))
    )


def _printed(statement: Statement, group: Cells) -> Cells:
    return tuple(cell for under in group for cell in statement.cells(under))


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def requests_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says of requests is what table 3 says, in its column 总计."""
    yield from disagreeing(statement, (*REQUESTS, *ANSWERS))


def review_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says of reconsideration and litigation is what table 4 says."""
    yield from disagreeing(statement, REVIEW)


def proactive_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says was disclosed in all is the total of the category table, or of the statistics."""
    yield from disagreeing(statement, PROACTIVE)


def documents_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says of normative documents issued, repealed and in force is what table 2 says."""
    yield from disagreeing(statement, (*DOCUMENTS, *DOCUMENTS_OF_THEM))


def fees_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says was collected as administrative fees is the last cell of table 2, in 万元."""
    telling = statement.sentences_with("收费")
    due = statement.amount(_FEES) if telling and statement.cells(_FEES) else None
    if isinstance(due, Decimal):
        yield from _fees_beside(telling, due, statement)


def _fees_beside(telling: Iterable[Sentence], due: Decimal, statement: Statement) -> Iterator[Violation]:
    for sentence in telling:
        for found in re.finditer(FEES_SAID, sentence.text):
            said = _in_wan_yuan(found)
            if said is not None and not _rounds_to(due, said) and not is_partial(sentence, found.start(), statement):
                guess = _IN_YUAN if due == said * 10_000 else ("", "")
                yield broken_at(
                    sentence, found.start(), related=(_FEES,),
                    said=f"{said.normalize():f}", due=f"{due:f}", guess=guess[0], guess_en=guess[1],
                )  # fmt: skip


def processing_fees_told(statement: Statement) -> Iterator[Violation]:
    """The fees for information processing are among the administrative fees, the last cell of table 2, in 万元."""
    telling = statement.sentences_with("信息处理费")
    due = statement.amount(_FEES) if telling and statement.cells(_FEES) else None
    for sentence in telling if isinstance(due, Decimal) else ():
        for found in re.finditer(PROCESSING_FEES, sentence.text):
            said = number(found["n"])
            if said is not None and isinstance(due, Decimal) and said > due:
                yield broken_at(sentence, found.start(), related=(_FEES,), said=f"{said:f}", due=f"{due:f}")


_FEES: Final = ("t2", "fees")
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
    yield from _denied(statement, _REQUEST, NO_REQUEST, RECEIVED)


def none_reviewed(statement: Statement) -> Iterator[Violation]:
    """Where there was no reconsideration, or no litigation, table 4 has none."""
    yield from _denied(statement, _RECONSIDERATION, NO_REVIEW, RECONSIDERATION)
    yield from _denied(statement, _LITIGATION, NO_LITIGATION, LITIGATION)


_NO: Final = "[未没无零0０]"
_REQUEST: Final = ("申请", "request")
_RECONSIDERATION: Final = ("复议", "reconsideration")
_LITIGATION: Final = ("诉讼", "litigation")
_SAME: Final = ("两处不可能都对", "both cannot be true")
_SAME_SCOPE: Final = ("如果说的是同一范围，两处不可能都对", "if both have the same scope, both cannot be true")


def _denied(
    statement: Statement, kind: tuple[str, str], pattern: str, groups: tuple[Cells, ...]
) -> Iterator[Violation]:
    """The sentences that deny what was counted; the word of its kind stands in each of them."""
    telling = [sentence for sentence in statement.sentences_with(kind[0]) if re.search(_NO, sentence.text)]
    stated = _first_stated(statement, groups) if telling else None
    cells, amount = stated or ((), 0)
    for sentence in telling if stated else ():
        found = re.search(pattern, sentence.text)
        if found and not is_partial(sentence, found.start(), statement):
            wider = is_wider(sentence, statement) or is_of_others(sentence, found.start(), statement)
            weight, so = (Severity.WARNING, _SAME_SCOPE) if wider else (Severity.ERROR, _SAME)
            told = {"due": amount, "kind": kind[0], "kind_en": kind[1], "so": so[0], "so_en": so[1]}
            yield broken_at(sentence, found.start(), related=cells, severity=weight, **told)


def last_year_named(statement: Statement) -> Iterator[Violation]:
    """What was received this year is not told of the year before, in words that P001 does not look at."""
    last, this = f"{(statement.year or 0) - 1}年", re.compile(f"{statement.year}年|今年|本年")
    for sentence in statement.sentences_with(last) if statement.year else ():
        prose = statement.prose[sentence.section]
        opens = prose.paragraphs[sentence.paragraph].text.lstrip().startswith(last)  # P001 tells that
        if (this.search(prose.text) or not opens) and not this.search(sentence.text):
            yield from _told_of_last_year(statement, sentence, last)


def _told_of_last_year(statement: Statement, sentence: Sentence, last: str) -> Iterator[Violation]:
    known = {amount for _, amount in _known(statement, RECEIVED)}
    for figure in REQUESTS:
        found = figure.pattern.search(sentence.text) if figure.cells in (RECEIVED, ALL_REQUESTS) else None
        said = number(found["n"]) if found else None
        before = without_asides(sentence.text[: found.start("n")]) if found else ""
        if last in before and said in known and said is not None and said >= _TELLING:
            yield broken_at(sentence, 0, said=last, number=_plain(said), due=f"{statement.year}年")
            return


_TELLING: Final = 5  # a smaller number may well be the same in both years


def _first_stated(statement: Statement, groups: tuple[Cells, ...]) -> tuple[Cells, Any] | None:
    """The first of these groups of cells that comes to more than nothing, with its sum."""
    amounts = ((cells, statement.total(cells)) for cells in (_printed(statement, group) for group in groups))
    return next(((cells, amount) for cells, amount in amounts if amount), None)


_SOURCE: Final = "{notice} 格式；条例第五十条"
_Run = Callable[[Statement], Iterator[Violation]]


def _check(code: str, run: _Run, severity: Severity, zh: str, en: str, source: str = _SOURCE) -> Check[Statement]:
    remedy_zh = "核对原始数据，更正正文或表格；如果这句话说的是另外的范围（如全县、某一渠道），请在句中写明"
    remedy_en = "check the source, correct the text or the table; a sentence of another scope should say so"
    words, remedy, needs = Words(zh, en), Words(remedy_zh, remedy_en), (Need.NARRATIVE,)
    return single(code, run, on=Statement, words=words, remedy=remedy, source=source, severity=severity, needs=needs)


_DISAGREES: Final = "正文中{name}是 {said}，表中是 {due}：“{quote}”"
_DISAGREES_EN: Final = "the text says {said} ({name}), the table {due}: “{quote}”"

CHECKS: Final = (
    _check("P301", requests_told, Severity.WARNING, _DISAGREES, _DISAGREES_EN),
    _check("P202", documents_told, Severity.WARNING, _DISAGREES, _DISAGREES_EN),
    _check("P401", review_told, Severity.WARNING, _DISAGREES, _DISAGREES_EN),
    _check("P501", proactive_told, Severity.WARNING, _DISAGREES, _DISAGREES_EN),
    _check(
        "P201",
        fees_told,
        Severity.WARNING,
        "正文中行政事业性收费是 {said} 万元，表中是 {due} 万元{guess}：“{quote}”",
        "the text says fees of {said} 万元, the table {due} 万元{guess_en}: “{quote}”",
    ),
    _check(
        "P203",
        processing_fees_told,
        Severity.WARNING,
        "正文中信息处理费是 {said} 万元，多于表二的行政事业性收费 {due} 万元，疑为把元写成了万元：“{quote}”",
        "the text says {said} 万元 for information processing, more than all fees of table 2, {due} 万元; "
        "it looks like 元: “{quote}”",
        source="国办函〔2020〕109号；{notice}",
    ),
    _check(
        "P303",
        last_year_named,
        Severity.WARNING,
        "写的是{said}，{number} 却是表中{due}新收的件数，疑为年份没有改：“{quote}”",
        "the text says {said}, and {number} is what the table has for {due}; the year looks left in: “{quote}”",
    ),
    _check(
        "P302",
        none_received,
        Severity.ERROR,
        "正文说没有收到申请，表中新收 {due} 件，{so}：“{quote}”",
        "the text says that no request was received, the table has {due}; {so_en}: “{quote}”",
    ),
    _check(
        "P402",
        none_reviewed,
        Severity.ERROR,
        "正文说没有发生{kind}，表中有 {due} 件，{so}：“{quote}”",
        "the text says that there was no {kind_en}, the table has {due}; {so_en}: “{quote}”",
    ),
)
