"""Numbers of the narrative beside one another: totals and their parts, shares, rates, the balance of the requests."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from ..model.rule import Rule, Severity, Violation
from ..narrative.claims import Claim, Why
from ..narrative.comparisons import Share, rates_above_all, shares
from ..narrative.lists import lists
from ..narrative.quote import broken_at
from ..narrative.statement import Statement


def parts(statement: Statement) -> Iterator[Violation]:
    """The parts of a total, by channel, by kind of requester, by office or by subject, come to the total."""
    for passage in statement.paragraphs_of_passages:
        wrong = next((listed for listed in lists(passage.tokens) if listed.is_off), None)
        if wrong:
            yield broken_at(passage.sentence, wrong.offset, sum=f"{wrong.sum:f}", said=f"{wrong.said:f}")


def shares_told(statement: Statement) -> Iterator[Violation]:
    """A share of a number follows from the two numbers of which it is told."""
    for passage in statement.passages:
        if "占" in passage.sentence.text:
            for share in shares(passage.tokens):
                if not _is_one_of(share):
                    part = share.parts[-1]
                    due = part * 100 / share.wholes[0]
                    yield broken_at(
                        passage.sentence, share.offset, said=share.said, part=f"{part:f}",
                        whole=f"{share.wholes[0]:f}", due=_rounded(due, share.percent),
                    )  # fmt: skip


def _is_one_of(share: Share) -> bool:
    """Whether some of the numbers before it come to the share that is told, rounded or cut off."""
    unit = _last_place(share.percent)
    return any(abs(part * 100 / whole - share.percent) < unit for part in share.parts for whole in share.wholes if whole)


def _last_place(percent: Decimal) -> Decimal:
    exponent = percent.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _rounded(due: Decimal, said: Decimal) -> str:
    return f"{due.quantize(min(_last_place(said), Decimal('0.1')))}%"


def rates(statement: Statement) -> Iterator[Violation]:
    """No more can be finished, answered or public than there is: a rate is at most 100 %."""
    for passage in statement.passages:
        if "率" in passage.sentence.text or "度" in passage.sentence.text:
            for token in rates_above_all(passage.sentence.text, passage.tokens):
                yield broken_at(passage.sentence, token.start, said=token.text)


def balance(statement: Statement) -> Iterator[Violation]:
    """What came in and was carried over is what was finished and is carried forward, in one sentence as in table 3."""
    for passage in statement.passages:
        known = {key: _only(passage.claims, *names) for key, names in _BALANCE.items()}
        told = {key: claim.value for key, claim in known.items() if claim is not None and claim.value is not None}
        if len(told) == len(_BALANCE) and told["in"] + told["over"] != told["done"] + told["forward"]:
            if not _is_carried_within(told):
                yield broken_at(passage.sentence, 0, **{key: f"{value:f}" for key, value in told.items()})


def _is_carried_within(told: dict[str, Decimal]) -> bool:
    """Whether what was received, or what was finished, holds what was carried over or forward already."""
    received = told["in"] == told["done"] + told["forward"]
    return received or told["in"] + told["over"] == told["done"]


_BALANCE: Final = {"in": ("新收申请", "收到申请"), "over": ("上年结转",), "done": ("办理申请",), "forward": ("结转下年度",)}


def _only(claims: tuple[Claim, ...], *names: str) -> Claim | None:
    """The one claim with one of these names; None where there is none, or more than one."""
    found = [claim for claim in claims if claim.concept is not None and claim.concept.name in names]
    return found[0] if len(found) == 1 and found[0].why is Why.COMPARED else None


def _rule(code: str, check: Any, zh: str, en: str, remedy_zh: str, remedy_en: str) -> Rule:
    return Rule(
        code, check, on=Statement, source="{notice}（内容准确）", severity=Severity.WARNING,
        zh=zh, en=en, remedy_zh=remedy_zh, remedy_en=remedy_en,
    )  # fmt: skip


RULES: Final = (
    _rule(
        "P012",
        parts,
        "“其中”各项相加是 {sum}，前面的总数是 {said}：“{quote}”",
        "the parts behind 其中 come to {sum}, the total before them is {said}: “{quote}”",
        "对照登记台账核对总数和各项，更正写错的数；只列了一部分的，写明“主要”",
        "check the total and its parts against the register; where only some are listed, say so",
    ),
    _rule(
        "P013",
        shares_told,
        "{part} 占 {whole} 应为 {due}，写的是“{said}”（{quote}）",
        "{part} of {whole} is {due}, the text says “{said}” ({quote})",
        "重新计算占比，或更正所列的数",
        "work out the share again, or correct the numbers",
    ),
    _rule(
        "P014",
        rates,
        "比率不会超过 100%：写的是 {said}（{quote}）",
        "a rate is at most 100%: the text says {said} ({quote})",
        "核对后更正比率",
        "check and correct the rate",
    ),
    _rule(
        "P015",
        balance,
        "一句中四个数不平：收到 {in}、上年结转 {over}，办结 {done}、结转下年度 {forward}（{quote}）",
        "four numbers of a sentence do not balance: received {in}, carried over {over}, finished {done}, "
        "carried forward {forward} ({quote})",
        "对照表三更正写错的数",
        "correct the wrong one, with table 3 beside it",
    ),
)
