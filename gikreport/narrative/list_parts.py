"""The parts of a list: which clause is one, what it counts, and of what kind the parts are."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from .clauses import Clause, amount_of, is_counted, kin_of
from .lexicon import roles
from .tokens import Token

CHANNELS: Final = (
    "网络", "网上", "线上", "互联网", "邮件", "邮箱", "邮寄", "信函", "信件", "来信", "当面", "现场", "窗口",
    "传真", "线下", "平台", "快递", "邮政", "邮递", "在线", "网站", "电子", "书面", "上门",
)  # fmt: skip
APPLICANTS: Final = (
    "自然人", "公民", "个人", "企业", "法人", "组织", "机构", "律师", "律所", "科研院所", "群众", "公司",
)  # fmt: skip
MEDIA: Final = ("网站", "公众号", "微信", "微博", "客户端", "公示栏", "公告栏", "新媒体", "平台", "显示屏")
OFFICES: Final = ("政府", "部门", "镇", "乡", "街道", "县", "区", "市", "局", "机关", "本级", "单位")
OPENS: Final = roles("part opens")
_NEVER: Final = roles("carry turn last next growth compared percent until unfinished")
_ENDS: Final = roles(
    "done get new disclosed partly_disclosed withheld unavailable not_processed other_handling pending "
    "already_public all already agreed agreed_partly refused not_existing"
)
CASE_ENDS: Final = roles("upheld corrected other_result pending")
COMPARES: Final = roles("compared growth last")
CLASSES: Final = ("主动公开", "依申请公开", "不予公开", "不公开")  # those of papers that an office makes
RESTS: Final = ("其余", "其他", "其它", "余", "剩余", "另", "他")
FEWEST: Final = 2


@attrs.frozen
class Part:
    """One part of a list: its clause, and the number that it counts."""

    clause: Clause
    number: Token

    @property
    def amount(self) -> Decimal:
        """What it counts, money in 元."""
        return amount_of(self.number)

    @property
    def is_rest(self) -> bool:
        """Whether it is what the other parts leave."""
        return self.clause.text.lstrip("及和与以").startswith(RESTS)

    def is_of(self, kind: tuple[str, ...]) -> bool:
        """Whether it is told by the way, by who asked, by the office: not by what was asked for."""
        text = self.clause.text
        return any(word in text for word in kind) and not any(word in text for word in _ASKED_FOR)


_ASKED_FOR: Final = (
    "涉及", "关于", "有关", "方面", "登记", "建设", "规划", "管理", "补贴", "补偿", "政策", "安全", "编制",
)  # fmt: skip


def names_something(clause: Clause, number: Token) -> bool:
    """Whether a clause has words beside its number."""
    return any(token is not number and token.text.strip() for token in clause.words)


def is_last(parts: Sequence[Part]) -> bool:
    """Whether a part ends its list: what the others leave, unless cases are told by how they ended."""
    last = parts[-1]
    goes_on = last.clause.mark in ("；", ";", "、") or parts[0].clause.plays(CASE_ENDS)
    return len(parts) > 1 and last.is_rest and not goes_on


def is_aside(clause: Clause) -> bool:
    """Whether a clause only says something of the part before it: 占3%, 均已答复."""
    of_all = clause.is_of_all and clause.mark in ("，", ",") and not clause.plays(_NEVER)
    return clause.is_share or of_all or not clause.words


def opens_anew(clause: Clause) -> bool:
    """Whether a clause opens a list of its own."""
    return bool(clause.words) and bool(clause.words[0].roles & OPENS)


def number_of(clause: Clause, kin: str) -> Token | None:
    """The number of a part in some unit: the one that it counts, or the first before a comparison."""
    numbers = [token for token in clause.numbers if kin_of(token) == kin]
    if len(numbers) > 1:
        before = list(itertools.takewhile(lambda token: not token.roles & COMPARES, clause.words))
        numbers = [token for token in before if is_counted(token) and kin_of(token) == kin]
    return numbers[0] if len(numbers) == 1 else None


def is_part(clause: Clause, number: Token, parts: Sequence[Part]) -> bool:
    """Whether a clause may be one of the parts: not what was done with all of them, or in another year."""
    if _ends_enumeration(clause, parts):
        return False
    said = itertools.takewhile(lambda token: token is not number, clause.words)
    if any(token.roles & _NEVER for token in said) or clause.plays(_OF_ALL):
        return False
    part = Part(clause, number)
    if part.is_of(CLASSES) and all(each.is_of(CLASSES) for each in parts):
        return True
    if parts and parts[0].clause.plays(CASE_ENDS):
        return clause.plays(CASE_ENDS) or part.is_rest
    if parts and clause.plays(CASE_ENDS):
        return False
    if kin_of(number) != "件" or (clause.plays(CASE_ENDS) and not parts):
        return True
    of_kind = part.is_of(CHANNELS) or part.is_of(APPLICANTS) or part.is_of(OFFICES)
    return of_kind or clause.plays(_DECISIONS) or not clause.plays(_ENDS | CASE_ENDS)


def _ends_enumeration(clause: Clause, parts: Sequence[Part]) -> bool:
    """Whether a way opens a clause of its own behind parts that 、 divides: 其中要闻3条、动态6条，公众号发布8条."""
    marks = [part.clause.mark for part in parts]
    of_way = any(way in clause.text for way in (*MEDIA, *CHANNELS))
    ways = any(way in part.clause.text for part in parts for way in (*MEDIA, *CHANNELS))
    return len(marks) > 1 and marks[-1] in ("，", ",") and "、" in marks[:-1] and of_way and not ways


_OF_ALL: Final = roles("all already")
_DECISIONS: Final = roles("licence penalty compulsion")


def groups(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """The parts of one list; where ； divides lists of several kinds, each for itself."""
    groups: list[list[Part]] = [[]]
    for part in parts:
        groups[-1].append(part)
        if part.clause.mark in ("；", ";"):
            groups.append([])
    groups = [group for group in groups if group]
    kinds = {kind_of(group) for group in groups}
    if len(groups) > 1 and (len(kinds) > 1 or None not in kinds) and min(map(len, groups)) >= FEWEST:
        yield from groups
    elif parts:
        yield list(parts)


def kind_of(parts: Sequence[Part]) -> tuple[str, ...] | None:
    """The kind of a list all of whose parts are ways, or who asked, or offices."""
    named = [part for part in parts if not part.is_rest] or parts
    kinds = (kind for kind in (CHANNELS, APPLICANTS, OFFICES) if all(part.is_of(kind) for part in named))
    return next(kinds, None)
