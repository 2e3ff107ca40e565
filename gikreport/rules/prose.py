"""Between the narrative and the tables: the same number, told twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

from ..model.numerals import number
from ..model.rule import Rule, Severity, Violation
from ..model.statement import Sentence, Statement
from .figures import (
    DOCUMENTS,
    FEES_SAID,
    LITIGATION,
    NO_LITIGATION,
    NO_REQUEST,
    NO_REVIEW,
    PROACTIVE,
    RECEIVED,
    RECONSIDERATION,
    REQUESTS,
    REVIEW,
    TALLIED,
    Cells,
    Figure,
)
from .sentences import is_partial, is_wider, quoted

_ABOUT: Final = re.compile("(?:约|近|超过|超|逾|不足|至少|第)$")


def disagreeing(statement: Statement, figures: Iterable[Figure]) -> Iterator[Violation]:
    """Each number of the narrative that is none of the sums it may be."""
    told = set()
    for sentence in statement.sentences_with(*dict.fromkeys(figure.word for figure in figures)):
        if not re.search(TALLIED, sentence.text):
            continue
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
    facts = {"name": figure.name, "said": _plain(said), "due": due, "quote": quoted(sentence, found.start())}
    return Violation(at=(sentence.section,), related=cells[:_MOST_RELATED], facts=facts)


_MOST_RELATED: Final = 8


def _printed(statement: Statement, group: Cells) -> Cells:
    return tuple(cell for under in group for cell in statement.cells(under))


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def requests_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says of requests is what table 3 says, in its column 总计."""
    yield from disagreeing(statement, REQUESTS)


def review_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says of reconsideration and litigation is what table 4 says."""
    yield from disagreeing(statement, REVIEW)


def proactive_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says was disclosed in all is the total of the category table, or of the statistics."""
    yield from disagreeing(statement, PROACTIVE)


def documents_told(statement: Statement) -> Iterator[Violation]:
    """What the narrative says of normative documents issued, repealed and in force is what table 2 says."""
    yield from disagreeing(statement, DOCUMENTS)


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
                quote = quoted(sentence, found.start())
                facts = {"said": format(said.normalize(), "f"), "due": format(due, "f"), "quote": quote}
                facts |= {"guess": guess[0], "guess_en": guess[1]}
                yield Violation(at=(sentence.section,), related=(_FEES,), facts=facts)


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
    yield from _denied(statement, "申请", NO_REQUEST, RECEIVED)


def none_reviewed(statement: Statement) -> Iterator[Violation]:
    """Where there was no reconsideration, or no litigation, table 4 has none."""
    yield from _denied(statement, "复议", NO_REVIEW, RECONSIDERATION)
    yield from _denied(statement, "诉讼", NO_LITIGATION, LITIGATION)


def _denied(statement: Statement, word: str, pattern: str, groups: tuple[Cells, ...]) -> Iterator[Violation]:
    """The sentences that deny what was counted; `word` stands in each of them."""
    denial = re.compile(pattern)
    for sentence in statement.sentences_with(word):
        found = denial.search(sentence.text)
        stated = _first_stated(statement, groups) if found else None
        if found and stated and not is_partial(sentence, found.start(), statement):
            cells, amount = stated
            facts: dict[str, Any] = {"due": amount, "quote": quoted(sentence, found.start())}
            weight = Severity.WARNING if is_wider(sentence, statement) else Severity.ERROR
            yield Violation(at=(sentence.section,), related=cells[:_MOST_RELATED], facts=facts, severity=weight)


def _first_stated(statement: Statement, groups: tuple[Cells, ...]) -> tuple[Cells, Any] | None:
    """The first of these groups of cells that comes to more than nothing, with its sum."""
    amounts = ((cells, statement.total(cells)) for cells in (_printed(statement, group) for group in groups))
    return next(((cells, amount) for cells, amount in amounts if amount), None)


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
    _rule("P202", documents_told, Severity.WARNING, _DISAGREES, _DISAGREES_EN),
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
