"""Numbers of the narrative beside one another: totals and their parts, shares, rates, the balance of the requests."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Container, Iterator
from decimal import Decimal
from typing import Any, Final

from ..errors import Words
from ..model.check import Check, Need, Violation, single
from ..model.diagnostic import Severity
from ..narrative.claims import Claim, Why
from ..narrative.comparisons import Part, joined_before, rates_above_all, shares
from ..narrative.concepts import ALL_REQUESTS, COMPLETED, Cells
from ..narrative.growth import last_place
from ..narrative.lists import lists, may_list
from ..narrative.quote import broken_at
from ..narrative.statement import Passage, Statement
from ..narrative.tokens import Token


def parts(statement: Statement) -> Iterator[Violation]:
    """The parts of a total, by channel, by kind of requester, by office or by subject, come to the total."""
    for passage in statement.paragraphs_of_passages:
        text = passage.sentence.text
        if sum(map(str.isdigit, text)) < _FEWEST or not may_list(text, passage.words):
            continue
        wrong = next((listed for listed in lists(passage.tokens) if listed.is_off), None)
        if wrong:
            yield broken_at(passage.sentence, wrong.offset, sum=f"{wrong.sum:f}", said=f"{wrong.said:f}")


_FEWEST: Final = 3  # a total and two parts


def shares_told(statement: Statement) -> Iterator[Violation]:
    """A share of a number follows from the two numbers of which it is told."""
    shared = {sentence.section for sentence in statement.sentences_with("占")}
    for section in _sections(statement, shared) if shared else ():
        numbers: list[Token] = []
        for passage in section:
            seen = [token for token in passage.tokens if "quantity" in token.roles and token.unit and token.value]
            for token, part in shares(passage.tokens) if "占" in passage.sentence.text else ():
                before = [*numbers, *(each for each in seen if each.end <= part.last.end)][-_REMEMBERED:]
                yield from _off(statement, passage, token, part, before)
            numbers = [*numbers, *seen][-_REMEMBERED:]


def _sections(statement: Statement, names: Container[str]) -> Iterator[list[Passage]]:
    for name, group in itertools.groupby(statement.passages, key=lambda passage: passage.sentence.section):
        if name in names:
            yield list(group)


def _off(statement: Statement, passage: Passage, token: Token, part: Part, before: list[Token]) -> Iterator[Violation]:
    """A share that none of the numbers before it come to."""
    parts = joined_before(before, part.last.unit)
    wholes = [part.whole.value] if part.whole is not None else _wholes(statement, part, before[:-1])
    known = [whole for whole in wholes if whole]
    said = token.value or Decimal(0)
    unit = last_place(said)
    right = any(abs(one * 100 / whole - said) < unit for one in parts for whole in known)
    if known and parts and not right:
        whole = Decimal(known[0])
        text = passage.sentence.text[passage.tokens[part.opens].start : token.end]
        due = _rounded(parts[0] * 100 / whole, said)
        yield broken_at(passage.sentence, token.start, said=text, part=f"{parts[0]:f}", whole=f"{whole:f}", due=due)


def _wholes(statement: Statement, part: Part, before: list[Token]) -> list[Any]:
    """What the words behind 占 may mean: numbers told before, and those of table 3."""
    named = part.named
    told = [each.value for each in before if each.unit == part.last.unit and each.value and part.last.value]
    larger = [value for value in told if value and part.last.value and value >= part.last.value]
    if any(word in named for word in ("申请", "收件", "受理", "收到")):
        return [*_table(statement, *ALL_REQUESTS), *larger]
    if any(word in named for word in ("办结", "答复", "办理", "处理")):
        return [*_table(statement, *COMPLETED), *larger]
    if named.startswith(("全", "总")) or not named:
        requests = _table(statement, *COMPLETED) if not named and part.last.unit in ("件", "宗") else []
        return [*larger, *requests] if larger else []
    return []


def _table(statement: Statement, *groups: Cells) -> list[Any]:
    known = (statement.total([cell for under in cells for cell in statement.cells(under)]) for cells in groups)
    return [amount for amount in known if amount]


_REMEMBERED: Final = 24


def _rounded(due: Decimal, said: Decimal) -> str:
    return f"{due.quantize(min(last_place(said), Decimal('0.1')))}%"


def rates(statement: Statement) -> Iterator[Violation]:
    """No more can be finished, answered or public than there is: a rate is at most 100 %."""
    for passage in statement.passages:
        text = passage.sentence.text
        if ("%" in text or "％" in text) and ("率" in text or "度" in text):
            for token in rates_above_all(text, passage.tokens):
                yield broken_at(passage.sentence, token.start, said=token.text)


def balance(statement: Statement) -> Iterator[Violation]:
    """What came in and was carried over is what was finished and is carried forward, in one sentence as in table 3."""
    for sentence, claims in statement.told:
        known = {key: _only(claims, *names) for key, names in _BALANCE.items()}
        told = {key: claim.value for key, claim in known.items() if claim is not None and claim.value is not None}
        if len(told) == len(_BALANCE) and not _balances(told):
            numbers: dict[str, object] = {key: f"{value:f}" for key, value in told.items()}
            yield broken_at(sentence, 0, related=(), severity=None, **numbers)


def _balances(told: dict[str, Decimal]) -> bool:
    return told["in"] + told["over"] == told["done"] + told["forward"] or _is_carried_within(told)


def _is_carried_within(told: dict[str, Decimal]) -> bool:
    """Whether what was received, or what was finished, holds what was carried over or forward already."""
    received = told["in"] == told["done"] + told["forward"]
    return received or told["in"] + told["over"] == told["done"]


_BALANCE: Final = {
    "in": ("新收申请", "收到申请"),
    "over": ("上年结转",),
    "done": ("办理申请",),
    "forward": ("结转下年度",),
}


def _only(claims: tuple[Claim, ...], *names: str) -> Claim | None:
    """The one claim with one of these names; None where there is none, or more than one."""
    found = [claim for claim in claims if claim.concept is not None and claim.concept.name in names]
    return found[0] if len(found) == 1 and found[0].exact and found[0].why is not Why.ABOUT else None


def _check(
    code: str, run: Callable[[Statement], Iterator[Violation]], zh: str, en: str, remedy_zh: str, remedy_en: str
) -> Check[Statement]:
    return single(
        code, run, on=Statement, words=Words(zh, en), remedy=Words(remedy_zh, remedy_en), source="{notice}（内容准确）",
        severity=Severity.WARNING, needs=(Need.NARRATIVE,),
    )  # fmt: skip


CHECKS: Final = (
    _check(
        "P012",
        parts,
        "“其中”各项相加是 {sum}，前面的总数是 {said}：“{quote}”",
        "the parts behind 其中 come to {sum}, the total before them is {said}: “{quote}”",
        "对照登记台账核对总数和各项，更正写错的数；只列了一部分的，写明“主要”",
        "check the total and its parts against the register; where only some are listed, say so",
    ),
    _check(
        "P013",
        shares_told,
        "{part} 占 {whole} 应为 {due}，写的是“{said}”（{quote}）",
        "{part} of {whole} is {due}, the text says “{said}” ({quote})",
        "重新计算占比，或更正所列的数",
        "work out the share again, or correct the numbers",
    ),
    _check(
        "P014",
        rates,
        "比率不会超过 100%：写的是 {said}（{quote}）",
        "a rate is at most 100%: the text says {said} ({quote})",
        "核对后更正比率",
        "check and correct the rate",
    ),
    _check(
        "P015",
        balance,
        "一句中四个数不平：收到 {in}、上年结转 {over}，办结 {done}、结转下年度 {forward}（{quote}）",
        "four numbers of a sentence do not balance: received {in}, carried over {over}, finished {done}, "
        "carried forward {forward} ({quote})",
        "对照表三更正写错的数",
        "correct the wrong one, with table 3 beside it",
    ),
)
