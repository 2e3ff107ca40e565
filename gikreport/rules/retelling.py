"""The narrative beside last year's report: growth that does not follow from it, text that is still last year's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

import attrs

from ..errors import Words
from ..model.check import Check, Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..narrative.claims import Claim, Period, Scope, Why
from ..narrative.concepts import CONCEPTS
from ..narrative.growth import Told, agrees, change, growths, told_growths
from ..narrative.quote import broken_at
from ..narrative.statement import Passage, Sentence, Statement
from .similarity import NO_SAMENESS
from .sums_told import known_sums, plain, possible

_VARIES: Final = re.compile(r"[0-9〇零一二三四五六七八九十百千万亿.%\s（）()、，,：:年度]+")
_LEAST: Final = 80
_COPIED: Final = 80  # per cent
_SHORTEST: Final = 8


@attrs.frozen(eq=False)
class Retold:
    """What a report says in words, beside the report of the year before."""

    previous: Statement
    this: Statement


def growth_since(years: Retold) -> Iterator[Violation]:
    """Growth over last year follows from last year's report."""
    named = None not in (years.previous.year, years.this.year)
    if named and years.previous.year + 1 != years.this.year:  # type: ignore[operator]
        return
    for passage in years.this.passages:
        if len(passage.sentence.text) > _LONGEST:  # P016 tells that
            continue
        beside = {found.offset for found in growths(passage.tokens, years.this.year)}
        for told in told_growths(passage.tokens):
            claim = _claim_before(passage, told) if told.offset not in beside else None
            if claim is not None and claim.value is not None:
                yield from _off(years, passage, told, claim, claim.value)


def _off(years: Retold, passage: Passage, told: Told, claim: Claim, now: Decimal) -> Iterator[Violation]:
    known = _last_year(years.previous, claim)
    if known and not any(agrees(now, before, told) for before in known):
        due = change(now, known[0], told)
        yield broken_at(passage.sentence, told.offset, said=told.said, due=due, now=now, before=known[0])


def _claim_before(passage: Passage, told: Told) -> Claim | None:
    """The number that is said to have grown: the one before, or that of the requests where 收件 is said again."""
    before = [claim for claim in passage.claims if claim.offset < told.offset and claim.offset != told.number]
    last = before[-1] if before else None
    between = [token for token in passage.tokens if last is not None and last.offset < token.start < told.offset]
    roles = {role for token in between for role in token.roles}
    if roles & {"get", "request", "new"}:
        last = next((claim for claim in reversed(before) if _is_received(claim)), None)
    elif roles - _PASSED:
        return None
    plain = last is not None and last.concept is not None and last.why is Why.COMPARED and last.exact
    return last if plain and told.offset - last.offset <= _FAR else None  # type: ignore[union-attr]


def _is_received(claim: Claim) -> bool:
    return claim.concept is not None and claim.concept.name in ("收到申请", "新收申请")


_PASSED: Final = frozenset((
    "comma", "join", "glue", "compared", "growth", "last", "year", "quantity", "percent", "open", "close",
    "this",
))  # fmt: skip
_LONGEST: Final = 2000
_FAR: Final = 30


def _last_year(previous: Statement, claim: Claim) -> list[Decimal]:
    groups = claim.concept.cells if claim.concept is not None else ()
    sums = (previous.total([cell for under in cells for cell in previous.cells(under)]) for cells in groups)
    return [Decimal(amount) for amount in sums if amount is not None]


def told_again(years: Retold) -> Iterator[Violation]:
    """What the narrative tells of the year before is what last year's report has."""
    if None in (years.previous.year, years.this.year) or years.previous.year + 1 != years.this.year:  # type: ignore[operator]
        return
    for sentence, claims in years.this.told:
        for claim in claims:
            concept = claim.concept if _is_of_last_year(claim) else None
            known = known_sums(years.previous, concept.cells) if concept is not None else []
            if concept is not None and known and claim.value not in possible(years.previous, concept, known):
                said = plain(claim.value) if claim.value is not None else 0
                yield broken_at(
                    sentence, claim.offset, name=concept.name, said=said, due=known[0][1], year=years.previous.year
                )


