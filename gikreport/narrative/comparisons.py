"""Numbers of one sentence that hang together: shares of a whole, rates."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from .growth import back, growth_before, is_number, value_of
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


_LEADS: Final = 12


@attrs.frozen
class Part:
    """A percentage that is said to be a share: where it opens, the words that name the whole, a whole told in them."""

    opens: int
    named: str
    whole: Token | None
    last: Token


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
    at = back(tokens, opens, frozenset(["，", ",", "（", "(", "约", "、", " ", "两项", "合计", "总计", "二者", "共"]))
    between = tokens[opens + 1 : index]
    while at > 0 and not is_number(tokens[at]) and tokens[at].roles & _OF_RESULTS and opens - at < _NEAR:
        at -= 1
    if at < 0 or not is_number(tokens[at]) or any(token.text == "分别" for token in between):
        return None
    whole = next((token for token in between if is_number(token)), None)
    named = "".join(token.text for token in between if not is_number(token)).strip("的比约（）()为达")
    return Part(opens, named, whole, tokens[at])


_OF_RESULTS: Final = frozenset(
    ["disclosed", "partly_disclosed", "withheld", "unavailable", "not_processed", "glue", "all", "request", "channel"]
)
_SHARE: Final = ("占", "占比", "占了")


def joined_before(numbers: Sequence[Token], unit: str) -> list[Decimal]:
    """The last number, the last two together, the last three: what a share may be a share of."""
    found = [value_of(token) for token in reversed(numbers[-_MOST:]) if token.unit == unit]
    return list(itertools.accumulate(found))


_MOST: Final = 4
