"""A total and the parts that a sentence lists behind it (其中)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from .lexicon import Lexicon, roles
from .tokens import Token

CHANNELS: Final = (
    "网络", "网上", "线上", "互联网", "邮件", "邮箱", "邮寄", "信函", "信件", "来信", "当面", "现场", "窗口",
    "传真", "线下", "平台", "快递", "邮政", "邮递",
)  # fmt: skip
APPLICANTS: Final = ("自然人", "公民", "个人", "企业", "法人", "组织", "机构")
OFFICES: Final = ("政府", "部门", "镇", "乡", "街道", "县", "区", "市", "局")
_OPENERS: Final = frozenset((
    "其中", "包括", "具体为", "内有", "分别为", "分别是", "主要为", "主要包括", "具体是", "具体包括",
))  # fmt: skip
_VAGUE: Final = ("等", "主要", "涉及", "重点", "如")
_ENDS: Final = roles(
    "done carry turn last next get new growth compared disclosed partly_disclosed withheld unavailable not_processed "
    "other_handling upheld corrected other_result pending percent already_public all already"
)
_NEARLY: Final = Decimal("0.9")  # parts that come to so much of the total are all of them
_FEW: Final = 3

_MONEY: Final = {"元": 1, "万元": 10**4, "亿元": 10**8}


@attrs.frozen
class Item:
    """One part of a list: its words, and the numbers in them."""

    text: str
    tokens: tuple[Token, ...]
    mark: str = ""

    def amounts(self, unit: str) -> list[Decimal]:
        """The numbers of one unit."""
        kin = _MONEY if unit in _MONEY else ("件", "宗") if unit in ("件", "宗") else (unit,)
        return [_amount(token) for token in self.tokens if token.unit in kin and token.value is not None]


def _amount(token: Token) -> Decimal:
    """The number of a token, money in 元."""
    return (token.value or Decimal(0)) * _MONEY.get(token.unit, 1)


@attrs.frozen
class Listed:
    """A total, and the sum of those parts behind it that are of one kind; `whole` where the list tells them all."""

    said: Decimal
    sum: Decimal
    whole: bool
    offset: int

    @property
    def is_off(self) -> bool:
        """Whether the parts come to more than the total, or to less where all of them are told."""
        return self.sum > self.said or (self.whole and self.sum < self.said)


def may_list(text: str, words: Lexicon) -> bool:
    """Whether a text may list the parts of a total: False only where no word, no mark and no way opens a list."""
    return bool(_MAY_OPEN.search(text)) or words.may_play(_ASKS, text)


_ASKS: Final = roles("request get")
_MAY_OPEN: Final = re.compile("[：:按从]|" + "|".join(sorted(_OPENERS)))


def lists(tokens: Sequence[Token]) -> Iterator[Listed]:
    """Each total of a sentence beside its parts."""
    if sum(map(_is_total, tokens)) < _FEWEST_TOTALS:
        return
    totals: list[Token] = []
    index, asked = 0, False
    while index < len(tokens):
        token = tokens[index]
        opens = _opens(tokens, index) if totals else None
        if opens is not None:
            since, whole = opens
            by_subject = whole and token.text not in "：:"
            end = _end(tokens, since, by_subject=by_subject)
            asked = asked or any(each.roles & _ASKED for each in tokens[index:since])
            yield from _beside(totals[-_REMEMBERED:], tokens, since, end, whole=whole, asked=asked)
            index = max(end if whole else since, index + 1)
            continue
        if _is_total(token) and not _is_carried(tokens, index):
            totals.append(token)
        asked = asked or bool(token.roles & _ASKED)
        index += 1


def _is_carried(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number tells what goes on next year, and is no total of what came in: 17件结转至下年."""
    return index + 1 < len(tokens) and bool(tokens[index + 1].roles & {"carry", "turn"})


_FEWEST_TOTALS: Final = 3  # a total and two parts
_REMEMBERED: Final = 4
_LONGEST: Final = 400


def _is_total(token: Token) -> bool:
    return "quantity" in token.roles and bool(token.unit) and token.value is not None


