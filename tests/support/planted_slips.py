"""Sound reports as offices write them, and the slips that clerks make; nothing here knows how slips are found."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import attrs

from gikreport.forms.shared import Balanced
from gikreport.model.cell import Cell, State
from gikreport.model.fields import Kind
from gikreport.model.form import Form
from gikreport.model.grid import GridCell
from gikreport.model.outline import CellPath, Line, entries
from gikreport.model.reading import Reading
from gikreport.model.report import Report, tables
from gikreport.model.table import OpenTable

BUSY, QUIET = (60, 25, 10, 5), (92, 8, 0, 0)
Shares = tuple[int, int, int, int]


def some_count(chance: random.Random, shares: Shares) -> int:
    """A number as tables hold them: mostly nothing, sometimes a lot."""
    return chance.choices([0, chance.randint(1, 9), chance.randint(10, 99), chance.randint(100, 4000)], shares)[0]


def some_block(chance: random.Random, cls: Any, shares: Shares) -> Any:
    """A block with such numbers; a requester column balances."""
    if issubclass(cls, OpenTable):
        return cls(rows=tuple(some_block(chance, cls.row, shares) for _ in range(chance.randint(1, 8))))
    given = {e.name: _some_entry(chance, e, shares) for e in entries(cls) if not e.computed}
    for entry in entries(cls):
        if entry.facts.part:
            given[entry.name] = min(given[entry.name], given["total"])
    if issubclass(cls, Balanced):
        came_in = given["outcomes"].total + given["carried_forward"]
        given["carried_over"] = min(given["carried_over"], came_in)
        given["received"] = came_in - given["carried_over"]
    return cls(**given)


def _some_entry(chance: random.Random, entry: Any, shares: Shares) -> Any:
    if entry.of is not None:
        return some_block(chance, entry.of, shares)
    if entry.facts.kind is Kind.MONEY:
        return Decimal(some_count(chance, shares)) / 100
    return "类" if entry.facts.kind is Kind.WORDS else some_count(chance, shares)


def some_report(chance: random.Random, form: Form, shares: Shares = BUSY) -> Report:
    """A sound report without prose, of a busy office or of a quiet one."""
    blocks = {name: some_block(chance, entry.of, shares) for name, entry in tables(form.report).items() if entry.of}
    return form.report(agency="某县某局", year=form.first + 1, **blocks)


@attrs.frozen
class Slip:
    """One mistake of a clerk: the cells that now hold another number, with what they held."""

    kind: str
    were: dict[CellPath, int]


def edited(reading: Reading, numbers: Mapping[CellPath, int | None]) -> Reading:
    """The reading with other numbers in some cells; None leaves a cell blank."""
    cells = dict(reading.cells)
    for path, number in numbers.items():
        blank = number is None
        cells[path] = Cell(
            "" if blank else str(number), State.BLANK if blank else State.NUMBER, number, cells[path].kind
        )
    return attrs.evolve(reading, cells=cells)


def _digit_changed(chance: random.Random, number: int) -> int:
    digits = list(str(number))
    at = chance.randrange(len(digits))
    digits[at] = chance.choice([d for d in "0123456789" if d != digits[at]])
    return int("".join(digits))


def _digits_exchanged(chance: random.Random, number: int) -> int:
    digits = list(str(number))
    at = chance.randrange(max(1, len(digits) - 1))
    digits[at : at + 2] = reversed(digits[at : at + 2])
    return int("".join(digits))


def _digit_lost(chance: random.Random, number: int) -> int:
    digits = str(number)
    at = chance.randrange(len(digits))
    return int(digits[:at] + digits[at + 1 :] or "0")


def _digit_added(chance: random.Random, number: int) -> int:
    digits = str(number)
    at = chance.randrange(len(digits) + 1)
    return int(digits[:at] + chance.choice("0123456789") + digits[at:])


NUMBER_SLIPS: dict[str, Callable[[random.Random, int], int | None]] = {
    "digit changed": _digit_changed,
    "digits exchanged": _digits_exchanged,
    "digit lost": _digit_lost,
    "digit added": _digit_added,
    "one more or less": lambda chance, number: max(0, number + chance.choice((-1, 1))),
    "any other number": lambda chance, number: chance.randint(0, 999),
    "left blank": lambda chance, number: None,
}
CELL_SLIPS = ("two neighbours exchanged", "total typed into its neighbour", "column one row off")


def slipped(chance: random.Random, reading: Reading, name: str, kind: str) -> tuple[Reading, Slip] | None:
    """The reading with one slip of a kind in one table; None where this draw changes no number."""
    paths = [path for path in reading.cells if path[0] == name and reading.cells[path].kind is Kind.COUNT]
    if kind == "left blank":  # a blank total states nothing that could be wrong; it is warned of
        paths = [path for path in paths if not _line(reading, path).computed]
    path = chance.choice(paths)
    numbers = _numbers(chance, reading, path, kind)
    were = {p: reading.cells[p].amount for p, n in numbers.items() if (n or 0) != reading.cells[p].amount}
    if not were:
        return None
    return edited(reading, {p: numbers[p] for p in were}), Slip(kind, were)


def _numbers(chance: random.Random, reading: Reading, path: CellPath, kind: str) -> dict[CellPath, int | None]:
    if kind in NUMBER_SLIPS:
        return {path: NUMBER_SLIPS[kind](chance, reading.cells[path].amount)}
    lane = _column(reading, path) if kind == "column one row off" else _row(reading, path)
    if kind == "two neighbours exchanged":
        at = chance.randrange(len(lane) - 1) if len(lane) > 1 else 0
        pair = lane[at : at + 2]
        return dict(zip(pair, [reading.cells[p].amount for p in reversed(pair)], strict=True))
    if kind == "total typed into its neighbour":
        totals = [i for i, p in enumerate(lane) if "total" in p and i]
        at = chance.choice(totals) if totals else 0
        return {lane[at - 1]: reading.cells[lane[at]].amount}
    start = chance.randrange(len(lane))
    held = [reading.cells[p].amount for p in lane[start:]]
    return dict(zip(lane[start:], [0, *held[:-1]], strict=True))


def _printed(reading: Reading, path: CellPath) -> GridCell:
    cell = reading.grid_cell(path)
    assert cell is not None
    return cell


def _line(reading: Reading, path: CellPath) -> Line:
    line = _printed(reading, path).line
    assert line is not None
    return line


def _row(reading: Reading, path: CellPath) -> list[CellPath]:
    places = {p: _printed(reading, p) for p in reading.cells if p[0] == path[0]}
    row = places[path].row
    return sorted((p for p, cell in places.items() if cell.row == row), key=lambda p: places[p].column)


def _column(reading: Reading, path: CellPath) -> list[CellPath]:
    places = {p: _printed(reading, p) for p in reading.cells if p[0] == path[0]}
    column = places[path].column
    return sorted((p for p, cell in places.items() if cell.column == column), key=lambda p: places[p].row)
