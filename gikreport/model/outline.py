"""The lines of a block in printed order, and what its totals add up."""

from __future__ import annotations

import functools
import operator
import typing
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

import attrs

from .fields import PRINTED, Kind, Printed, Role

CellPath = tuple[str, ...]
T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])


def cached(function: F) -> F:
    """Remember what a function of classes returns; its signature stays what it was."""
    return typing.cast(F, functools.cache(function))


@attrs.frozen
class Entry:
    """One field, or one printed total, of a block."""

    name: str
    facts: Printed
    of: type | None
    computed: bool

    @property
    def words(self) -> tuple[str, ...]:
        """What the form prints for it."""
        return self.facts.words


@attrs.frozen
class Line:
    """One printed row or column: its place in the model and its words on paper."""

    path: CellPath
    words: tuple[str, ...]
    kind: Kind = Kind.COUNT
    unit: str = "件"
    computed: bool = False
    shows_unit: bool = False


@attrs.frozen
class Sum:
    """A printed total and the lines that it adds up, all of them printed."""

    total: CellPath
    parts: tuple[CellPath, ...]


@cached
def entries(cls: type) -> tuple[Entry, ...]:
    """What a class of a form declares, in the order in which the form prints it."""
    found = [*_fields(cls), *_totals(cls)]
    return tuple(sorted(found, key=lambda entry: entry.facts.order))


@cached
def stated_entries(cls: type) -> tuple[Entry, ...]:
    """What a class of a form declares for an office to state: everything but its totals."""
    return tuple(entry for entry in entries(cls) if not entry.computed)


def _fields(cls: type) -> Iterator[Entry]:
    for field in attrs.fields(cls):
        facts = field.metadata.get(PRINTED)
        if facts is not None:
            yield Entry(field.name, facts, facts.of, computed=False)


def _totals(cls: type) -> Iterator[Entry]:
    for base in cls.__mro__:
        for name, value in vars(base).items():
            facts = getattr(getattr(value, "fget", None), PRINTED, None)
            if facts is not None:
                returns = typing.get_type_hints(value.fget)["return"]
                yield Entry(name, facts, returns if attrs.has(returns) else None, computed=True)


def outline(table: Any) -> tuple[Line, ...]:
    """The lines of a block class, or of a table with as many rows as the office has."""
    lines = getattr(table, "lines", None)
    if lines is not None and not isinstance(table, type):
        return typing.cast("tuple[Line, ...]", lines())
    return _outline(table if isinstance(table, type) else type(table))


@cached
def _outline(cls: type) -> tuple[Line, ...]:
    return tuple(_lines(cls, (), (), False))


def _lines(cls: type, path: CellPath, words: tuple[str, ...], computed: bool) -> Iterator[Line]:
    for entry in entries(cls):
        here, said, derived = (*path, entry.name), (*words, *entry.words), computed or entry.computed
        if entry.of is not None:
            yield from _lines(entry.of, here, said, derived)
        elif entry.facts.role in (Role.LINE, Role.HEAD):
            yield Line(here, said, entry.facts.kind, entry.facts.unit, derived, entry.facts.shows_unit)


def full_paths(name: str, table: Any) -> tuple[CellPath, ...]:
    """The paths of a table's lines in its report: always the same tuples, found faster than equal ones."""
    if isinstance(table, type) or not hasattr(table, "lines"):
        return _full_paths(name, table if isinstance(table, type) else type(table))
    return tuple((name, *line.path) for line in outline(table))


@cached
def _full_paths(name: str, cls: type) -> tuple[CellPath, ...]:
    return tuple((name, *line.path) for line in _outline(cls))


@cached
def block_paths(cls: type, on: type) -> tuple[tuple[CellPath, type], ...]:
    """The blocks inside a class that are of the class `on`, with their paths; totals left out."""
    return tuple(_stated_blocks(cls, on, ()))


def _stated_blocks(cls: type, on: type, path: CellPath) -> Iterator[tuple[CellPath, type]]:
    for entry in entries(cls):
        if entry.of is not None and not entry.computed:
            here = (*path, entry.name)
            if issubclass(entry.of, on):
                yield here, entry.of
            yield from _stated_blocks(entry.of, on, here)


def below(table: Any, under: CellPath) -> tuple[CellPath, ...]:
    """The lines of a table at or below a path."""
    if not isinstance(table, type):
        return tuple(line.path for line in outline(table) if line.path[: len(under)] == under)
    return _below(table, under)


@cached
def _below(cls: type, under: CellPath) -> tuple[CellPath, ...]:
    return tuple(line.path for line in _outline(cls) if line.path[: len(under)] == under)


@cached
def leaves(cls: type) -> tuple[CellPath, ...]:
    """The paths of the lines that an office states: every line that is not computed."""
    return tuple(line.path for line in outline(cls) if not line.computed)


def stated_paths(under: CellPath, table: Any) -> tuple[CellPath, ...]:
    """The paths of the lines that an office states in a block, or in a table with its own rows, at a path."""
    if isinstance(table, type):
        return _stated_paths(under, table)
    return tuple((*under, *line.path) for line in outline(table) if not line.computed)


@cached
def _stated_paths(under: CellPath, cls: type) -> tuple[CellPath, ...]:
    return tuple((*under, *path) for path in leaves(cls))


def built(cls: type[T], numbers: Iterator[Any]) -> T:
    """A block of the numbers of its stated lines, which come in printed order."""
    return cls(**{name: next(numbers) if of is None else built(of, numbers) for name, of in _steps(cls)})


@cached
def _steps(cls: type) -> tuple[tuple[str, type | None], ...]:
    return tuple((entry.name, entry.of) for entry in stated_entries(cls))


def sums(table: Any) -> tuple[Sum, ...]:
    """Every printed total of a table with its printed parts; a corner total stands once for each direction."""
    own = getattr(table, "sums", None)
    if own is not None and not isinstance(table, type):
        return typing.cast("tuple[Sum, ...]", own())
    return _all_sums(table if isinstance(table, type) else type(table))


@cached
def _all_sums(cls: type) -> tuple[Sum, ...]:
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


@cached
def _getter(path: CellPath) -> Callable[[Any], Any]:
    if any(step.isdigit() for step in path):
        return lambda block: functools.reduce(_step, path, block)
    return operator.attrgetter(".".join(path))


def _step(block: Any, step: str) -> Any:
    return block.rows[int(step)] if step.isdigit() else getattr(block, step)


def value_at(block: Any, path: CellPath) -> Any:
    """The number, or the block, at a path of a block; a row of the office's own is a step that is a number."""
    return _getter(path)(block) if path else block


def values(table: Any) -> list[Any]:
    """The number of every line of a table, in printed order, each total worked out once."""
    if not isinstance(table, type) and hasattr(table, "lines"):
        return [value_at(table, line.path) for line in outline(table)]
    stated, totals, printed = _plan(type(table))
    found = list(stated(table))
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
