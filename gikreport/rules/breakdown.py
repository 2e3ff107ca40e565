"""Numbers of the narrative beside one another: totals and their parts, shares, rates, the balance of the requests."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Container, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final

from ..errors import Words
from ..model.check import Check, Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..narrative.claims import Claim, Scope, Why
from ..narrative.closed_lists import closed_lists, may_close
from ..narrative.comparisons import RATES_OF, Part, joined_before, rates_above_all, rates_told, same_unit, shares
from ..narrative.concepts import ALL_REQUESTS, COMPLETED, CONCEPTS, RECEIVED, RESULTS, Cells
from ..narrative.growth import last_place
from ..narrative.lists import lists, may_list
from ..narrative.quote import broken_at
from ..narrative.statement import Passage, Statement
from ..narrative.surroundings import is_received
from ..narrative.tokens import Token


def parts(statement: Statement) -> Iterator[Violation]:
    """The parts of a total, by channel, by kind of requester, by office or by subject, come to the total."""
    last: Passage | None = None
    known = frozenset(_table(statement, *ALL_REQUESTS))
    told = tuple(_in_table(each) for each in _table(statement, *RECEIVED))
    for passage in statement.paragraphs_of_passages:
        text = passage.sentence.text
        before, last = last, passage
        if sum(map(str.isdigit, text)) < _FEWEST:
            continue
        opened = lists(passage.tokens, known, told) if may_list(text, passage.words) else ()
        closed = closed_lists(passage.tokens, _numbers_before(before, passage)) if may_close(text) else ()
        wrong = next((listed for listed in itertools.chain(opened, closed) if listed.is_off), None)
        if wrong:
            yield broken_at(passage.sentence, wrong.offset, sum=f"{wrong.sum:f}", said=f"{wrong.said:f}")
        told = (*told, *_received(passage))[-_MOST:]


def _in_table(received: Any) -> Token:
    """What table 3 says was received, as if a sentence before had told it."""
    return Token(frozenset(["quantity"]), "", 0, 0, Decimal(received), "件")


def _received(passage: Passage) -> list[Token]:
    """The numbers that a sentence says were received."""
    places = {claim.offset for claim in passage.told if claim.value and is_received(claim)}
    return [token for token in passage.tokens if token.start in places and "quantity" in token.roles] if places else []


_MOST: Final = 6


def _numbers_before(last: Passage | None, passage: Passage) -> Sequence[Token]:
    """The words of the sentence before, in one paragraph: a list may tell the parts of its numbers."""
    if last is None or len(last.sentence.text) > _LONG:
        return ()
    same = (last.sentence.section, last.sentence.paragraph) == (passage.sentence.section, passage.sentence.paragraph)
    return last.tokens if same else ()


_LONG: Final = 400
_FEWEST: Final = 3  # a total and two parts; what came in, what was carried over and what was due


def shares_told(statement: Statement) -> Iterator[Violation]:
    """A share of a number follows from the two numbers of which it is told."""
    shared = {sentence.section for sentence in statement.sentences_with("占", *_IN_BRACKETS)}
    for section in _sections(statement, shared) if shared else ():
        numbers: list[Token] = []
        for passage in section:
            seen = [token for token in passage.tokens if "quantity" in token.roles and token.unit and token.value]
            for token, part in shares(passage.tokens) if _may_share(passage.sentence.text) else ():
                end = part.last.end if part.last is not None else passage.tokens[part.opens].start
                before = [*numbers, *(each for each in seen if each.end <= end)][-_REMEMBERED:]
                yield from _share_off(statement, passage, token, part, before)
            numbers = [*numbers, *seen][-_REMEMBERED:]
    yield from _rates_off(statement)


def _may_share(text: str) -> bool:
    return "占" in text or any(sign in text for sign in _IN_BRACKETS)


_IN_BRACKETS: Final = ("%）", "%)", "％）", "％)")


def _sections(statement: Statement, names: Container[str]) -> Iterator[list[Passage]]:
    for name, group in itertools.groupby(statement.passages, key=lambda passage: passage.sentence.section):
        if name in names:
            yield list(group)


def _share_off(
    statement: Statement, passage: Passage, token: Token, part: Part, before: list[Token]
) -> Iterator[Violation]:
    """A share that none of the numbers before it come to."""
    if part.kind:
        parts, known = _of_kind(statement, part.kind), _table(statement, *ALL_REQUESTS, *COMPLETED)
    else:
        last = part.last or (before[-1] if before else None)
        if last is None:
            return
        cases = _table(statement, *_CASES) if part.last is None else []
        joined = joined_before(before, last.unit)
        parts = [*(joined if part.last is None or part.together else joined[:1]), *cases]
        earlier = before[:-1] if part.last is not None else before
        known = [part.whole.value] if part.whole is not None else _wholes(statement, passage, part, last, earlier)
    yield from _off(passage, token, passage.tokens[part.opens].start, parts, [whole for whole in known if whole])


def _off(passage: Passage, token: Token, opens: int, parts: list[Any], known: list[Any]) -> Iterator[Violation]:
    said = token.value or Decimal(0)
    unit = last_place(said)
    right = any(abs(Decimal(one) * 100 / whole - said) < unit for one in parts for whole in known)
    if known and parts and not right:
        whole = Decimal(known[0])
        due = _rounded(Decimal(parts[0]) * 100 / whole, said)
        text = passage.sentence.text[opens : token.end]
        yield broken_at(passage.sentence, token.start, said=text, part=f"{parts[0]:f}", whole=f"{whole:f}", due=due)


def _of_kind(statement: Statement, kind: str) -> list[Any]:
    return _table(statement, *CONCEPTS[kind].cells)


def _rates_off(statement: Statement) -> Iterator[Violation]:
    """Rates of reconsideration and litigation, 纠错率, beside table 4: of all cases, or of those that are decided."""
    for passage in statement.passages_with(*RATES_OF):
        if not any(word in passage.sentence.text for word in _OF_OTHERS):
            for token, end, opens in rates_told(passage.tokens):
                said, unit = token.value or Decimal(0), last_place(token.value or Decimal(0))
                pairs = [pair for key in _KINDS_OF_CASES for pair in _ended(statement, key, end)]
                if pairs and not any(abs(Decimal(one) * 100 / whole - said) < unit for one, whole in pairs):
                    yield from _off(passage, token, opens, [pairs[0][0]], [pairs[0][1]])


def _ended(statement: Statement, key: str, end: str) -> list[tuple[Any, Any]]:
    """How many cases ended in a way, beside all of them, and beside those that are decided."""
    one, pending, cases = (_sum_of(statement, name) for name in (f"{key} {end}", f"{key} pending", key))
    return [(one, whole) for whole in (cases, cases - pending) if whole]


def _sum_of(statement: Statement, key: str) -> Any:
    return next(iter(_table(statement, CONCEPTS[key].cells[0])), 0)


_KINDS_OF_CASES: Final = ("reconsideration", "litigation", "reconsideration+litigation")
_CASES: Final = CONCEPTS["reconsideration+litigation"].cells
_OF_OTHERS: Final = ("同比", "上年", "去年", "全省", "全国", "审理")


def _wholes(statement: Statement, passage: Passage, part: Part, last: Token, before: list[Token]) -> list[Any]:
    """What the words behind 占 may mean: numbers told before, and those of table 3."""
    named = part.named
    told = [each.value for each in before if same_unit(each.unit, last.unit) and each.value and last.value]
    larger = [value for value in told if value and last.value and value >= last.value]
    if any(word in named for word in ("申请", "收件", "受理", "收到")):
        return [*_table(statement, *ALL_REQUESTS), *larger]
    if any(word in named for word in ("办结", "答复", "办理", "处理")):
        return [*_table(statement, *COMPLETED), *larger]
    if named.startswith(("全", "总")) or not named:
        told_of_requests = any(token.roles & _OF_REQUESTS for token in passage.tokens)
        counted = last.unit in ("件", "宗") and (not named or told_of_requests)
        requests = _table(statement, *COMPLETED) if counted else []
        return [*larger, *requests] if larger or told_of_requests else []
    return []


_OF_REQUESTS: Final = frozenset(["requester", *RESULTS])


def _table(statement: Statement, *groups: Cells) -> list[Any]:
    return [amount for cells in groups if (amount := statement.sum_of(cells)[1])]


_REMEMBERED: Final = 24


def _rounded(due: Decimal, said: Decimal) -> str:
    return f"{due.quantize(min(last_place(said), Decimal('0.1')))}%"


def rates(statement: Statement) -> Iterator[Violation]:
    """No more can be finished, answered or public than there is: a rate is at most 100 %."""
    for passage in statement.passages_with("%", "％"):
        text = passage.sentence.text
        if "率" in text or "度" in text:
            for token in rates_above_all(text, passage.tokens):
                yield broken_at(passage.sentence, token.start, said=token.text)


def balance(statement: Statement) -> Iterator[Violation]:
    """What came in and was carried over is what was finished and is carried forward, in one paragraph as in table 3."""
    for _, group in itertools.groupby(
        statement.passages, lambda each: (each.sentence.section, each.sentence.paragraph)
    ):
        told = [(passage, _of_balance(passage)) for passage in group]
        if sum(len(claims) for _, claims in told) >= _FEWEST:
            yield from _balance_off(told)


def _of_balance(passage: Passage) -> list[Claim]:
    """What a sentence tells of the numbers that balance."""
    return [claim for claim in passage.told if claim.concept is not None and claim.concept.name in _BALANCED]


def _balance_off(told: Sequence[tuple[Passage, list[Claim]]]) -> Iterator[Violation]:
    """The sentences of a paragraph of which the numbers do not balance; all together where none tells all of them."""
    of_sentences = [(passage, _balance_of(claims)) for passage, claims in told]
    together = _balance_of([claim for _, claims in told for claim in claims if _is_of_this_year(claim)])
    whole = [(told[0][0], together)] if not any(found for _, found in of_sentences) else []
    for passage, found in (*of_sentences, *whole):
        if found and not _balances(found):
            first, second = _sum(found, ("in", "over")), _sum(found, ("done", "forward"))
            yield broken_at(passage.sentence, 0, first=first, second=second)
    for passage, claims in told:
        due = _due_of(claims)
        if due and due["due"] not in (due["in"], due["in"] + due["over"]):
            first, second = _sum(due, ("in", "over")), _sum(due, ("due",))
            yield broken_at(passage.sentence, 0, first=first, second=second)


def _is_of_this_year(claim: Claim) -> bool:
    """Whether a number is of the office and its year; what was carried over is so in any words."""
    over = claim.concept is not None and claim.concept.name == "上年结转" and claim.scope is Scope.OFFICE
    return over or claim.why is Why.COMPARED


def _balance_of(claims: Sequence[Claim]) -> dict[str, Decimal]:
    """The four numbers, where each of them is told once; nothing else where one is not."""
    over, forward = _carried(claims)
    new, done = _only(claims, "新收申请") or _only(claims, "收到申请"), _only(claims, "办理申请")
    return _told({"in": new, "over": over, "done": done, "forward": forward})


def _due_of(claims: Sequence[Claim]) -> dict[str, Decimal]:
    """What was new, what was carried over, and what was to be dealt with: 应办16件，其中新收13件、上年结转3件."""
    return _told({"in": _only(claims, "新收申请"), "over": _carried(claims)[0], "due": _only(claims, "收到申请")})


def _told(known: dict[str, Claim | None]) -> dict[str, Decimal]:
    values = {key: claim.value for key, claim in known.items() if claim is not None and claim.value is not None}
    return values if len(values) == len(known) else {}


def _carried(claims: Sequence[Claim]) -> tuple[Claim | None, Claim | None]:
    """What was carried over, and what is carried forward; of two that are 结转 the one without 下年 is carried over."""
    over, forward = (_named(claims, name) for name in ("上年结转", "结转下年度"))
    if not over and len(forward) == _TWO and not _NEXT & set(forward[0].because) and _NEXT & set(forward[1].because):
        over, forward = forward[:1], forward[1:]
    return _one(over), _one(forward)


def _balances(told: dict[str, Decimal]) -> bool:
    return told["in"] + told["over"] == told["done"] + told["forward"] or _is_carried_within(told)


def _is_carried_within(told: dict[str, Decimal]) -> bool:
    """Whether what was received, or what was finished, holds what was carried over or forward already."""
    received = told["in"] == told["done"] + told["forward"]
    return received or told["in"] + told["over"] == told["done"]


def _sum(told: dict[str, Decimal], keys: tuple[str, ...]) -> Words:
    """What some of the numbers come to, with the numbers."""
    come_to = sum((told[key] for key in keys), Decimal(0))
    behind = f" = {come_to:f}" if len(keys) > 1 else ""
    zh, en = (" + ".join(f"{_CALLED[key].told(lang)} {told[key]:f}" for key in keys) for lang in ("zh", "en"))
    return Words(zh + behind, en + behind)


_BALANCED: Final = frozenset(["新收申请", "收到申请", "上年结转", "办理申请", "结转下年度"])
_TWO: Final = 2
_NEXT: Final = frozenset("下次明")
_CALLED: Final = {
    "in": Words("收到", "received"),
    "over": Words("上年结转", "carried over"),
    "done": Words("办结", "finished"),
    "forward": Words("结转下年度", "carried forward"),
    "due": Words("应办", "to be dealt with"),
}


def _only(claims: Sequence[Claim], name: str) -> Claim | None:
    """The one claim with this name; None where there is none, or more than one."""
    return _one(_named(claims, name))


def _named(claims: Sequence[Claim], name: str) -> list[Claim]:
    return [claim for claim in claims if claim.concept is not None and claim.concept.name == name]


def _one(found: list[Claim]) -> Claim | None:
    return found[0] if len(found) == 1 and found[0].exact and found[0].why is not Why.ABOUT else None


def _check(
    code: str, run: Callable[[Statement], Iterator[Violation]], zh: str, en: str, remedy_zh: str, remedy_en: str
) -> Check[Statement]:
    return single(
        code, run, on=Statement, words=Words(zh, en), remedy=Words(remedy_zh, remedy_en), source="{notice}（内容准确）",
        severity=Severity.WARNING, rank=Rank.NOTICE, needs=(Need.NARRATIVE,),
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
        "正文中几个数不平：{first}，{second}（{quote}）",
        "numbers of the text do not balance: {first}; {second} ({quote})",
        "对照表三更正写错的数",
        "correct the wrong one, with table 3 beside it",
    ),
)