def _is_of_last_year(claim: Claim) -> bool:
    """Whether a claim tells a number of the office for the year before; what was carried is told by its own rules."""
    plain_scope = claim.scope is Scope.OFFICE and claim.exact and not claim.part
    carried = claim.concept in (CONCEPTS["over"], CONCEPTS["forward"], CONCEPTS["carried"])
    return claim.period is Period.LAST and claim.why is Why.ANOTHER_YEAR and plain_scope and not carried


def copied(years: Retold) -> Iterator[Violation]:
    """A report tells of its own year: not the sentences of the year before, with or without its numbers."""
    known = {_key(sentence.text) for sentence in years.previous.sentences}
    own = [sentence for sentence in years.this.sentences if _counts(sentence)]
    same = [sentence for sentence in own if _key(sentence.text) in known]
    whole = sum(len(sentence.text) for sentence in own)
    percent = round(100 * sum(len(sentence.text) for sentence in same) / whole) if whole >= _LEAST else 0
    if percent >= _COPIED:
        cells = _unchanged(years)
        numbers = f"，表中 {len(cells)} 个不为零的数也与上一年相同" if cells else ""
        numbers_en = f"; {len(cells)} numbers of the tables that are not 0 are last year's too" if cells else ""
        yield Violation(
            related=tuple(cells[:_SHOWN]),
            facts={"percent": percent, "count": len(same), "numbers": numbers, "numbers_en": numbers_en},
        )


_SHOWN: Final = 20


def _counts(sentence: Sentence) -> bool:
    return sentence.section != "preface" and len(_key(sentence.text)) >= _SHORTEST


def _key(text: str) -> str:
    """A sentence without its numbers: a copied text with this year's numbers is a copied text."""
    return _VARIES.sub("", unicodedata.normalize("NFKC", text)).rstrip("。；;")


def _unchanged(years: Retold) -> list[Any]:
    """The cells that hold the same number, more than 0, as last year."""
    return [
        cell
        for name in years.this.tables
        for cell in years.this.cells((name,))
        if years.this.amount(cell) and name in years.previous.tables and cell in set(years.previous.cells((name,)))
        and years.this.amount(cell) == years.previous.amount(cell)
    ]  # fmt: skip


_NEEDS: Final = (Need.NARRATIVE, Need.YEAR_BEFORE)
CHECKS: Final[tuple[Check[Retold], ...]] = (
    single(
        "P017",
        growth_since,
        on=Retold,
        needs=_NEEDS,
        words=Words(
            "上一年的报告是 {before}，今年是 {now}，应为{due}，写的是“{said}”（{quote}）",
            "last year's report has {before}, this year's {now}: {due}; the text says “{said}” ({quote})",
        ),
        remedy=Words("对照上一年的报告重新计算", "work it out again from last year's report"),
        source="{notice}（内容准确）",
        severity=Severity.WARNING,
        rank=Rank.NOTICE,
    ),
    single(
        "P022",
        told_again,
        on=Retold,
        needs=_NEEDS,
        words=Words(
            "正文说{year}年{name}是 {said}，上一年的报告是 {due}：“{quote}”",
            "the text says {said} for {year} ({name}), last year's report {due}: “{quote}”",
        ),
        remedy=Words("对照上一年的报告更正", "correct it from last year's report"),
        source="{notice}（内容准确）",
        severity=Severity.WARNING,
        rank=Rank.NOTICE,
    ),
    single(
        "P018",
        copied,
        on=Retold,
        needs=_NEEDS,
        words=Words(
            "正文有 {percent}% 与上一年的报告相同（共 {count} 句，不计其中的数{numbers}）",
            "{percent}% of the text stands in last year's report too ({count} sentences, numbers aside{numbers_en})",
        ),
        remedy=Words("按本年度的实际情况重写", "write it anew, from what was done this year"),
        source=NO_SAMENESS,
        severity=Severity.WARNING,
        rank=Rank.NOTICE,
    ),
)
