"""The lines of a block in printed order, and what its totals add up."""

from __future__ import annotations

import functools
import operator
import typing
from collections.abc import Callable, Iterator
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


@cached
def outline(cls: type) -> tuple[Line, ...]:
    """The lines of a block class in printed order."""
    return tuple(_lines(cls, (), (), False))


def _lines(cls: type, path: CellPath, words: tuple[str, ...], computed: bool) -> Iterator[Line]:
    for entry in entries(cls):
        here, said, derived = (*path, entry.name), (*words, *entry.words), computed or entry.computed
        if entry.of is not None:
            yield from _lines(entry.of, here, said, derived)
        elif entry.facts.role in (Role.LINE, Role.HEAD):
            yield Line(here, said, entry.facts.kind, entry.facts.unit, derived, entry.facts.shows_unit)


@cached
def paths(under: CellPath, cls: type) -> tuple[CellPath, ...]:
    """The paths of a block's lines where it stands in a report: always the same tuples, which are found faster."""
    return tuple((*under, *line.path) for line in outline(cls))


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


@cached
def below(cls: type, path: CellPath) -> tuple[CellPath, ...]:
    """The lines of a block class at or below a path."""
    return tuple(line.path for line in outline(cls) if line.path[: len(path)] == path)


@cached
def leaves(cls: type) -> tuple[CellPath, ...]:
    """The paths of the lines that an office states: every line that is not computed."""
    return tuple(line.path for line in outline(cls) if not line.computed)


@cached
def stated_paths(under: CellPath, cls: type) -> tuple[CellPath, ...]:
    """The paths of the lines that an office states in a block where it stands in a report."""
    return tuple((*under, *path) for path in leaves(cls))


def built(cls: type[T], numbers: Iterator[Any]) -> T:
    """A block of the numbers of its stated lines, which come in printed order."""
    return cls(**{name: next(numbers) if of is None else built(of, numbers) for name, of in _steps(cls)})


@cached
def _steps(cls: type) -> tuple[tuple[str, type | None], ...]:
    return tuple((entry.name, entry.of) for entry in stated_entries(cls))


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