def _opens(tokens: Sequence[Token], index: int) -> tuple[int, bool] | None:
    """Where a list begins that opens at a token, and whether its words say that it is all: 其中; ：; 按内容分，."""
    token = tokens[index]
    if token.text in _OPENERS:
        while index < len(tokens) and (tokens[index].text in _OPENERS or "comma" in tokens[index].roles):
            index += 1
        return index, False
    if token.text in "：:" and index and _is_total(tokens[index - 1]):
        return index + 1, True
    if token.text in "，," and index and (behind := _by_ways(tokens, index)):
        return behind, False
    if token.text[:1] in "按从" and (index == 0 or tokens[index - 1].roles & {"comma", "stop", "open"}):
        for at in range(index, min(index + _SUBJECT, len(tokens))):
            if "comma" in tokens[at].roles:
                return (at + 1, True) if tokens[at - 1].text.endswith(_SUBJECTS) else None
    return None


def _by_ways(tokens: Sequence[Token], index: int) -> int | None:
    """Where the ways begin by which requests came, told without 其中: 收到6件，通过网络提交的4件，信函寄送的2件."""
    asked = any(token.roles & {"request", "get"} for token in tokens[max(0, index - _SUBJECT) : index])
    if not _is_total(tokens[index - 1]) or not asked:
        return None
    clause = itertools.takewhile(lambda token: "comma" not in token.roles, reversed(tokens[:index]))
    if any("channel" in token.roles for token in clause):  # 当面申请3件 is a part itself
        return None
    ways = 0
    for token in tokens[index + 1 : index + _SUBJECT]:
        if _is_total(token) and not ways:
            return None
        ways += "channel" in token.roles
        if "comma" in token.roles or "join" in token.roles:
            break
    return index + 1 if ways else None


_SUBJECT: Final = 10
_SUBJECTS: Final = ("分", "看", "划分", "统计", "分类", "来看")


def _behind_bracket(tokens: Sequence[Token], at: int) -> int:
    end = at
    while end < len(tokens) and "close" not in tokens[end].roles:
        end += 1
    return end + 1


def _end(tokens: Sequence[Token], at: int, *, by_subject: bool) -> int:
    """Where a list ends: at a full stop, at the bracket that closes it, at a list within it, or beside it."""
    depth, marks = 0, ("。", "其中", "；", ";") if by_subject else ("。", "其中")
    stop = min(len(tokens), at + _LONGEST)
    while at < stop:
        roles = tokens[at].roles
        depth += ("open" in roles) - ("close" in roles)
        if depth < 0 or (tokens[at].text in marks and not depth):
            return at
        at += 1
    return at


def _beside(
    totals: list[Token], tokens: Sequence[Token], since: int, end: int, *, whole: bool, asked: bool
) -> Iterator[Listed]:
    items = _items(tokens, since, end)
    told = dict.fromkeys(_kin(token.unit) for item in items for token in item.tokens if _is_total(token))
    open_end = bool(tokens) and tokens[-1].text in ("；", ";")
    for unit in told:
        same = [total for total in totals if _kin(total.unit) == unit]
        if same:
            closed = not any(token.text in ("；", ";") for token in tokens[since:end]) or (
                not open_end and all(item.amounts(unit) for item in items)
            )
            yield from _of_unit(unit, same, items, tokens[since:end], closed=closed, whole=whole, asked=asked)


def _kin(unit: str) -> str:
    return "元" if unit in _MONEY else "件" if unit == "宗" else unit


def _of_unit(
    unit: str, same: list[Token], items: list[Item], tokens: Sequence[Token], *, closed: bool, whole: bool, asked: bool
) -> Iterator[Listed]:
    """The parts that are told in one unit, beside the total that stands nearest."""
    total, said = same[-1], _amount(same[-1])
    every = [(item, amount) for item in items for amount in item.amounts(unit)]
    so_far = list(itertools.accumulate(amount for _, amount in every))
    if (
        not every
        or so_far[-1] in _either(same, asked=asked)
        or _overlaps(said, every, tokens)
        or _is_told_in_full(said, every, so_far, unit)
    ):
        return
    requests = unit == "元" or asked
    known = False
    for kind in (CHANNELS, APPLICANTS, OFFICES) if requests else (CHANNELS,):
        told = [amount for item, amount in every if any(word in item.text for word in kind) and not _is_subject(item)]
        if len(told) > 1:
            known = True
            opens = any(word in every[0][0].text for word in kind)
            all_told = (
                opens and closed and requests and not _tells_a_rest(items) and (kind is not OFFICES or unit == "元")
            )
            if not (kind is CHANNELS and said in told):
                yield Listed(said, sum(told, Decimal(0)), all_told, total.start)
    if not known:
        yield from _plain(said, total, items, tokens, complete=whole)


