"""Numbers of one sentence that hang together: shares of a whole, rates."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from .attribution import run_of
from .growth import growth_before, is_number, value_of
from .requesters import requesters
from .tokens import Token

_NEAR: Final = 8
_HUNDRED: Final = 100
_RATES: Final = (
    *[
        "办结率",
        "公开率",
        "答复率",
        "回复率",
        "满意率",
        "满意度",
        "覆盖率",
        "及时率",
        "合格率",
        "处理率",
        "受理率",
        "更新率",
        "准确率",
    ],
    *["知晓率", "反馈率", "签收率", "解读率", "按时率", "办理率", "审查率"],
)


def rates_above_all(text: str, tokens: Sequence[Token]) -> Iterator[Token]:
    """Each rate of a whole that is said to be more than all of it."""
    for index, token in enumerate(tokens):
        if "percent" in token.roles and token.value is not None and token.value > _HUNDRED:
            before = text[max(0, token.start - _NEAR) : token.start].rstrip("达到为是均都高了：: ")
            if before.endswith(_RATES) and growth_before(tokens, index) is None:
                yield token


RATES_OF: Final = {"纠错率": "corrected", "纠正率": "corrected", "维持率": "upheld", "败诉率": "corrected"}


def rates_told(tokens: Sequence[Token]) -> Iterator[tuple[Token, str, int]]:
    """Each rate of the cases that is told, with how they ended, and where its words open: 纠错率12.5%."""
    for index, token in enumerate(tokens):
        if "percent" not in token.roles or token.value is None or growth_before(tokens, index) is not None:
            continue
        before = tokens[max(0, index - _RATE) : index]
        text = "".join(each.text for each in before).rstrip("为是达到：: ")
        end = next((end for word, end in RATES_OF.items() if text.endswith(word)), None)
        if end is not None:
            yield token, end, before[0].start


_RATE: Final = 4
_LEADS: Final = 12


@attrs.frozen
class Part:
    """A percentage that is said to be a share: where it opens, the words that name the whole, a whole told in them.

    `last` is the number of the part; None where it stands in the sentence before, or where `kind` names requesters.
    """

    opens: int
    named: str
    whole: Token | None
    last: Token | None
    kind: str = ""


def shares(tokens: Sequence[Token]) -> Iterator[tuple[Token, Part]]:
    """Each percentage that is said to be a share of something, with the number that it is a share of."""
    for index, token in enumerate(tokens):
        part = _part(tokens, index) if "percent" in token.roles and token.value is not None else None
        if part is not None:
            yield token, part


def _part(tokens: Sequence[Token], index: int) -> Part | None:
    first = max(-1, index - _LEADS)
    opens = next((at for at in range(index - 1, first, -1) if tokens[at].text.endswith(_SHARE)), None)
    if opens is None or opens < 1:
        return None
    at, together = _before(tokens, opens)
    between = tokens[opens + 1 : index]
    while at > 0 and not is_number(tokens[at]) and tokens[at].roles & _OF_RESULTS and opens - at < _NEAR:
        at -= 1
    kind = _kind_before(tokens, opens)
    last = tokens[at] if at >= 0 and is_number(tokens[at]) else None
    if (last is None and not together and not kind) or any(token.text == "分别" for token in between):
        return None
    whole = next((token for token in between if is_number(token)), None)
    named = "".join(token.text for token in between if not is_number(token)).strip("的比约（）()为达")
    return Part(opens, named, whole, None if kind else last, kind)


def _before(tokens: Sequence[Token], opens: int) -> tuple[int, bool]:
    """The first token before 占 that counts something, and whether numbers are taken together: 两项合计占."""
    at, together = opens - 1, False
    while at >= 0 and (tokens[at].text in _PASSED or _is_how_many(tokens[at])):
        together = together or _is_how_many(tokens[at]) or tokens[at].text in _TOGETHER
        at -= 1
    return at, together


def _is_how_many(token: Token) -> bool:
    """Whether a token says how many numbers are meant: 两项, 三类."""
    return "quantity" in token.roles and token.unit in ("项", "类", "者") and token.digits in "二两三四五2345"


_PASSED: Final = frozenset(["，", ",", "（", "(", "约", "、", " ", "两项", "合计", "总计", "二者", "共", "以上", "上述"])
_TOGETHER: Final = frozenset(["两项", "二者"])


def _kind_before(tokens: Sequence[Token], opens: int) -> str:
    """The kind of requester that opens a clause of its own: 自然人占85%."""
    words = list(itertools.takewhile(lambda token: not token.roles & _ENDS, reversed(tokens[max(0, opens - 4) : opens])))
    kinds = requesters(run_of(words, None))
    plain = len(kinds) == 1 and all(token.roles & _OF_KIND for token in words)
    return kinds[0] if plain and any("request" not in token.roles for token in words) else ""


_ENDS: Final = frozenset(["comma", "stop", "quantity", "percent", "join"])
_OF_KIND: Final = frozenset(["requester", "glue", "request", "ask"])


_OF_RESULTS: Final = frozenset(
    ["disclosed", "partly_disclosed", "withheld", "unavailable", "not_processed", "glue", "all", "request", "channel"]
)
_SHARE: Final = ("占", "占比", "占了")


def joined_before(numbers: Sequence[Token], unit: str) -> list[Decimal]:
    """The last number, the last two together, the last three: what a share may be a share of."""
    found = [value_of(token) for token in reversed(numbers[-_MOST:]) if same_unit(token.unit, unit)]
    return list(itertools.accumulate(found))


def same_unit(one: str, other: str) -> bool:
    """Whether two counters count alike: 宗 and 件 do."""
    return one == other or {one, other} <= _ALIKE


_ALIKE: Final = frozenset(["件", "宗", "起"])
_MOST: Final = 4
