"""Numbers of one sentence that hang together: shares of a whole, rates."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from .attribution import run_of
from .concepts import RESULTS
from .growth import growth_before, is_number, value_of
from .requesters import requesters
from .tokens import Token, is_how_many

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

    `last` is the number of the part; None where it stands in the sentence before, or where `kind` names requesters;
    `together` says that it is told of several numbers: 两项合计占.
    """

    opens: int
    named: str
    whole: Token | None
    last: Token | None
    kind: str = ""
    together: bool = False


def shares(tokens: Sequence[Token]) -> Iterator[tuple[Token, Part]]:
    """Each percentage that is said to be a share of something, with the number that it is a share of."""
    for index, token in enumerate(tokens):
        part = _part(tokens, index) if "percent" in token.roles and token.value is not None else None
        if part is not None:
            yield token, part
        elif "percent" in token.roles and (opens := _respectively(tokens, index)) is not None:
            yield from _each(tokens, index, opens)


def _respectively(tokens: Sequence[Token], index: int) -> int | None:
    """Where shares open that are told one after another: 分别占75%、25%; `index` is that of the first."""
    before = [token.text for token in tokens[max(0, index - _LEADS) : index]]
    if "分别" not in before and not any(text.startswith("分别") for text in before):
        return None
    share = any(text.endswith(_SHARE) for text in before) and not any(text.endswith(("%", "％")) for text in before)
    return next(at for at in range(index, -1, -1) if tokens[at].text.startswith("分别")) if share else None


def _each(tokens: Sequence[Token], index: int, opens: int) -> Iterator[tuple[Token, Part]]:
    percents = [tokens[index]]
    while index + 2 < len(tokens) and tokens[index + 1].roles & _JOINED and "percent" in tokens[index + 2].roles:
        index += 2
        percents.append(tokens[index])
    numbers = [token for token in tokens[:opens] if is_number(token)][-len(percents) :]
    if len(numbers) == len(percents) and len({token.unit for token in numbers}) == 1:
        yield from ((token, Part(opens, "", None, last)) for token, last in zip(percents, numbers, strict=True))


_JOINED: Final = frozenset(["join", "comma"])


def _part(tokens: Sequence[Token], index: int) -> Part | None:
    first = max(-1, index - _LEADS)
    if _is_one_of_several(tokens, index):
        return None
    if _is_in_brackets(tokens, index):
        return Part(index - 2, "", None, tokens[index - 2])
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
    clause = itertools.takewhile(lambda token: not token.roles & _PARTS_ARE_DIVIDED, reversed(tokens[:opens]))
    together = together or any(token.text in _ADDED for token in clause)
    return Part(opens, named, whole, None if kind else last, kind, together)


def _is_one_of_several(tokens: Sequence[Token], index: int) -> bool:
    """Whether shares are told one after another, of numbers that were: 占全县的26.4%、21.3%."""
    for pair in (tokens[index + 1 : index + 3], tokens[max(0, index - 2) : index]):
        roles = [token.roles for token in pair]
        if any("join" in each for each in roles) and any("percent" in each for each in roles):
            return True
    return False


def _is_in_brackets(tokens: Sequence[Token], index: int) -> bool:
    """Whether a percentage stands alone in a bracket behind a number of cases: 公开3件（37.5%）."""
    around = 1 < index < len(tokens) - 1 and "open" in tokens[index - 1].roles and "close" in tokens[index + 1].roles
    return around and is_number(tokens[index - 2]) and tokens[index - 2].unit in _ALIKE


def _before(tokens: Sequence[Token], opens: int) -> tuple[int, bool]:
    """The first token before 占 that counts something, and whether numbers are taken together: 两项合计占."""
    at, together = opens - 1, False
    while at >= 0 and (tokens[at].text in _PASSED or is_how_many(tokens[at])):
        together = together or is_how_many(tokens[at]) or tokens[at].text in _TOGETHER
        at -= 1
    return at, together


_PASSED: Final = frozenset((
    "，", ",", "（", "(", "约", "、", " ", "两项", "合计", "总计", "二者", "共", "以上", "上述",
))  # fmt: skip
_ADDED: Final = frozenset(["合计", "总计", "共", "共计", "二者", "两项", "以上", "上述", "均", "各", "和", "及", "与"])
_PARTS_ARE_DIVIDED: Final = frozenset(["stop"])
_TOGETHER: Final = frozenset(["两项", "二者"])


def _kind_before(tokens: Sequence[Token], opens: int) -> str:
    """The kind of requester, or the result, that opens a clause of its own: 自然人占85%, 予以公开占68.4%."""
    words = list(
        itertools.takewhile(lambda token: not token.roles & _ENDS, reversed(tokens[max(0, opens - 4) : opens]))
    )
    kinds = requesters(run_of(words, None))
    results = [role for token in words for role in token.roles if role in RESULTS]
    if len(results) == 1 and all(token.roles & {"glue", results[0]} for token in words):
        return results[0]
    plain = len(kinds) == 1 and all(token.roles & _OF_KIND for token in words)
    return kinds[0] if plain and any("request" not in token.roles for token in words) else ""


_ENDS: Final = frozenset(["comma", "stop", "quantity", "percent", "join"])
_OF_KIND: Final = frozenset(["requester", "glue", "request", "ask"])


_OF_RESULTS: Final = frozenset((
    "disclosed", "partly_disclosed", "withheld", "unavailable", "not_processed", "glue", "all", "request",
    "channel",
))  # fmt: skip
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
