"""Who is who: the offices of an area, `units.toml`, with the office that each belongs to."""

from __future__ import annotations

import pathlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from .datafile import shown, toml_file
from .errors import Problem, Unreadable, Words
from .limits import told_within
from .model.reading import Reading
from .model.text import unspaced
from .rules.units import Office

KINDS: Final = ("government", "department", "township", "street", "zone", "institution")


@attrs.frozen(kw_only=True)
class Unit:
    """One office: its full name, its code, what it is, and the office whose report includes it (汇总).

    `former` are other names under which its reports may come; `makes_rules` says that it may make 规章 (立法法);
    `title` and `signed_by` are how its report is titled and signed, where that is not its name.
    """

    name: str
    code: str = ""
    kind: str = ""
    parent: str = ""
    former: tuple[str, ...] = ()
    makes_rules: bool = False
    title: tuple[str, ...] = ()
    signed_by: str = ""


@attrs.frozen
class Units:
    """The offices of an area, each once."""

    listed: tuple[Unit, ...] = ()

    def named(self, name: str) -> Unit | None:
        """The office of this name."""
        return next((unit for unit in self.listed if unspaced(unit.name) == unspaced(name)), None)

    def known_as(self, name: str) -> Unit | None:
        """The office that has this name, or had it."""
        return self.named(name) or next(
            (unit for unit in self.listed if unspaced(name) in map(unspaced, unit.former)), None
        )

    def children(self, name: str) -> tuple[Unit, ...]:
        """The offices whose reports go into the report of this one."""
        whole = self.named(name)
        names = {unspaced(name)} | ({whole.code} if whole and whole.code else set())
        return tuple(unit for unit in self.listed if unit.parent and {unspaced(unit.parent), unit.parent} & names)

    def near(self, name: str) -> str:
        """A name that looks like this one, "" when none does."""
        import difflib

        found = difflib.get_close_matches(name, [unit.name for unit in self.listed], 1, 0.7)
        return found[0] if found else ""


def office_of(reading: Reading, units: Units) -> Office:
    """A report with what the list says of its office."""
    unit = units.named(reading.agency or "")
    if unit is None:
        return Office(reading=reading)
    signed_by = unit.signed_by or unit.name
    return Office(
        reading=reading, listed=unit.name, makes_rules=unit.makes_rules, title=unit.title, signed_by=signed_by
    )


def read_units(source: str | pathlib.Path | Mapping[str, Any]) -> Units:
    """The offices of a units.toml, or of its data.

    Raises Unreadable with every problem at once: an unknown key, a parent that is not listed, an office listed twice
    (as a department and as a 功能区, say), a circle of parents.
    """
    data, name = _loaded(source)
    problems = list(_problems(data))
    units = () if problems else tuple(_unit(item) for item in data.get("units", ()))
    problems += [*_twice(units), *_parents(Units(units))]
    if problems:
        raise Unreadable(Words(f"{name} 有写错的地方", f"{name} is not sound"), told_within(problems))
    return Units(units)


def _loaded(source: str | pathlib.Path | Mapping[str, Any]) -> tuple[Mapping[str, Any], str]:
    if isinstance(source, Mapping):
        return source, "单位名录"
    path = pathlib.Path(source)
    return toml_file(path), path.name


def _unit(item: Mapping[str, Any]) -> Unit:
    lists = {key: tuple(value) for key, value in item.items() if isinstance(value, list)}
    return Unit(**{**item, **lists})


_TEXT, _LIST = (str, "文字", "text"), (list, "文字的列表", "a list of text")
_TAKES: Final = {
    "name": _TEXT, "code": _TEXT, "kind": _TEXT, "parent": _TEXT, "signed_by": _TEXT, "former": _LIST, "title": _LIST,
    "makes_rules": (bool, "true 或 false", "true or false"),
}  # fmt: skip


def _problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    for key in data:
        if key not in ("units", "format"):
            yield Problem(key, Words("不认识的键，应为 units", "unknown key; units is due"))
    items = data.get("units", [])
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        yield Problem("units", Words("应为若干 [[units]]", "takes several [[units]]"))
        return
    if not items:
        yield Problem("units", Words("没有列出任何单位", "lists no unit"))
    for number, item in enumerate(items, 1):
        yield from _item_problems(f"units[{number}]", item)


def _item_problems(at: str, item: Mapping[str, Any]) -> Iterator[Problem]:
    name = item.get("name", "")
    if name == "" or (isinstance(name, str) and not name.strip()):
        yield Problem(f"{at}.name", Words("必须写明单位全称", "is required"))
    for key, value in item.items():
        kind, zh, en = _TAKES.get(key, (object, "", ""))
        listed = not isinstance(value, list) or all(isinstance(one, str) for one in value)
        if kind is object:
            yield Problem(f"{at}.{key}", Words("不认识的键", "unknown key"))
        elif not isinstance(value, kind) or not listed:
            yield Problem(f"{at}.{key}", Words(f"应为{zh}，实为 {shown(value)}", f"takes {en}, not {shown(value)}"))
    if item.get("kind", "department") not in KINDS:
        known = "、".join(KINDS)
        yield Problem(f"{at}.kind", Words(f"应为 {known} 之一", f"takes one of {', '.join(KINDS)}"))


def _twice(units: tuple[Unit, ...]) -> Iterator[Problem]:
    codes = Counter(unit.code for unit in units if unit.code)
    names = Counter(unspaced(name) for unit in units for name in (unit.name, *unit.former))
    for kind, counted in (("代码", codes), ("名称", names)):
        for value, times in counted.items():
            if times > 1:
                who = _who(units, value)
                yield Problem(
                    f"{kind} {value}", Words(f"列了 {times} 次（{who}），会重复汇总", f"listed {times} times")
                )


def _who(units: Iterable[Unit], value: str) -> str:
    named = [u for u in units if value == u.code or value in map(unspaced, (u.name, *u.former))]
    return "、".join(f"{unit.name}，{unit.kind}" if unit.kind else unit.name for unit in named)


def _parents(units: Units) -> Iterator[Problem]:
    for unit in units.listed:
        seen, above = {unit.name}, parent_of(units, unit)
        if unit.parent and above is None:
            yield from _unknown_parent(units, unit)
        while above is not None:
            if above.name in seen:
                yield Problem(unit.name, Words("上级绕成了圈", "its parents go in a circle"))
                break
            seen.add(above.name)
            above = parent_of(units, above)


def _unknown_parent(units: Units, unit: Unit) -> Iterator[Problem]:
    near = units.near(unit.parent)
    if near and unspaced(near) != unspaced(unit.parent):
        zh, en = f"名录中没有上级“{unit.parent}”，是否为“{near}”？", f"no unit {unit.parent}; did you mean {near}?"
        yield Problem(unit.name, Words(zh, en))


def parent_of(units: Units, unit: Unit) -> Unit | None:
    """The office that an office belongs to, None at the top of the list."""
    found = (other for other in units.listed if unit.parent in (other.name, other.code) and unit.parent)
    return next(found, None)
