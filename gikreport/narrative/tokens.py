"""A sentence as tokens: numbers with their unit, words of the lexicon, marks, and what is not known."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from typing import Final, NamedTuple

from ..model.numerals import NUMBER, number
from .lexicon import Lexicon

_UNITS: Final = (
    "万元 亿元 元 个工作日 工作日 件次 人次 篇次 条次 件 条 宗 份 个 起 次 例 项 封 篇 期 场 人 名 家 户 部 批 页 册 "
    "台 处 类 张 天 日 小时 分钟 倍 级 种 轮 期次 版 位 块 门 个月 年 所 方面 大类 款 届 楼 号 岁 季度"
)
COUNTERS: Final = frozenset(["件", "条", "宗", "份", "个", "起", "次", "例", "项", "件次", "封", ""])


class Token(NamedTuple):
    """A piece of a sentence: its roles, where it stands, and the number that it tells."""

    roles: frozenset[str]
    text: str
    start: int
    end: int
    value: Decimal | None = None
    unit: str = ""
    digits: str = ""
    exact: bool = True


def is_how_many(token: Token) -> bool:
    """Whether a token says how many numbers are meant: 两项, 三类."""
    return "quantity" in token.roles and token.unit in ("项", "类", "者") and token.digits in "二两三四五2345"


_UNIT_OF: Final = "|".join(sorted(_UNITS.split(), key=len, reverse=True))
_D: Final = "[0-9０-９]"
_KINDS: Final = (
    ("date", f"(?:[12]{_D}{{3}}年)?0?1月0?1日|(?:[12]{_D}{{3}}年)?12月(?:31日|底)"),
    ("year", f"{_D}{{2,}}年(?:度|以来)?"),
    ("month", f"1?{_D}月(?:份)?"),
    (
        "cite",
        rf"百分之[零〇一二两三四五六七八九十百点]+|〔{_D}+〕第?{_D}+号?|12345(?![0-9件条宗])|{_D}+(?:号|[-—－]{_D}+)",
    ),
    ("ordinal", "第[0-9０-９一二三四五六七八九十百]+"),
    ("percent", rf"{_D}+(?:[.．]{_D}+)*[%％]"),
)
_QUANTITY: Final = rf"(?P<n>{NUMBER})(?:(?P<about>余|多|几)?[ 　]?(?P<unit>{_UNIT_OF})(?P<more>余|多(?![了于0-9])|左右|以上|以内|以下)?)"
_BARE: Final = rf"{_D}+(?:[.．]{_D}+)?[万亿]?"
_ROLES: Final = {
    kind: frozenset([kind]) for kind in ("date", "year", "month", "ordinal", "percent", "other", "quantity")
}
_ROLES["cite"] = frozenset(["other", "alien"])
_OTHER: Final = _ROLES["other"]


_NUMBERED: Final = re.compile(
    "|".join(f"(?P<{name}>{pattern})" for name, pattern in _KINDS) + f"|(?P<q>{_QUANTITY})|(?P<bare>{_BARE})"
)
_OPENS_A_NUMBER: Final = frozenset("0123456789０１２３４５６７８９零〇一二两三四五六七八九十百千第〔")


def tokens(text: str, lexicon: Lexicon) -> list[Token]:
    """The tokens of a text, one after another without a gap; of the words that may stand at a place the longest."""
    known, lengths, size = lexicon.roles, lexicon.lengths, len(text)
    found: list[Token] = []
    at = since = 0
    through = False
    while at < size:
        letter = text[at]
        said, roles = letter, None
        for length in lengths.get(text[at : at + 2], ()):
            said = text[at : at + length]
            roles = known.get(said)
            if roles is not None:
                break
        else:
            roles = known.get(letter)
            said = letter
        if roles is not None:
            token = _word(Token, (roles, said, at, at + len(said), None, "", "", True))
            through = through or "through" in roles
        elif letter in _OPENS_A_NUMBER and (number := _number(text, at)) is not None:
            token = number
        else:
            at += 1
            continue
        if since < at:
            found.append(_word(Token, (_OTHER, text[since:at], since, at, None, "", "", True)))
        found.append(token)
        at = since = token.end
    if since < size:
        found.append(Token(_OTHER, text[since:], since, size))
    return _without_ways(found, text) if through else found


KEPT: Final = 400  # what was read of a text of no more letters is kept: reports repeat one another, and themselves


def tokens_of(text: str, lexicon: Lexicon) -> list[Token]:
    """The tokens of a text; those of a short one are kept, in a list that nobody changes."""
    return tokens(text, lexicon) if len(text) > KEPT else _kept(text, lexicon)


@functools.lru_cache(512)
def _kept(text: str, lexicon: Lexicon) -> list[Token]:
    return tokens(text, lexicon)


_word: Final = tuple.__new__  # a named tuple without the call of Python that fills its defaults


def _without_ways(found: list[Token], text: str) -> list[Token]:
    """The tokens with 通过来信、网站等方式 as one: every way is no way of its own."""
    if not any("ways" in token.roles for token in found):
        return found
    kept: list[Token] = []
    at = 0
    while at < len(found):
        end = _end_of_ways(found, at) if "through" in found[at].roles and not _is_listed(kept) else None
        if end is None:
            kept.append(found[at])
            at += 1
        else:
            start, stop = found[at].start, found[end].end
            kept.append(Token(_GLUE, text[start:stop], start, stop))
            at = end + 1
    return kept


def _is_listed(before: list[Token]) -> bool:
    return any("part" in token.roles for token in before[-2:]) and (
        "part" in before[-1].roles or before[-1].text in ("，", ",")
    )


def _end_of_ways(found: list[Token], at: int) -> int | None:
    """Where a list of ways that opens at a token ends; None where there is none."""
    joined = False
    for index in range(at + 1, min(at + _MOST_WAYS, len(found))):
        roles = found[index].roles
        if "ways" in roles:
            return index if joined else None
        if roles & {"comma", "stop", "quantity"}:
            return None
        joined = joined or "join" in roles
    return None


_MOST_WAYS: Final = 25
_GLUE: Final = frozenset(["glue"])


def _number(text: str, at: int) -> Token | None:
    run = _RUN.match(text, at)
    if run is not None and run.end() - at > _LONGEST:  # no number that counts anything
        return Token(_ROLES["quantity"], run.group(), at, run.end(), None, "", run.group(), False)
    found = _NUMBERED.match(text, at, at + _LONGEST)
    if found is None:
        return None
    kind, said = str(found.lastgroup), found.group()
    if kind in ("q", "bare"):
        return _quantity(found, said, at, found.end())
    value = _year(said) if kind == "year" else _percentage(said) if kind == "percent" else None
    return Token(_ROLES[kind], said, at, found.end(), value)


_RUN: Final = re.compile("[0-9０-９,，.．零〇一二两三四五六七八九十百千万亿]*+")
_LONGEST: Final = 60  # signs of a number with its unit, more than any has
_MOST_DIGITS: Final = 27  # of a number that counts anything: Decimal reckons with 28


def _percentage(said: str) -> Decimal | None:
    """What a percentage says; None where it is garbled."""
    return number(said[:-1]) if said[-1] in "%％" and len(said) <= _MOST_DIGITS else None


def _quantity(found: re.Match[str], said: str, start: int, end: int) -> Token:
    digits, unit = found["n"] or said, found["unit"] or ""
    if unit == "元" and digits[-1] in "万亿":
        digits, unit = digits[:-1], digits[-1] + unit
    value = None
    if len(digits) <= _MOST_DIGITS:
        value = Decimal(digits) if digits.isascii() and digits.isdigit() else number(digits)
    exact = not (found["about"] or found["more"])
    return Token(_ROLES["quantity"], said, start, end, value, unit, digits, exact)


def _year(said: str) -> Decimal | None:
    """The year of four digits that a token names."""
    digits = said[: said.index("年")]
    return number(digits) if len(digits) == _FOUR else None


_FOUR: Final = 4
