"""The fewest corrections that make a table agree, sought from the simplest cause to the least simple."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from ...model.outline import CellPath
from .slips import POSSIBLE, oddness
from .system import BALANCED, Off, System, moved

_MOST: Final = 3  # relations that one cell takes part in

Changes = Mapping[CellPath, Any]
Places = Mapping[CellPath, tuple[int, int]]  # printed row and column of each cell


@attrs.frozen
class Fix:
    """One way to make a table agree: what to add to which cells.

    `left` names balances that stay off: their own rule says so.
    """

    changes: Changes
    left: tuple[int, ...] = ()


@attrs.frozen
class Explanation:
    """What the search found: one fix, or several between which the numbers do not decide."""

    kind: str
    fixes: tuple[Fix, ...]


def explain(system: System, places: Places) -> Explanation | None:
    """The simplest explanation of what is off; None where one plain finding says it all, or nothing explains it."""
    if len(system.off) < 2:
        return None
    steps = _BALANCE_STEPS if all(system.relations[n].code == BALANCED for n in system.off) else _STEPS
    for kind, step in steps:
        found = step(system, places)
        best = tuple(found) if kind == "column" else _best(system, found, mistyped=kind not in _MOVED)
        if best:
            return Explanation(kind, best)
    return None


def _best(system: System, fixes: Iterable[Fix], mistyped: bool) -> tuple[Fix, ...]:
    """The fixes of least cost, each set of cells once; only what was mistyped shows in the digits."""
    ranked = sorted(((_cost(system, fix, mistyped), fix) for fix in fixes), key=lambda pair: pair[0])
    found: dict[frozenset[CellPath], Fix] = {}
    for cost, fix in ranked:
        if cost == ranked[0][0]:
            found.setdefault(frozenset(fix.changes), fix)
    return tuple(found.values())


def _cost(system: System, fix: Fix, mistyped: bool) -> tuple[int, int]:
    changes = fix.changes if mistyped else {}
    odd = sum(oddness(system.values[path], system.values[path] + by) for path, by in changes.items())
    return len(fix.changes) + len(fix.left), odd + POSSIBLE * len(fix.left)


def _one(system: System, off: Off) -> Iterator[Fix]:
    """Each cell that explains by itself all that is off."""
    first = next(iter(off))
    for path in system.relations[first].terms:
        changes = {path: _needed(system, path, first, off)}
        if not moved(off, system.parts_in, changes) and system.allows(changes):
            yield Fix(changes)


def _needed(system: System, path: CellPath, number: int, off: Off) -> Any:
    """What to add to a cell so that one of its relations agrees."""
    return -off[number] * system.parts_in[path][number]


def one_cell(system: System, places: Places) -> Iterator[Fix]:
    """One cell is wrong, and every total was worked out without it."""
    yield from _one(system, system.off)


def followed(system: System, places: Places) -> Iterator[Fix]:
    """One cell is wrong, and some of the totals above it follow it."""
    if len(system.off) > 2 * _MOST:
        return
    first = next(iter(system.off))
    for path, above in system.above.items():
        for totals in _subsets(above):
            cells = (path, *totals)
            sign = sum(system.parts_in[cell].get(first, 0) for cell in cells)
            if sign in (1, -1):
                changes = dict.fromkeys(cells, -system.off[first] * sign)
                if not system.after(changes) and system.allows(changes):
                    yield Fix(changes)


def _subsets(found: Iterable[CellPath]) -> Iterator[tuple[CellPath, ...]]:
    members = sorted(found)
    for size in range(1, len(members) + 1):
        yield from itertools.combinations(members, size)


def exchanged(system: System, places: Places) -> Iterator[Fix]:
    """Two cells hold each other's number; numbers that differ by one are as well miscounted."""
    yield from (fix for fix in _exchanges(system) if max(fix.changes.values()) > 1)


def exchanged_neighbours(system: System, places: Places) -> Iterator[Fix]:
    """Two cells side by side, or one above the other, hold each other's number."""
    for fix in _exchanges(system):
        (row, column), (other_row, other_column) = (places[path] for path in fix.changes)
        if abs(row - other_row) + abs(column - other_column) == 1:
            yield fix


def exchanged_for_certain(system: System, places: Places) -> Iterator[Fix]:
    """Two neighbours hold each other's number, and nothing else would do: their numbers differ by more than one."""
    fixes = tuple(exchanged_neighbours(system, places))
    if len({frozenset(fix.changes) for fix in fixes}) == 1 and max(fixes[0].changes.values()) > 1:
        yield from fixes


def wrong_column(system: System, places: Places) -> Iterator[Fix]:
    """What belongs to one kind of requester was counted under another, in one row: which, the numbers do not tell."""
    if len(system.off) != 2 or sum(system.off.values()):
        return
    (first, by), (second, _) = system.off.items()
    own, other = (_column(system, places, number) for number in (first, second))
    terms = system.relations[first].terms
    ordered = sorted(own, key=lambda path: (path not in terms, _OPEN_FIRST.get(path[-1], 0), places[path]))
    for path in ordered:
        beside = next((cell for cell in other if places[cell][0] == places[path][0]), None)
        sign = next((terms[cell] for cell in (path, *_above_in(system, path, own)) if cell in terms), 0)
        if beside is not None and sign:
            moves = {cell: -by * sign for cell in (path, *_above_in(system, path, own))}
            moves |= {cell: by * sign for cell in (beside, *_above_in(system, beside, other))}
            if not system.after(moves) and system.allows(moves):
                yield Fix(moves)


