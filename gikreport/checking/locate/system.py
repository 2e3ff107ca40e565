"""What must agree in a table as it is printed, and by how much it is off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from ...forms.shared import Balanced
from ...model.cell import State
from ...model.outline import CellPath
from ...model.reading import Reading
from ...model.sums import Sum
from ...rules.tables import BALANCE, BALANCED_COLUMN, TOTAL

Off = Mapping[int, Any]


@attrs.frozen
class Relation:
    """Printed numbers that come to nothing together: a total less its lines, or the balance of a column.

    `at` is the cell that the plain rule points at; `terms` gives each printed cell its sign.
    """

    code: str
    at: CellPath
    terms: Mapping[CellPath, int]


@attrs.frozen
class System:
    """The relations of one table, the numbers printed in it, and which relations each cell takes part in."""

    relations: tuple[Relation, ...]
    values: Mapping[CellPath, Any]
    parts_in: Mapping[CellPath, Mapping[int, int]]
    above: Mapping[CellPath, frozenset[CellPath]]
    off: Off

    def after(self, changes: Mapping[CellPath, Any]) -> dict[int, Any]:
        """By how much each relation is off once these differences are added to the cells."""
        return moved(self.off, self.parts_in, changes)

    def allows(self, changes: Mapping[CellPath, Any]) -> bool:
        """Whether every cell still holds zero or more."""
        return all(self.values[path] + by >= 0 for path, by in changes.items())


def moved(off: Off, parts_in: Mapping[CellPath, Mapping[int, int]], changes: Mapping[CellPath, Any]) -> dict[int, Any]:
    """What is off after the changes; relations that agree are left out."""
    found = dict(off)
    for path, by in changes.items():
        for number, sign in parts_in.get(path, {}).items():
            found[number] = found.get(number, 0) + sign * by
    return {number: amount for number, amount in found.items() if amount}


def system(reading: Reading, name: str) -> System:
    """The relations between the printed numbers of one table; a total that is not printed is replaced by its lines."""
    table = _Table(reading, name)
    relations = tuple(table.relations())
    values = {path: reading.cells[path].amount for relation in relations for path in relation.terms}
    parts_in: dict[CellPath, dict[int, int]] = {}
    for number, relation in enumerate(relations):
        for path, sign in relation.terms.items():
            parts_in.setdefault(path, {})[number] = sign
    return System(relations, values, parts_in, _above(relations), _off(relations, values))


def _off(relations: Iterable[Relation], values: Mapping[CellPath, Any]) -> dict[int, Any]:
    sizes = (sum(sign * values[path] for path, sign in relation.terms.items()) for relation in relations)
    return {number: size for number, size in enumerate(sizes) if size}


def _above(relations: Iterable[Relation]) -> dict[CellPath, frozenset[CellPath]]:
    """The printed totals that follow from each cell, at once or through another total."""
    direct: dict[CellPath, set[CellPath]] = {}
    for relation in relations:
        for path in relation.terms if relation.code == SUM else ():
            if path != relation.at:
                direct.setdefault(path, set()).add(relation.at)
    return {path: frozenset(_closure(path, direct)) for path in direct}


def _closure(path: CellPath, direct: Mapping[CellPath, set[CellPath]]) -> Iterator[CellPath]:
    for total in direct.get(path, ()):
        yield total
        yield from _closure(total, direct)


class _Table:
    """One table of a reading, while its relations are collected."""

    def __init__(self, reading: Reading, name: str) -> None:
        self._reading, self._name = reading, name
        self._table = reading.table(name)
        self._sums: dict[CellPath, Sum] = {}
        for one in self._table.sums:
            self._sums.setdefault(one.total, one)
        self._computed = {line.path for line in self._table.lines if line.computed}

    def relations(self) -> Iterator[Relation]:
        for one in self._table.sums:
            if self._is_printed(one.total):
                terms = {one.total: 1, **dict.fromkeys(one.parts, -1)}
                yield from self._known(SUM, one.total, terms)
        for path in self._table.blocks(Balanced):
            terms = {(*path, *rest): sign for rest, sign in BALANCE.items()}
            yield from self._known(BALANCED, (*path, "carried_forward"), terms)

    def _known(self, code: str, at: CellPath, terms: Mapping[CellPath, int]) -> Iterator[Relation]:
        full = {(self._name, *part): sign for path, sign in terms.items() for part in self._printed(path)}
        cells = self._reading.cells
        if all(path in cells and cells[path].counts for path in full):
            yield Relation(code, (self._name, *at), full)

    def _printed(self, path: CellPath) -> Iterator[CellPath]:
        """The path itself where the document prints it, else the lines that stand for it."""
        if path not in self._computed or self._is_printed(path):
            yield path
        else:
            for part in self._sums[path].parts:
                yield from self._printed(part)

    def _is_printed(self, path: CellPath) -> bool:
        cell = self._reading.cells.get((self._name, *path))
        return cell is not None and (path not in self._computed or cell.state is State.NUMBER)


SUM: Final = TOTAL.code
BALANCED: Final = BALANCED_COLUMN.code
