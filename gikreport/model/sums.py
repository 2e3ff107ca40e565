"""What a printed total adds up: read from the classes, and worked out."""

from __future__ import annotations

import operator
import typing
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import attrs

from .fields import Role
from .outline import CellPath, Entry, T, cached, entries, leaves, outline, value_at


@attrs.frozen
class Sum:
    """A printed total and the lines that it adds up, all of them printed."""

    total: CellPath
    parts: tuple[CellPath, ...]


@cached
def sums(cls: type) -> tuple[Sum, ...]:
    """Every printed total of a block class with its printed parts; a corner total stands once for each direction."""
    return tuple(_sums(cls, ()))


def _sums(cls: type, path: CellPath) -> Iterator[Sum]:
    for entry in entries(cls):
        here = (*path, entry.name)
        if entry.of is not None:
            yield from _sums(entry.of, here)
        if entry.computed:
            inner = [line.path for line in outline(entry.of)] if entry.of else [()]
            parts = _parts(cls, entry.of)
            for rest in inner:
                yield Sum((*here, *rest), tuple((*path, *part, *rest) for part in parts))


@cached
def _parts(cls: type, of: type | None) -> tuple[CellPath, ...]:
    """The nearest printed lines, or blocks of the class `of`, that a total of `cls` adds up."""
    found: list[CellPath] = []
    for entry in entries(cls):
        if not entry.computed:
            found.extend((entry.name, *rest) for rest in _part(entry, of))
    return tuple(found)


def _part(entry: Entry, of: type | None) -> tuple[CellPath, ...]:
    if entry.of is of:
        return ((),)
    if entry.of is None:
        return ()
    own = next((e.name for e in entries(entry.of) if _is_own_total(e, of)), None)
    return ((own,),) if own is not None else _parts(entry.of, of)


def _is_own_total(entry: Entry, of: type | None) -> bool:
    carries = entry.computed or entry.facts.role is Role.HEAD
    return carries and entry.of is of


def values(block: Any) -> list[Any]:
    """The number of every line of a block, in printed order, each total worked out once."""
    stated, totals, printed = _plan(type(block))
    found = list(stated(block))
    for parts in totals:
        found.append(sum([found[at] for at in parts]))
    return [found[at] for at in printed]


@cached
def _plan(cls: type) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[tuple[int, ...], ...], tuple[int, ...]]:
    """The way to all stated numbers; behind them each total as the places of its parts; the printed order of both."""
    stated, waiting = leaves(cls), list(sums(cls))
    at, totals = {path: place for place, path in enumerate(stated)}, []
    while waiting:
        for one in waiting:
            if one.total not in at and at.keys() >= set(one.parts):
                totals.append(tuple(at[part] for part in one.parts))
                at[one.total] = len(at)
        waiting = [one for one in waiting if one.total not in at]
    return _getter_of_all(stated), tuple(totals), tuple(at[line.path] for line in outline(cls))


def total_of(block: Any, of: type[T]) -> T:
    """The sum of a block's own lines, or of the blocks of one class that it holds."""
    if of is int:
        return typing.cast(T, sum(_own_lines(type(block))(block)))
    parts = [value_at(block, path) for path in _parts(type(block), of)]
    return _added(of, parts)


@cached
def _own_lines(cls: type) -> Callable[[Any], tuple[int, ...]]:
    return _getter_of_all(_parts(cls, None))


def _getter_of_all(paths: Iterable[CellPath]) -> Callable[[Any], tuple[Any, ...]]:
    """The way from a block to all of its numbers at these paths."""
    first, *rest = [".".join(path) for path in paths]
    getter = operator.attrgetter(first, *rest)
    return getter if rest else lambda block: (getter(block),)


def _added(of: type[T], parts: list[Any]) -> T:
    given = {}
    for entry in entries(of):
        if not entry.computed:
            values = [getattr(part, entry.name) for part in parts]
            given[entry.name] = _added(entry.of, values) if entry.of else sum(values)
    return of(**given)