def _is_subject(item: Item) -> bool:
    """Whether a part is told by what was asked for, not by the way or by who asked: 涉及企业登记5件."""
    return any(word in item.text for word in _ASKED_FOR)


def _tells_a_rest(items: list[Item]) -> bool:
    """Whether what is left is told without a number: 其余为当面递交."""
    return any(item.text.startswith(_RESTS) and not any(map(_is_total, item.tokens)) for item in items)


_ASKED_FOR: Final = (
    "涉及", "关于", "有关", "方面", "登记", "建设", "规划", "管理", "补贴", "补偿", "政策", "安全", "编制",
)  # fmt: skip
_RESTS: Final = ("其余", "其他", "余", "剩余", "另")


def _either(totals: list[Token], *, asked: bool) -> set[Decimal]:
    """The totals before a list, and each two of them together: what came in and what was carried over."""
    amounts = [_amount(each) for each in totals]
    return {*amounts, *(one + other for one, other in itertools.pairwise(amounts) if asked)}


def _overlaps(said: Decimal, every: list[tuple[Item, Decimal]], tokens: Sequence[Token]) -> bool:
    """Whether one piece may be in several parts: 网站公开120条，公众号同步推送60条."""
    told = any(any(word in token.text for word in _AT_ONCE) for token in tokens)
    return told or any(amount == said and any(way in item.text for way in _MEDIA) for item, amount in every)


_AT_ONCE: Final = ("同步", "同时", "一并", "多渠道", "多个渠道", "多平台", "交叉")
_MEDIA: Final = ("网站", "公众号", "微信", "微博", "客户端", "公示栏", "公告栏", "新媒体", "平台", "显示屏")


def _is_told_in_full(said: Decimal, every: list[tuple[Item, Decimal]], so_far: list[Decimal], unit: str) -> bool:
    """Whether the parts come to the total before the list ends, and what follows is no part, or parts it anew."""
    if said not in so_far:
        return False
    last = so_far.index(said)
    behind = every[last + 1 :]
    parted_anew = said in itertools.accumulate(amount for _, amount in behind)
    ends = every[last][0].mark in ("；", ";")
    return ends or parted_anew or not all(_is_part(item, unit) for item, _ in behind)


_ASKED: Final = frozenset(["request", "get", "processing_fee"])


def _plain(
    said: Decimal, total: Token, items: list[Item], tokens: Sequence[Token], *, complete: bool
) -> Iterator[Listed]:
    """A list of things of any kind: those before the first that is no part."""
    parts = list(itertools.takewhile(lambda item: _is_part(item, total.unit), items))
    amounts = [amount for item in parts for amount in item.amounts(total.unit)]
    if len(amounts) < 2 or len(amounts) != len(parts):
        return
    come_to = sum(amounts, Decimal(0))
    vague = any(token.text.startswith(_VAGUE) for token in tokens) or _tells_a_rest(items)
    rest = parts[-1].text.lstrip("及和与其").startswith(("其他", "其它", "他")) and len(parts) == len(items)
    long = len(parts) == len(items) and len(parts) >= _FEW and come_to >= _NEARLY * said
    pair = any(one in parts[0].text and other in parts[-1].text for one, other in _PAIRS)
    all_told = (complete or pair) and len(parts) == len(items)
    yield Listed(said, come_to, (rest or long or all_told) and not vague, total.start)


_PAIRS: Final = (("线上", "线下"), ("网上", "网下"), ("上半年", "下半年"), ("线下", "线上"))


def _is_part(item: Item, unit: str) -> bool:
    return len(item.amounts(unit)) == 1 and not any(token.roles & _ENDS for token in item.tokens)


def _items(tokens: Sequence[Token], since: int, end: int) -> list[Item]:
    """The parts of a list, without what stands in brackets."""
    found: list[Item] = []
    current: list[Token] = []
    depth, seen = 0, False
    for token in tokens[since:end]:
        roles = token.roles
        depth += "open" in roles
        if depth:
            depth -= "close" in roles
            continue
        if roles & {"comma", "stop"} or (("join" in roles) and seen):
            found.append(_item(current, token.text))
            current, seen = [], False
        else:
            current.append(token)
            seen = seen or "quantity" in roles
    found.append(_item(current, ""))
    return [item for item in found if item.tokens]


def _item(tokens: list[Token], mark: str) -> Item:
    return Item("".join(token.text for token in tokens), tuple(tokens), mark)