_OPEN_FIRST: Final = {"received": -3, "carried_over": -2, "carried_forward": -1}


def _column(system: System, places: Places, number: int) -> frozenset[CellPath]:
    """The cells of the column that a balance speaks of."""
    column = places[system.relations[number].at][1]
    return frozenset(path for path, (_, at) in places.items() if at == column)


def _above_in(system: System, path: CellPath, column: frozenset[CellPath]) -> tuple[CellPath, ...]:
    """The totals above a cell in its own column."""
    return tuple(sorted(system.above.get(path, frozenset()) & column))


def _exchanges(system: System) -> Iterator[Fix]:
    if len(system.off) > 2 * _MOST:
        return
    touched = {path for number in system.off for path in system.relations[number].terms}
    for first, second in itertools.product(sorted(touched), system.values):
        by = system.values[second] - system.values[first]
        if by and (second not in touched or first < second):
            changes = {first: by, second: -by}
            if not system.after(changes):
                yield Fix(changes)


def shifted(system: System, places: Places) -> Iterator[Fix]:
    """The numbers of a row or column stand one cell off from somewhere on; the one that fell off is worked out."""
    if len(system.off) < _MANY:
        return
    for lane in _lanes(system, places):
        for start in range(len(lane) - 2):
            for cells in (lane[start:], lane[start:][::-1], lane[: start + 3], lane[: start + 3][::-1]):
                yield from _moved_up(system, cells)
        stretch = _stretch(system, lane)
        for cells in (stretch, stretch[::-1]) if stretch else ():
            yield from _moved_up(system, cells)


def _stretch(system: System, lane: list[CellPath]) -> list[CellPath]:
    """The part of a row or column from the first to the last cell whose total across it is off."""
    inside = set(lane)
    across = (inside.intersection(system.relations[number].terms) for number in system.off)
    touched = {path for own in across if len(own) == 1 for path in own}
    at = [index for index, path in enumerate(lane) if path in touched]
    return lane[at[0] : at[-1] + 1] if len(at) >= _MANY else []


_MANY: Final = 4


def _lanes(system: System, places: Places) -> Iterator[list[CellPath]]:
    for axis in (0, 1):
        ordered = sorted(system.values, key=lambda path: (places[path][axis], places[path][1 - axis]))
        for _, cells in itertools.groupby(ordered, key=lambda path: places[path][axis]):
            yield list(cells)


def _moved_up(system: System, cells: list[CellPath]) -> Iterator[Fix]:
    """Every cell takes the number of the next one; the last takes what makes all agree."""
    changes = {a: system.values[b] - system.values[a] for a, b in itertools.pairwise(cells)}
    off, last = system.after(changes), cells[-1]
    if off:
        number = next(iter(off))
        if number not in system.parts_in[last]:
            return
        changes[last] = _needed(system, last, number, off)
    kept = {path: by for path, by in changes.items() if by}
    if not system.after(changes) and len(kept) > 2 and system.allows(kept):
        yield Fix(kept)


def several(count: int) -> Callable[[System, Places], Iterator[Fix]]:
    """Some cells are wrong, each by an amount of its own."""

    def search(system: System, places: Places) -> Iterator[Fix]:
        yield from _several(system, system.off, count)

    return search


def _several(system: System, off: Off, count: int) -> Iterator[Fix]:
    if not off or len(off) > _MOST * count:
        return
    if count == 1:
        yield from _one(system, off)
        yield from _left(system, off)
        return
    for changes, left in _starts(system, off):
        rest = moved(off, system.parts_in, changes)
        for number in left:
            rest.pop(number, None)
        for fix in _several(system, rest, count - 1):
            if not changes.keys() & fix.changes.keys() and system.allows(changes):
                yield Fix({**changes, **fix.changes}, (*left, *fix.left))


def _left(system: System, off: Off) -> Iterator[Fix]:
    number = next(iter(off))
    if len(off) == 1 and system.relations[number].code == BALANCED:
        yield Fix({}, (number,))


def _starts(system: System, off: Off) -> Iterator[tuple[Changes, tuple[int, ...]]]:
    """Each cell with each amount that would settle one relation; each balance that may simply be off."""
    seen = set()
    for number in off:
        for path in system.relations[number].terms:
            by = _needed(system, path, number, off)
            if (path, by) not in seen:
                seen.add((path, by))
                yield {path: by}, ()
        if system.relations[number].code == BALANCED:
            yield {}, (number,)


_MOVED: Final = ("exchanged", "shifted")
Step = Callable[[System, Places], Iterator[Fix]]
_BALANCE_STEPS: Final[tuple[tuple[str, Step], ...]] = (
    ("exchanged", exchanged_for_certain),
    ("column", wrong_column),
    ("exchanged", exchanged_neighbours),
)
_STEPS: Final[tuple[tuple[str, Step], ...]] = (
    ("cell", one_cell),
    ("followed", followed),
    ("exchanged", exchanged_neighbours),
    ("exchanged", exchanged),
    ("shifted", shifted),
    ("several", several(2)),
    ("several", several(3)),
)
