"""A total and the parts that a sentence lists behind it: 其中, 包括, 分别为, 按方式分, a colon, ways at once."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from .clauses import Clause, amount_of, clauses, is_counted, kin_of
from .concepts import GROUNDS
from .lexicon import Lexicon, roles
from .tokens import Token

CHANNELS: Final = (
    "网络", "网上", "线上", "互联网", "邮件", "邮箱", "邮寄", "信函", "信件", "来信", "当面", "现场", "窗口",
    "传真", "线下", "平台", "快递", "邮政", "邮递", "在线", "网站", "电子", "书面", "上门",
)  # fmt: skip
APPLICANTS: Final = (
    "自然人", "公民", "个人", "企业", "法人", "组织", "机构", "律师", "律所", "科研院所", "群众", "公司",
)  # fmt: skip
OFFICES: Final = ("政府", "部门", "镇", "乡", "街道", "县", "区", "市", "局", "机关", "本级", "单位")
_OPENS: Final = roles("part opens")
_STRONG: Final = ("分别为", "分别是", "具体为", "具体是", "分为")
_SUBJECTS: Final = ("分", "看", "划分", "统计", "分类", "来看", "来分", "区分")
_VAGUE: Final = ("等", "主要", "涉及", "如", "大多", "多为", "较多", "集中")
_NEVER: Final = roles("carry turn last next growth compared percent until unfinished")
_ENDS: Final = roles(
    "done get new disclosed partly_disclosed withheld unavailable not_processed other_handling pending "
    "already_public all already agreed agreed_partly refused not_existing"
)
_CASE_ENDS: Final = roles("upheld corrected other_result pending")
_COMPARES: Final = roles("compared growth last")
_CLASSES: Final = ("主动公开", "依申请公开", "不予公开", "不公开")  # those of papers that an office makes
_ASKED: Final = roles("request get processing_fee")
_RECEIVED: Final = roles("get new")
_RESTS: Final = ("其余", "其他", "其它", "余", "剩余", "另", "他")
_PAIRS: Final = (
    ("线上", "线下"), ("网上", "网下"), ("上半年", "下半年"), ("部门", "乡镇"), ("部门", "各镇"), ("部门", "街道"),
    ("市直", "县"), ("市直", "区"), ("市级", "区"), ("市级", "县"), ("县直", "镇"), ("区直", "镇"), ("区直", "街"),
    ("县级", "镇"), ("建议", "提案"), ("纸质", "电子"), ("国家级", "省级"), ("自然人", "法人"), ("自然人", "企业"),
)  # fmt: skip
_REMEMBERED: Final = 8
_MOST: Final = 60  # parts of one list that are looked at
_FEWEST: Final = 2
_GROUNDS: Final = frozenset(GROUNDS)


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
    return bool(_MAY_OPEN.search(text)) or words.may_play(_MAY_ASK, text)


_MAY_ASK: Final = roles("request get opens")
_MAY_OPEN: Final = re.compile("[：:按从中]")


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
        return self.clause.text.lstrip("及和与以").startswith(_RESTS)

    def is_of(self, kind: tuple[str, ...]) -> bool:
        """Whether it is told by the way, by who asked, by the office: not by what was asked for."""
        text = self.clause.text
        return any(word in text for word in kind) and not any(word in text for word in _ASKED_FOR)


_ASKED_FOR: Final = (
    "涉及", "关于", "有关", "方面", "登记", "建设", "规划", "管理", "补贴", "补偿", "政策", "安全", "编制",
)  # fmt: skip


def lists(tokens: Sequence[Token], known: Collection[Decimal] = (), before: Sequence[Token] = ()) -> Iterator[Listed]:
    """Each total of a sentence beside its parts.

    `known` are numbers of requests that the tables have, `before` those that the sentences before say were received.
    """
    if sum(map(is_counted, tokens)) >= _FEWEST:
        yield from _lists(tuple(clauses(tokens)), _Totals(frozenset(known), tuple(before)))


def _lists(every: Sequence[Clause], totals: _Totals) -> Iterator[Listed]:
    at = 0
    while at < len(every):
        opening = _opening(every, at, totals)
        if opening is None:
            totals.take(every[at])
            yield from _in_brackets(every[at], totals)
            at += 1
            continue
        totals.asked = totals.asked or every[at].plays(_ASKED)
        end = at + 1
        for kin in _kins(every, opening):
            parts, stop = _run(every, opening, kin)
            behind = every[stop] if stop < len(every) else None
            for group in _groups(parts):
                yield from totals.beside(group, behind, strong=opening.strong)
            end = max(end, stop)
        for clause in every[at:end]:
            totals.take(clause)
            yield from _in_brackets(clause, totals)
        at = end


def _in_brackets(clause: Clause, totals: _Totals) -> Iterator[Listed]:
    """The list that a bracket opens behind a number: 申请3件（其中邮寄2件、网上1件）."""
    inside = clause.aside[1:-1]
    if inside and inside[0].roles & _OPENS and clause.numbers:
        yield from _lists(tuple(clauses(inside)), totals.of(clause.numbers[-1]))


@attrs.frozen
class _Opening:
    """Where a list begins: its first clause without the words that open it, or None, and the place of the next."""

    first: Clause | None
    next: int
    strong: bool


def _opening(every: Sequence[Clause], at: int, totals: _Totals) -> _Opening | None:
    """The list that a clause opens; `strong` where its words say that all is told: ：, 分别为, 按内容分，."""
    clause, last = every[at], every[at - 1] if at else None
    named = list(itertools.dropwhile(lambda token: bool(token.roles & _OPENS), clause.words))
    if len(named) < len(clause.words):
        strong = any(token.text in _STRONG for token in clause.words[: len(clause.words) - len(named)])
        if any(is_counted(token) for token in named):
            return _Opening(attrs.evolve(clause, words=tuple(named)), at + 1, strong)
        return _Opening(None, at + 1, strong) if not "".join(token.text for token in named).strip() else None
    if clause.words and clause.words[-1].roles & _OPENS and not clause.numbers:  # 内容分别为：
        return _Opening(None, at + 1, clause.words[-1].text in _STRONG)
    if last is not None and last.mark in ("：", ":") and last.words and is_counted(last.words[-1]):
        return _Opening(None, at, strong=True)
    if clause.text[:1] in ("按", "从") and not clause.numbers and clause.text.endswith(_SUBJECTS):
        return _Opening(None, at + 1, strong=True)
    if clause.words[-1:] and clause.words[-1].text == "中" and len(clause.numbers) == 1:
        totals.take(clause)
        return _Opening(None, at + 1, strong=False)
    return _Opening(None, at, strong=False) if _lists_ways(every, at, totals) else None


def _lists_ways(every: Sequence[Clause], at: int, totals: _Totals) -> bool:
    """Whether ways by which requests came are told without 其中: 收到6件，通过网络提交的4件，信函寄送的2件."""
    last = every[at - 1] if at else None
    if last is None or not last.plays(_ASKED) or last.plays(_WAY) or not last.numbers or last.mark not in ("，", ","):
        return False
    pair = every[at : at + 2]
    ways = [one for one in pair if len(one.numbers) == 1 and any(way in one.text for way in CHANNELS)]
    return len(ways) == _FEWEST and ways[0].plays(_WAY)


_WAY: Final = roles("channel")


def _kins(every: Sequence[Clause], opening: _Opening) -> list[str]:
    """The units in which the first part of a list is counted: 甲镇10件1500元."""
    first = opening.first or (every[opening.next] if opening.next < len(every) else None)
    return list(dict.fromkeys(kin_of(token) for token in first.numbers)) if first is not None else []


def _run(every: Sequence[Clause], opening: _Opening, kin: str) -> tuple[list[Part], int]:
    """The parts of a list in one unit, and the place of the clause that is none of them."""
    parts: list[Part] = []
    at = opening.next - (opening.first is not None)
    while at < len(every) and len(parts) < _MOST:
        clause = opening.first if opening.first is not None and at == opening.next - 1 else every[at]
        if parts and _is_aside(clause):
            at += 1
            continue
        number = _number_of(clause, kin)
        if number is None or (parts and _opens_anew(clause)):
            break
        if not _is_part(clause, number, parts):
            break
        if not parts and not _names_something(clause, number):  # 分别为218件、176件 tells of what was named before
            break
        parts.append(Part(clause, number))
        at += 1
        alone = len(parts) == 1 and opening.first is not None and clause.mark in ("；", ";")
        if clause.mark == "。" or alone or _is_last(parts):
            break
    return parts, at


def _names_something(clause: Clause, number: Token) -> bool:
    return any(token is not number and token.text.strip() for token in clause.words)


def _is_last(parts: Sequence[Part]) -> bool:
    """Whether a part ends its list: what the others leave, unless cases are told by how they ended."""
    last = parts[-1]
    goes_on = last.clause.mark in ("；", ";", "、") or parts[0].clause.plays(_CASE_ENDS)
    return len(parts) > 1 and last.is_rest and not goes_on


def _is_aside(clause: Clause) -> bool:
    """Whether a clause only says something of the part before it: 占3%, 均已答复."""
    of_all = clause.is_of_all and clause.mark in ("，", ",") and not clause.plays(_NEVER)
    return clause.is_share or of_all or not clause.words


def _opens_anew(clause: Clause) -> bool:
    return bool(clause.words) and bool(clause.words[0].roles & _OPENS)


def _number_of(clause: Clause, kin: str) -> Token | None:
    """The number of a part in some unit: the one that it counts, or the first before a comparison."""
    numbers = [token for token in clause.numbers if kin_of(token) == kin]
    if len(numbers) > 1:
        before = list(itertools.takewhile(lambda token: not token.roles & _COMPARES, clause.words))
        numbers = [token for token in before if is_counted(token) and kin_of(token) == kin]
    return numbers[0] if len(numbers) == 1 else None


def _is_part(clause: Clause, number: Token, parts: Sequence[Part]) -> bool:
    """Whether a clause may be one of the parts: not what was done with all of them, or in another year."""
    if _ends_enumeration(clause, parts):
        return False
    said = itertools.takewhile(lambda token: token is not number, clause.words)
    if any(token.roles & _NEVER for token in said) or clause.plays(_OF_ALL):
        return False
    part = Part(clause, number)
    if part.is_of(_CLASSES) and all(each.is_of(_CLASSES) for each in parts):
        return True
    if parts and parts[0].clause.plays(_CASE_ENDS):
        return clause.plays(_CASE_ENDS) or part.is_rest
    if parts and clause.plays(_CASE_ENDS):
        return False
    if kin_of(number) != "件" or (clause.plays(_CASE_ENDS) and not parts):
        return True
    of_kind = part.is_of(CHANNELS) or part.is_of(APPLICANTS) or part.is_of(OFFICES)
    return of_kind or clause.plays(_DECISIONS) or not clause.plays(_ENDS | _CASE_ENDS)


def _ends_enumeration(clause: Clause, parts: Sequence[Part]) -> bool:
    """Whether a way opens a clause of its own behind parts that 、 divides: 其中要闻3条、动态6条，公众号发布8条."""
    marks = [part.clause.mark for part in parts]
    of_way = any(way in clause.text for way in (*_MEDIA, *CHANNELS))
    ways = any(way in part.clause.text for part in parts for way in (*_MEDIA, *CHANNELS))
    return len(marks) > 1 and marks[-1] in ("，", ",") and "、" in marks[:-1] and of_way and not ways


_OF_ALL: Final = roles("all already")
_DECISIONS: Final = roles("licence penalty compulsion")


def _groups(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """The parts of one list; where ； divides lists of several kinds, each for itself."""
    groups: list[list[Part]] = [[]]
    for part in parts:
        groups[-1].append(part)
        if part.clause.mark in ("；", ";"):
            groups.append([])
    groups = [group for group in groups if group]
    kinds = {_kind_of(group) for group in groups}
    if len(groups) > 1 and (len(kinds) > 1 or None not in kinds) and min(map(len, groups)) >= _FEWEST:
        yield from groups
    elif parts:
        yield list(parts)


def _kind_of(parts: Sequence[Part]) -> tuple[str, ...] | None:
    """The kind of a list all of whose parts are ways, or who asked, or offices."""
    named = [part for part in parts if not part.is_rest] or parts
    kinds = (kind for kind in (CHANNELS, APPLICANTS, OFFICES) if all(part.is_of(kind) for part in named))
    return next(kinds, None)


@attrs.define(eq=False)
class _Totals:
    """The numbers that a sentence has told so far, of which a list may tell the parts."""

    known: frozenset[Decimal]
    before: tuple[Token, ...] = ()
    told: list[Token] = attrs.field(factory=list)
    received: list[Token] = attrs.field(factory=list)
    all: list[Token] = attrs.field(factory=list)
    asked: bool = False

    def take(self, clause: Clause) -> None:
        """Take the numbers of a clause into account."""
        self.asked = self.asked or clause.plays(_ASKED)
        compares, receives = False, clause.plays(_RECEIVED)
        for at, token in enumerate(clause.words):
            carried = bool(token.roles & _CARRIES)
            compares = compares or (bool(token.roles & _COMPARES) and not carried)
            if not is_counted(token):
                continue
            self.all = [*self.all, token][-_REMEMBERED:]
            next_to = clause.words[max(0, at - _NEAR) : at + 2]
            if not compares and not any(each.roles & _CARRIES for each in next_to):
                self.told = [*self.told, token][-_REMEMBERED:]
                if receives:
                    self.received = [*self.received, token][-_REMEMBERED:]

    def of(self, total: Token) -> _Totals:
        """One number that has been told, by itself."""
        return attrs.evolve(self, told=[total], received=[], all=[total])

    def beside(self, parts: list[Part], behind: Clause | None, *, strong: bool) -> Iterator[Listed]:
        """A list beside its total, where the one does not come to the other."""
        kind, kin = _kind_of(parts), kin_of(parts[0].number)
        same = [token for token in self.told if kin_of(token) == kin]
        anew = not same and strong and len(parts) > 1  # 从内容看，…: of what the sentences before have told
        same = [token for token in self.before if kin_of(token) == kin] if anew else same
        if not same:
            return
        of_requests = (self.asked or anew) and kin == "件" and kind in (CHANNELS, APPLICANTS)
        of_requests = of_requests or (kin == "元" and kind is not None)
        received = [token for token in self.received if kin_of(token) == kin]
        total = received[-1] if of_requests and received else same[-1]
        said, come_to = amount_of(total), sum((part.amount for part in parts), Decimal(0))
        if come_to in self._either(kin, of_requests=of_requests or anew) or _is_told_before(said, parts):
            return
        goes_on = behind is not None and (
            parts[-1].clause.mark in ("，", ",", "、") or kin in map(kin_of, behind.numbers)
        )
        more = sum(map(amount_of, behind.numbers), Decimal(0)) if behind is not None and goes_on else Decimal(0)
        if come_to > said:
            wrong = not _overlaps(said, parts) and (len(parts) > 1 or _is_more_than_any(parts[0], same))
        else:
            told = _is_whole(parts, strong=strong) or (of_requests and len(parts) > 1)
            told = told or (_is_near(parts, said, come_to) and not more)
            told = told and come_to + more != said
            wrong = (told and not _is_open(parts, behind, kind)) or _is_slip(parts, said, come_to)
        if wrong:
            yield Listed(said, come_to, True, parts[0].number.start if anew else total.start)

    def _either(self, kin: str, *, of_requests: bool) -> set[Decimal]:
        """The totals before a list, and each two of them together: what came in and what was carried over."""
        before = [amount_of(token) for token in self.before if kin_of(token) == kin]
        amounts = [amount_of(token) for token in self.all if kin_of(token) == kin]
        both = {one + other for one, other in itertools.combinations(amounts, 2)} if self.asked else set()
        return {*before, *amounts, *both, *(self.known if of_requests else ())}


_CARRIES: Final = roles("carry turn takes")
_NEAR: Final = 3


def _is_more_than_any(part: Part, totals: Sequence[Token]) -> bool:
    """Whether one part alone is more than every number before it; how cases ended is held against its own cells."""
    return part.amount > max(map(amount_of, totals)) and not part.clause.plays(_CASE_ENDS)


def _overlaps(said: Decimal, parts: Sequence[Part]) -> bool:
    """Whether one piece may be in several parts: 网站公开120条，公众号同步推送60条."""
    texts = [part.clause.text for part in parts]
    at_once = any(word in text for text in texts for word in _AT_ONCE)
    media = [part.amount for part in parts if any(way in part.clause.text for way in _MEDIA)]
    come_to = sum((part.amount for part in parts), Decimal(0))
    likely = len(media) > 1 and kin_of(parts[0].number) != "件" and come_to > _A_SLIP * said
    return at_once or said in media or (likely and not _is_changed(parts, said, come_to))


_A_SLIP: Final = Decimal("1.12")  # times the total: more is no slip, but told in two places


_AT_ONCE: Final = ("同步", "同时", "一并", "多渠道", "多个渠道", "多平台", "交叉")
_MEDIA: Final = ("网站", "公众号", "微信", "微博", "客户端", "公示栏", "公告栏", "新媒体", "平台", "显示屏")


def _is_told_before(said: Decimal, parts: Sequence[Part]) -> bool:
    """Whether the parts come to the total before the list ends, and what follows parts it anew, or is no part."""
    so_far = list(itertools.accumulate(part.amount for part in parts))
    if said not in so_far:
        return False
    last = so_far.index(said)
    behind = [part.amount for part in parts[last + 1 :]]
    marks = {part.clause.mark for part in parts[:last]}
    ends = parts[last].clause.mark in ("；", ";") or (marks == {"、"} and parts[last].clause.mark in ("，", ","))
    return ends or said in itertools.accumulate(behind)


def _is_open(parts: Sequence[Part], behind: Clause | None, kind: tuple[str, ...] | None) -> bool:
    """Whether the words leave it open if all is told: 等, 主要, 其余为当面递交."""
    words = [token.text for part in parts for token in part.clause.words if not token.roles & _GROUNDS]
    if any(word.startswith(_VAGUE) or word.endswith("重点") for word in words):
        return True
    if any(word in part.clause.text for part in parts[:-1] for word in ("其他", "其它")):
        return True
    if behind is None and kind is not None and parts[-1].clause.mark in ("；", ";"):
        return True
    rest = behind is not None and not behind.numbers and behind.text.startswith(_RESTS)
    goes_on = behind is not None and not behind.numbers and kind is not None and any(w in behind.text for w in kind)
    return rest or goes_on


def _is_whole(parts: Sequence[Part], *, strong: bool) -> bool:
    """Whether a list says that it tells all parts: by its words, by its last part, by two parts that make a whole."""
    if len(parts) < _FEWEST:
        return False
    first, last = parts[0].clause.text, parts[-1].clause.text
    classes = len(parts) > _FEWEST and all(part.is_of(_CLASSES) for part in parts)
    pair = classes or (len(parts) == _FEWEST and any(one in first and other in last for one, other in _PAIRS))
    return strong or parts[-1].is_rest or pair


def _is_near(parts: Sequence[Part], said: Decimal, come_to: Decimal) -> bool:
    """Whether the parts come so near to the total that they are all of them."""
    near = next(share for most, share in _NEARLY if len(parts) <= most)
    return len(parts) >= _FEWEST and come_to >= near * said and said >= _LARGE[len(parts) > _FEWEST]


_NEARLY: Final = ((2, Decimal("0.97")), (4, Decimal("0.93")), (7, Decimal("0.9")), (10**9, Decimal("0.85")))
_LARGE: Final = (Decimal(50), Decimal(0))


def _is_slip(parts: Sequence[Part], said: Decimal, come_to: Decimal) -> bool:
    """Whether a list misses its total by two figures that changed places: 58 for 85."""
    return len(parts) >= (_FEWEST if said >= _LARGE[0] else _SURELY) and _is_changed(parts, said, come_to)


def _is_changed(parts: Sequence[Part], said: Decimal, come_to: Decimal) -> bool:
    """Whether two figures that change places, in the total or in one part, make the parts come to the total."""
    changed = {come_to - part.amount + one for part in parts for one in _swapped(part.amount)}
    return come_to in _swapped(said) or (said in changed and come_to * 2 > said)


_SURELY: Final = 3


def _swapped(number: Decimal) -> set[Decimal]:
    """The numbers that come of one by two neighbouring figures that change places."""
    figures = f"{number:f}"
    if not figures.isdigit():
        return set()
    swaps = (figures[:at] + figures[at + 1] + figures[at] + figures[at + 2 :] for at in range(len(figures) - 1))
    return {Decimal(one) for one in swaps if one != figures and one[0] != "0"}
