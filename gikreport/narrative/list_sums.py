"""Whether the parts of a list are all of them, and whether what they come to is a slip of their total."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from .clauses import Clause, amount_of, kin_of
from .concepts import GROUNDS
from .list_parts import CASE_ENDS, CLASSES, FEWEST, MEDIA, RESTS, Part
from .tokens import Token

_VAGUE: Final = ("等", "主要", "涉及", "如", "大多", "多为", "较多", "集中")
_PAIRS: Final = (
    ("线上", "线下"), ("网上", "网下"), ("上半年", "下半年"), ("部门", "乡镇"), ("部门", "各镇"), ("部门", "街道"),
    ("市直", "县"), ("市直", "区"), ("市级", "区"), ("市级", "县"), ("县直", "镇"), ("区直", "镇"), ("区直", "街"),
    ("县级", "镇"), ("建议", "提案"), ("纸质", "电子"), ("国家级", "省级"), ("自然人", "法人"), ("自然人", "企业"),
)  # fmt: skip
_GROUNDS: Final = frozenset(GROUNDS)


def is_more_than_any(part: Part, totals: Sequence[Token]) -> bool:
    """Whether one part alone is more than every number before it; how cases ended is held against its own cells."""
    return part.amount > max(map(amount_of, totals)) and not part.clause.plays(CASE_ENDS)


def overlaps(said: Decimal, parts: Sequence[Part]) -> bool:
    """Whether one piece may be in several parts: 网站公开120条，公众号同步推送60条."""
    texts = [part.clause.text for part in parts]
    at_once = any(word in text for text in texts for word in _AT_ONCE)
    media = [part.amount for part in parts if any(way in part.clause.text for way in MEDIA)]
    come_to = sum((part.amount for part in parts), Decimal(0))
    likely = len(media) > 1 and kin_of(parts[0].number) != "件" and come_to > _A_SLIP * said
    return at_once or said in media or (likely and not _is_changed(parts, said, come_to))


_A_SLIP: Final = Decimal("1.12")  # times the total: more is no slip, but told in two places


_AT_ONCE: Final = ("同步", "同时", "一并", "多渠道", "多个渠道", "多平台", "交叉")


def is_told_before(said: Decimal, parts: Sequence[Part]) -> bool:
    """Whether the parts come to the total before the list ends, and what follows parts it anew, or is no part."""
    so_far = list(itertools.accumulate(part.amount for part in parts))
    if said not in so_far:
        return False
    last = so_far.index(said)
    behind = [part.amount for part in parts[last + 1 :]]
    marks = {part.clause.mark for part in parts[:last]}
    ends = parts[last].clause.mark in ("；", ";") or (marks == {"、"} and parts[last].clause.mark in ("，", ","))
    return ends or said in itertools.accumulate(behind)


def is_open(parts: Sequence[Part], behind: Clause | None, kind: tuple[str, ...] | None) -> bool:
    """Whether the words leave it open if all is told: 等, 主要, 其余为当面递交."""
    words = [token.text for part in parts for token in part.clause.words if not token.roles & _GROUNDS]
    if any(word.startswith(_VAGUE) or word.endswith("重点") for word in words):
        return True
    if any(word in part.clause.text for part in parts[:-1] for word in ("其他", "其它")):
        return True
    if behind is None and kind is not None and parts[-1].clause.mark in ("；", ";"):
        return True
    rest = behind is not None and not behind.numbers and behind.text.startswith(RESTS)
    goes_on = behind is not None and not behind.numbers and kind is not None and any(w in behind.text for w in kind)
    return rest or goes_on


def is_whole(parts: Sequence[Part], *, strong: bool) -> bool:
    """Whether a list says that it tells all parts: by its words, by its last part, by two parts that make a whole."""
    if len(parts) < FEWEST:
        return False
    first, last = parts[0].clause.text, parts[-1].clause.text
    classes = len(parts) > FEWEST and all(part.is_of(CLASSES) for part in parts)
    pair = classes or (len(parts) == FEWEST and any(one in first and other in last for one, other in _PAIRS))
    return strong or parts[-1].is_rest or pair


def is_near(parts: Sequence[Part], said: Decimal, come_to: Decimal) -> bool:
    """Whether the parts come so near to the total that they are all of them."""
    near = next(share for most, share in _NEARLY if len(parts) <= most)
    return len(parts) >= FEWEST and come_to >= near * said and said >= _LARGE[len(parts) > FEWEST]


_NEARLY: Final = ((2, Decimal("0.97")), (4, Decimal("0.93")), (7, Decimal("0.9")), (10**9, Decimal("0.85")))
_LARGE: Final = (Decimal(50), Decimal(0))


def is_slip(parts: Sequence[Part], said: Decimal, come_to: Decimal) -> bool:
    """Whether a list misses its total by two figures that changed places: 58 for 85."""
    return len(parts) >= (FEWEST if said >= _LARGE[0] else _SURELY) and _is_changed(parts, said, come_to)


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
