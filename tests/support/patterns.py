"""The patterns of the package, and what in them could take more than linear time, by their parse trees."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping, Sequence
from re import _constants as c, _parser as parser
from typing import Any

import gikreport

_PROBES = [chr(number) for number in range(32, 127)] + list("\t\n\u3000，。、；：（）“”一二年月第本其")
_WIDE = 100  # a repeat of so many is as good as one without end
_LOOKS = frozenset([c.AT, c.ASSERT, c.ASSERT_NOT])
Chars = frozenset[str]


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Every compiled pattern that a module of the package holds, in tuples and tables too: its place and itself."""
    seen: set[int] = set()
    for module in pkgutil.walk_packages(gikreport.__path__, "gikreport."):
        if not module.name.endswith("__main__"):
            values = vars(importlib.import_module(module.name))
            for name, value in sorted(values.items()):
                for found in _held(value, 4):
                    if id(found) not in seen:
                        seen.add(id(found))
                        yield f"{module.name.removeprefix('gikreport.')}.{name}", found


def _held(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, Mapping):
        yield from (one for key, inner in value.items() for part in (key, inner) for one in _held(part, depth - 1))
    elif depth and isinstance(value, tuple | list | frozenset | set):
        yield from (one for inner in value for one in _held(inner, depth - 1))


def tree(pattern: re.Pattern[Any]) -> Sequence[Any]:
    """The parse tree of a pattern."""
    return parser.parse(pattern.pattern, pattern.flags)  # type: ignore[no-any-return]


def faults(pattern: re.Pattern[Any]) -> list[str]:
    """A repeat inside a repeat, or two that meet and can take the same signs: what may be tried in many ways."""
    own = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    return list(_Look(frozenset([*_PROBES, *own])).faults(list(tree(pattern))))


class _Look:
    """Goes through a tree with some signs, each of which an item takes or does not."""

    def __init__(self, probes: Chars) -> None:
        self._probes = probes

    def faults(self, items: Sequence[tuple[Any, Any]]) -> Iterator[str]:
        for index, (kind, given) in enumerate(items):
            if _is_endless(kind, given):
                if any(
                    _is_endless(*inner) and self._signs([inner]) & self._signs(given[2]) for inner in _flat(given[2])
                ):
                    yield "a repeat in a repeat"
                if self._meets(items, index):
                    yield "a repeat beside a repeat"
            for inner in _inside(kind, given):
                yield from self.faults(list(inner))

    def _meets(self, items: Sequence[tuple[Any, Any]], index: int) -> bool:
        """Whether another endless repeat comes behind one, with nothing between that both cannot take."""
        taken = self._signs([items[index]])
        for kind, given in items[index + 1 :]:
            signs = self._signs([(kind, given)])
            if kind in _LOOKS:
                continue
            if _is_endless(kind, given) and signs & taken:
                return True
            if not signs & taken and not _may_be_empty(kind, given):
                return False
        return False

    def _signs(self, items: Sequence[tuple[Any, Any]]) -> Chars:
        """The probes that stand anywhere in what these items take."""
        found: set[str] = set()
        for kind, given in items:
            if kind in (c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN):
                found |= {sign for sign in self._probes if takes(kind, given, sign)}
            elif kind not in _LOOKS:
                found |= {sign for inner in _inside(kind, given) for sign in self._signs(inner)}
        return frozenset(found)


def _is_endless(kind: Any, given: Any) -> bool:
    return kind in (c.MAX_REPEAT, c.MIN_REPEAT) and given[1] >= _WIDE


def _may_be_empty(kind: Any, given: Any) -> bool:
    return kind in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT) and given[0] == 0


def _inside(kind: Any, given: Any) -> list[Sequence[Any]]:
    if kind in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        return [given[2]]
    if kind is c.SUBPATTERN:
        return [given[3]]
    if kind is c.BRANCH:
        return list(given[1])
    if kind is c.ATOMIC_GROUP:
        return [given]
    return [given[1]] if kind in (c.ASSERT, c.ASSERT_NOT) else []


def _flat(items: Sequence[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    for kind, given in items:
        yield kind, given
        for inner in _inside(kind, given):
            yield from _flat(inner)


def takes(kind: Any, given: Any, sign: str) -> bool:
    """Whether an item of one sign takes this sign."""
    if kind is c.LITERAL:
        return bool(ord(sign) == given)
    if kind is c.NOT_LITERAL:
        return bool(ord(sign) != given)
    if kind is c.ANY:
        return sign != "\n"
    negated = given[0][0] is c.NEGATE
    return bool(negated != any(_one(inner, value, sign) for inner, value in given))


def _one(kind: Any, value: Any, sign: str) -> bool:
    if kind is c.LITERAL:
        return bool(ord(sign) == value)
    if kind is c.RANGE:
        return bool(value[0] <= ord(sign) <= value[1])
    known = {
        c.CATEGORY_DIGIT: sign.isdecimal(), c.CATEGORY_NOT_DIGIT: not sign.isdecimal(),
        c.CATEGORY_SPACE: sign.isspace(), c.CATEGORY_NOT_SPACE: not sign.isspace(),
        c.CATEGORY_WORD: sign.isalnum() or sign == "_", c.CATEGORY_NOT_WORD: not (sign.isalnum() or sign == "_"),
    }  # fmt: skip
    return kind is c.CATEGORY and known[value]


def attacks(pattern: re.Pattern[Any], size: int) -> Iterator[str]:
    """Texts of about so many signs, each a part of the pattern again and again, begun as it begins and not ended."""
    items = list(tree(pattern))
    units = {sample([item]) or sample(_at_least_once(item)) for item in _flat(items)} | {sample(items)}
    begun = sample(items)
    for unit in sorted(units - {""}):
        for start in ("", begun):
            yield start + unit * (size // len(unit)) + "\x01"


def _at_least_once(item: tuple[Any, Any]) -> Sequence[Any]:
    inner = _inside(*item)
    return list(inner[0]) if inner else []


def sample(items: Sequence[tuple[Any, Any]]) -> str:
    """A short text that such items take."""
    return "".join(_sample(kind, given) for kind, given in items)


def _sample(kind: Any, given: Any) -> str:
    if kind is c.LITERAL:
        return chr(given)
    if kind in (c.NOT_LITERAL, c.ANY, c.IN):
        listed = [chr(value) for inner, value in given if inner is c.LITERAL] if kind is c.IN else []
        ranges = [chr(value[0]) for inner, value in given if inner is c.RANGE] if kind is c.IN else []
        return next((sign for sign in listed + ranges + _PROBES if takes(kind, given, sign)), "")
    if kind in (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT):
        return str(sample(given[2]) * min(given[0], 4))
    if kind is c.BRANCH:
        return sample(given[1][0])
    return "" if kind in _LOOKS else "".join(sample(inner) for inner in _inside(kind, given))
