"""Whose numbers, and when: what a sentence has said so far of the year, the way, the circle of offices."""

from __future__ import annotations

import copy
import functools
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from .claims import Period, Scope
from .office import Office
from .tokens import Token

_OWN_LETTERS: Final = "我本该各全年度"
_COUNTED: Final = frozenset("件条宗份起次项")
_LISTED: Final = frozenset("件条宗份")

JUDGES: Final = frozenset(["受理", "办理", "审理", "审结", "代理", "承办", "办结", "答复", "处理"])
_NEAR: Final = 8
_LAW: Final = 4
_EXCEPTED: Final = 15


class Circumstances:
    """What was said so far; read token by token, so that a sentence is read once."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._aside: list[Circumstances] = []
        self.other_year = self.this_year = self.whole_year = self.last_year = False
        self.sum_up = self.until = self.of_requests = self.dated = False
        self.listing = self.listed_way = self.elsewhere = False
        self.goes_on = False  # whether the other year is but the first of several up to this: 2022年以来
        self.left: Decimal | None = None
        self.unbroken = self.way_of_item = self.listed_all = False
        self.parted: Decimal | None = None  # what the parts of a list have left of its total
        self.total: Decimal | None = None
        self.circle: bool | None = None
        self._open_clause()

    def _open_clause(self) -> None:
        self.way = self.way_kind = ""
        self.way_end = -_NEAR - 1
        self.compared = self.others = self.alien = self.grew = self.judges = self.helps = False
        self.before = self.other_year
        self.organ = False
        self.towns = self.departments = False
        self.around = self.inside = self.whole = self.own = self.counts = False

    def _close_clause(self) -> None:
        if self.compared and self.grew:
            self.other_year = self.before
        circle = self._circle_of_clause()
        if self.counts and circle is not None and not self.listed_all:
            self.circle = circle
        self._open_clause()

    def read(self, text: str, tokens: Sequence[Token], index: int) -> None:
        """Take one more token into account."""
        token = tokens[index]
        for step in steps_of(token.roles):
            step(self, text, tokens, index)
        if token.text in AGAIN:
            self._again(text, tokens, index)

    def _comma(self, text: str, tokens: Sequence[Token], index: int) -> None:
        if not (tokens[index].text in "：:" and _is_number(tokens, index + 1)):
            self._close_clause()
            self.way_of_item = False

    def _join(self, text: str, tokens: Sequence[Token], index: int) -> None:
        if tokens[index].text == "、":
            self.way_of_item = False
        if self.counts:
            self.towns = self.departments = False

    def _open(self, text: str, tokens: Sequence[Token], index: int) -> None:
        inside = copy.copy(self)
        self._aside.append(inside)
        if not _is_number(tokens, index + 1):
            self._close_clause()

    def _close(self, text: str, tokens: Sequence[Token], index: int) -> None:
        if self._aside:
            stack, outside = self._aside, self._aside.pop()
            self.__dict__.update(outside.__dict__)
            self._aside = stack

    def _year(self, text: str, tokens: Sequence[Token], index: int) -> None:
        token = tokens[index]
        if text.startswith(_EARLIER, token.end):  # 2023年以前
            self.other_year = True
        elif token.value is not None and token.value == self._office.year:
            self._this(text, tokens, index)
        elif token.value is not None and not _is_of_what_was_carried(tokens, index):
            self.other_year, self.goes_on = True, "以来" in token.text
            self.last_year = self._office.year is not None and token.value == self._office.year - 1

    def _this(self, text: str, tokens: Sequence[Token], index: int) -> None:
        if not _is_of_what_was_carried(tokens, index) or tokens[index].value is None:
            self.other_year = self.before = False
            self.this_year = True

    def _last(self, text: str, tokens: Sequence[Token], index: int) -> None:
        added = tokens[index].text in _ADDING or (index and tokens[index - 1].text in _ADDING)
        if not added and not _is_of_what_was_carried(tokens, index):
            self.other_year = True

    def _once(self, text: str, tokens: Sequence[Token], index: int) -> None:
        if index and tokens[index - 1].value is not None and tokens[index - 1].value == self._office.year:
            self._this(text, tokens, index)
            return
        carried = tokens[index].text in _BEFORE and _is_of_what_was_carried(tokens, index)
        besides = self.whole_year and index and "join" in tokens[index - 1].roles  # 全年及历年
        if not (carried or besides or (self.counts and tokens[index].text in _PARTS_OF_YEAR)):
            self.other_year = True

    def _except(self, text: str, tokens: Sequence[Token], index: int) -> None:
        for token in tokens[index + 1 : index + _EXCEPTED]:
            if "comma" in token.roles:
                break
            self.other_year = self.other_year or "外" in token.text

    def _year_long(self, text: str, tokens: Sequence[Token], index: int) -> None:
        self.whole_year = True

    def _sum_up(self, text: str, tokens: Sequence[Token], index: int) -> None:
        self.sum_up = True

    def _until(self, text: str, tokens: Sequence[Token], index: int) -> None:
        self.until = True

    def _compared(self, text: str, tokens: Sequence[Token], index: int) -> None:
        self.compared = True

    def _growth(self, text: str, tokens: Sequence[Token], index: int) -> None:
        self.grew = True

    def _alien(self, text: str, tokens: Sequence[Token], index: int) -> None:
        self.judges = self.judges or tokens[index].text in JUDGES
        if not (self.of_requests and "subject" in tokens[index].roles):
            self.alien = True

    def _help(self, text: str, tokens: Sequence[Token], index: int) -> None:
        if self.of_requests and "subject" in tokens[index].roles:
            return
        self.alien = self.helps = True

    def _deed(self, text: str, tokens: Sequence[Token], index: int) -> None:
        said = tokens[index].text
        about = index and ("to" in tokens[index - 1].roles or tokens[index - 1].text in ("不服", "因", "就"))
        self.judges = self.judges or (said in JUDGES and not about)
        self.alien = self.alien or said in ("制作", "制发")

    def _lists(self, text: str, tokens: Sequence[Token], index: int) -> None:
        self._begin_list()

    def _begin_list(self) -> None:
        self.parted, self.listed_all = self.total, False
        if not self.listing:
            self.listing, self.listed_way, self.unbroken, self.left = True, False, True, self.total

    def _way(self, text: str, tokens: Sequence[Token], index: int) -> None:
        token = tokens[index]
        if _is_of_all(tokens, index):
            return
        self.way, self.way_end, self.way_of_item = token.text, token.end, True
        self.way_kind = "requester" if "requester" in token.roles else "channel"
        self.listed_way = self.listed_way or self.listing

    def _in_writing(self, text: str, tokens: Sequence[Token], index: int) -> None:
        self.way, self.way_end = "", -_NEAR - 1

    def _again(self, text: str, tokens: Sequence[Token], index: int) -> None:
        follows = tokens[index + 1].roles if index + 1 < len(tokens) else _NOTHING
        added = tokens[index].text in _SUMMED and bool(follows & _RECEIVES)
        if added or ("glue" in tokens[index].roles and ("request" in follows or tokens[index].text == "上述")):
            self.listing = self.listed_way = False
            self._in_writing(text, tokens, index)

    def _date(self, text: str, tokens: Sequence[Token], index: int) -> None:
        """The last day of the year, up to which is counted: 截至12月31日累计."""
        said = tokens[index].text
        self.dated = "12月" in said and (not said[:4].isdigit() or said[:4] == str(self._office.year))

    def _superior(self, text: str, tokens: Sequence[Token], index: int) -> None:
        if "政府" not in self._office.agency:
            self.around = True

    def _around(self, text: str, tokens: Sequence[Token], index: int) -> None:
        self.around = True
        self.departments = self.departments or tokens[index].text.endswith(("部门", "单位"))

    def _inside(self, text: str, tokens: Sequence[Token], index: int) -> None:
        self.inside = True
        self.departments = self.departments or tokens[index].text.endswith(("部门", "单位"))

    def _towns(self, text: str, tokens: Sequence[Token], index: int) -> None:
        self.towns = True
        self.others = self.others or not self._office.government

    def begin_anew(self) -> None:
        """Forget which circle of offices was counted: a sum of all of them has been told."""
        self.circle = None

    def _whole(self, text: str, tokens: Sequence[Token], index: int) -> None:
        above = self._office.is_below(tokens[index].text[-1:])
        self.inside = self.inside or above
        self.whole = self.whole or not above
        self.around = True

    def _own(self, text: str, tokens: Sequence[Token], index: int) -> None:
        self.own = True
        self.inside = self.inside or not self._office.calls_itself(tokens[index].text[1:])

    def _committee(self, text: str, tokens: Sequence[Token], index: int) -> None:
        if self._office.agency.endswith(("管委会", "管理委员会")):
            self.own = True
        else:
            self.others = True

    def _organ(self, text: str, tokens: Sequence[Token], index: int) -> None:
        self.organ = self.own = True

    def _unit(self, text: str, tokens: Sequence[Token], index: int) -> None:
        unit = tokens[index]
        before = text[unit.start - 1 : unit.start] if unit.start else ""
        named = before.isalnum() and before not in _OWN_LETTERS
        enforces = text[max(0, unit.start - _LAW) : unit.start].endswith("执法")  # the one of the town itself
        if named and not enforces and not self._office.owns(text, unit):
            self.others = True

    def _elsewhere(self, text: str, tokens: Sequence[Token], index: int) -> None:
        """What holds to the end of the sentence: numbers of another work, or beside those of the tables."""
        self.elsewhere = True

    def _others(self, text: str, tokens: Sequence[Token], index: int) -> None:
        self.others = True

    def count(self, token: Token) -> None:
        """Take a number into account, once it is known whose it is."""
        if token.unit not in _COUNTED:
            return
        self.counts = True
        if self.parted is not None and token.value is not None:
            self.parted -= token.value
            self.listed_all = self.parted == 0
            self.circle = None if self.listed_all else self.circle
        if self.listing and self.unbroken and self.left is not None and token.value is not None:
            self.unbroken = self.way_of_item
            self.left -= token.value
            if self.unbroken and self.left == 0:
                self.listing = self.listed_way = False
                self.way, self.way_end = "", -_NEAR - 1
        if not (self.compared or self.grew):
            self.total = token.value
        self.way_of_item = False

    def number(self, token: Token) -> None:
        """A number that stands behind a way opens a list of ways."""
        if token.unit in _LISTED and token.start - self.way_end <= _NEAR and not self.listing:
            self._begin_list()
            self.listed_way = True

    def _circle_of_clause(self) -> bool | None:
        """Whether the clause names another circle of offices; None where it names none."""
        if self._office.government and self.towns:
            return not (self.departments or self.whole)
        if self._office.government:
            return False if self.whole else (self.inside or None)
        return True if self.around else (False if self.own else None)

    @property
    def of_others(self) -> bool:
        """Whether another circle of offices is counted than the tables count."""
        circle = self._circle_of_clause()
        return bool(self.circle if circle is None else circle)

    @property
    def is_summed_up(self) -> bool:
        """Whether what was counted up to the last day of the year is that of the year, as far as the words say."""
        return self.dated and self.sum_up and not self.other_year

    @property
    def period(self) -> Period:
        """The year that was named last."""
        if self.other_year or (self.sum_up and (self.until or not (self.this_year or self.whole_year))):
            return Period.LAST if self.other_year and self.last_year else Period.OTHER
        return Period.THIS if self.this_year else Period.UNNAMED

    @property
    def scope(self) -> Scope:
        """Whose numbers are told."""
        if self.others or self.elsewhere:
            return Scope.OTHER_OFFICE
        if self.listed_way if self.listing else self.way:
            return Scope.REQUESTER if self.way_kind == "requester" else Scope.CHANNEL
        if self.compared:
            return Scope.PART
        return (Scope.NARROWER if self._office.government else Scope.WIDER) if self.of_others else Scope.OFFICE


def _is_number(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and "quantity" in tokens[index].roles


def _is_of_all(tokens: Sequence[Token], index: int) -> bool:
    """Whether a way is that of all that was told: 均为网络申请, 全部通过信函."""
    at = index - 1
    while at >= 0 and tokens[at].text in _IS:
        at -= 1
    return 0 <= at < index - 1 and "all" in tokens[at].roles


_IS: Final = frozenset(["为", "是", "系", "属", "属于", "通过", "以", "由"])
_NOTHING: Final[frozenset[str]] = frozenset()


def _is_of_what_was_carried(tokens: Sequence[Token], index: int) -> bool:
    """Whether a year is that of what was carried over: 2022年结转, 结转至2024年."""
    after, before = index + 1, index - 1
    while after < len(tokens) and "unfinished" in tokens[after].roles:
        after += 1
    if after > index + 1:
        return True
    while after < len(tokens) and (tokens[after].text in ("度", "的", "末") or "deny" in tokens[after].roles):
        after += 1
    if before >= 0 and tokens[before].text in ("至", "到", "入", "到了"):
        before -= 1
    return any(0 <= at < len(tokens) and tokens[at].roles & _CARRIES for at in (after, before))


_CARRIES: Final = frozenset(["carry", "takes"])


_TAKEN: Final = {
    "comma": "comma",
    "join": "join",
    "open": "open",
    "close": "close",
    "year": "year",
    "this": "this",
    "last": "last",
    "once": "once month",
    "except": "except",
    "date": "date",
    "year_long": "year_long",
    "sum_up": "sum_up",
    "until": "until",
    "compared": "compared",
    "growth": "growth",
    "alien": "alien paperwork proactive drafted_for",
    "help": "help",
    "deed": "get done handle issue",
    "lists": "through part",
    "way": "channel requester",
    "in_writing": "in_writing",
    "superior": "superior",
    "around": "circle_around",
    "inside": "circle_inside",
    "towns": "towns",
    "whole": "circle_whole",
    "own": "own",
    "organ": "organ",
    "committee": "committee",
    "unit": "unit",
    "others": "below unrelated",
    "elsewhere": "elsewhere",
}
_Step = Callable[[Circumstances, str, Sequence[Token], int], None]
_STEPS: Final[dict[str, _Step]] = {
    role: getattr(Circumstances, f"_{step}") for step, named in _TAKEN.items() for role in named.split()
}
_EARLIER: Final = ("以前", "之前", "前", "及以前")
_ADDING: Final = frozenset(["加上", "连同", "加之"])
_BEFORE: Final = frozenset(["往年", "历年"])
_PARTS_OF_YEAR: Final = frozenset(["上半年", "下半年", "季度", "一季度", "二季度", "三季度", "四季度", "月份"])
_SUMMED: Final = frozenset(["合计", "总计", "共计"])
_RECEIVES: Final = frozenset(["get", "request"])
AGAIN: Final = frozenset(["上述", "以上", *_SUMMED])


@functools.lru_cache(1024)
def steps_of(roles: frozenset[str]) -> tuple[_Step, ...]:
    """What is to be done for a word with some roles, in an order of its own; most words change nothing."""
    return tuple(_STEPS[role] for role in sorted(roles & _STEPS.keys()))
