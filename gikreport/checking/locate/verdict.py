"""The violations that an explanation amounts to: one cause, one finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import attrs

from ...errors import Words
from ...model.check import Check, Need, Violation
from ...model.diagnostic import Diagnostic, Rank, law_of
from ...model.outline import CellPath
from ...model.reading import Reading
from ...rules.tables import TOTAL, prints_totals
from .system import BALANCED, SUM, System, system

if TYPE_CHECKING:
    from .search import Changes, Explanation

_MOST_ALTERNATIVES: Final = 6
_MOST_RELATED: Final = 8


@attrs.frozen
class Verdict:
    """What is told of one table in place of the plain findings about its totals and balances.

    `kept` holds the code and place of each plain finding that still stands.
    """

    kept: frozenset[tuple[str, CellPath]]
    violations: tuple[Violation, ...] = ()


def verdict(reading: Reading, name: str) -> Verdict:
    """Which cells of a table explain what is off in it; the plain findings without their echoes where none do."""
    from .search import explain

    found = system(reading, name)
    explanation = explain(found, _places(reading, found))
    if explanation is None or len(explanation.fixes) > _most(explanation):
        return Verdict(_off(found, found.off))
    left = {number for fix in explanation.fixes for number in fix.left}
    return Verdict(_off(found, left), tuple(_Telling(reading, found).of(explanation)))


def _most(explanation: Explanation) -> float:
    return float("inf") if explanation.kind in _ANY_NUMBER else _MOST_ALTERNATIVES


_ANY_NUMBER: Final = ("followed", "column")


def _off(found: System, numbers: Any) -> frozenset[tuple[str, CellPath]]:
    return frozenset((found.relations[number].code, found.relations[number].at) for number in numbers)


def _places(reading: Reading, found: System) -> dict[CellPath, tuple[int, int]]:
    cells = {path: reading.grid_cell(path) for path in found.values}
    return {path: (cell.row, cell.column) for path, cell in cells.items() if cell is not None}


class _Telling:
    """Makes the violations of one table."""

    def __init__(self, reading: Reading, found: System) -> None:
        self._reading, self._found = reading, found

    def of(self, explanation: Explanation) -> Iterator[Violation]:
        first, *others = explanation.fixes
        if others:
            yield from self._unsure(explanation)
            return
        changes = first.changes
        if explanation.kind == "several":
            for path in sorted(changes, key=self._place):
                yield self._cell({path: changes[path]})
        elif explanation.kind in _SAID:
            yield self._moved(_SAID[explanation.kind], changes)
        else:
            yield self._cell(changes)

    def _cell(self, own: Changes) -> Violation:
        from .slips import slip

        path, *totals_after = own
        numbers = [n for cell in own for n in self._found.parts_in[cell] if n in self._found.off]
        alone = len(numbers) == 1 and self._is_total(path, numbers[0])
        stated, due = self._found.values[path], self._found.values[path] + own[path]
        guess = slip(stated, due)
        beside = self._beside(path, numbers) if not alone else self._parts(numbers[0], path)
        return Violation(
            diagnostic=TOTAL if alone else CELL,
            at=path,
            expected=due,
            actual=stated,
            related=tuple(dict.fromkeys([*totals_after, *beside])),
            suggestion=due,
            facts={} if alone else {"slip": Words(guess.zh and f"，{guess.zh}", guess.en and f"; {guess.en}")},
        )

    def _is_total(self, path: CellPath, number: int) -> bool:
        relation = self._found.relations[number]
        return relation.code == SUM and relation.at == path

    def _parts(self, number: int, path: CellPath) -> Iterator[CellPath]:
        terms = self._found.relations[number].terms
        yield from (part for part in terms if part != path and self._found.values[part])

    def _beside(self, path: CellPath, numbers: list[int]) -> Iterator[CellPath]:
        """The totals that give the cell away; for a total, its lines."""
        for number in numbers:
            relation = self._found.relations[number]
            if relation.code == BALANCED:
                yield from (cell for cell in relation.terms if cell != path)
            elif relation.at == path:
                yield from self._parts(number, path)
            else:
                yield relation.at

    def _moved(self, diagnostic: Diagnostic, changes: Changes) -> Violation:
        path, *others = sorted(changes, key=self._place)
        stated = self._found.values[path]
        due = stated + changes[path]
        return Violation(
            diagnostic=diagnostic,
            at=path,
            expected=due,
            actual=stated,
            related=tuple(others),
            suggestion=due,
            facts={"other": self._label(others[0], path), "count": len(changes)},
        )

    def _unsure(self, explanation: Explanation) -> Iterator[Violation]:
        fixes = explanation.fixes
        sure = {path: by for path, by in fixes[0].changes.items() if all(f.changes.get(path) == by for f in fixes)}
        for path, by in sure.items() if explanation.kind == "several" else ():
            yield self._cell({path: by})
        doubtful = [{path: by for path, by in fix.changes.items() if path not in sure} for fix in fixes]
        cells = dict.fromkeys(path for changes in doubtful for path in changes)
        first = min(
            (at for at in self._found.off if cells.keys() & self._found.relations[at].terms.keys()),
            default=min(self._found.off),
        )
        likely = sorted(cells, key=lambda path: (not self._found.values[path], self._place(path)))
        said = [self._alternative(changes) for changes in doubtful[:_MOST_ALTERNATIVES]]
        more = len(doubtful) > _MOST_ALTERNATIVES
        yield Violation(
            diagnostic=UNSURE,
            at=self._found.relations[first].at,
            related=tuple(likely[:_MOST_RELATED]),
            facts={"ways": ("例如" if more else "") + "；或".join(said), "count": len(fixes)},
        )

    def _alternative(self, changes: Changes) -> str:
        """What a way changes, without the totals that follow from it."""
        follow = {total for path in changes for total in self._found.above.get(path, ())}
        own = [(path, by) for path, by in changes.items() if path not in follow] or list(changes.items())
        return "、".join(f"{self._label(path)}应为 {self._found.values[path] + by}" for path, by in own)

    def _label(self, path: CellPath, beside: CellPath | None = None) -> str:
        """The last words of its row and column; only those that differ from the cell beside it.

        In a table of one row, where every block of columns has the same words, the block is named too.
        """
        rows, columns = self._labels(path)
        if not rows and beside is None:
            return f"“{' / '.join(columns[-2:])}”"
        own, other = self._labels(path), self._labels(beside) if beside else ((), ())
        return "".join(f"“{words[-1]}”" for words, known in zip(own, other, strict=True) if words and words != known)

    def _labels(self, path: CellPath) -> tuple[tuple[str, ...], tuple[str, ...]]:
        cell = self._reading.grid_cell(path)
        return cell.labels if cell else ((), ())

    def _place(self, path: CellPath) -> tuple[int, int]:
        cell = self._reading.grid_cell(path)
        return (cell.row, cell.column) if cell else (0, 0)


def located(verdict: Verdict) -> Iterator[Violation]:
    """What is off in the printed totals of a table has the simplest explanation that repairs all of them."""
    yield from verdict.violations


_LAW: Final = law_of(located)
_SOURCE: Final = "{notice} 格式中的“总计”和勾稽关系"
CELL: Final = Diagnostic(
    "T007",
    _LAW,
    Words(
        "本格填错：改正后有关的合计都相符{slip}",
        "this cell is wrong: with it corrected, the totals that it takes part in agree{slip}",
    ),
    Words(
        "核对原始数据后更正本格，以及随它算出的合计",
        "check the records and correct this cell, and the totals that were worked out from it",
    ),
    _SOURCE,
    rank=Rank.FORM,
)
EXCHANGED: Final = Diagnostic(
    "T008",
    _LAW,
    Words("本格与{other}的数填反了", "this cell and {other} hold each other's number"),
    Words("核对原始数据后把两格的数对调", "check the records and exchange the two numbers"),
    _SOURCE,
    rank=Rank.FORM,
)
SHIFTED: Final = Diagnostic(
    "T009",
    _LAW,
    Words("从本格起有 {count} 格的数错了一格", "from this cell on, {count} numbers stand one cell off"),
    Words("核对原始数据后把这些数移回原处", "check the records and move the numbers back"),
    _SOURCE,
    rank=Rank.FORM,
)
UNSURE: Final = Diagnostic(
    "T010",
    _LAW,
    Words(
        "合计不符，有 {count} 种改法都能使合计相符：{ways}",
        "totals disagree, and {count} corrections would each make them agree: {ways}",
    ),
    Words("核对原始数据，看是哪一处填错", "check the records to see which of them is wrong"),
    _SOURCE,
    rank=Rank.FORM,
)


def _prints_totals(reading: object) -> bool:
    return isinstance(reading, Reading) and prints_totals(reading)


_SAID: Final[Mapping[str, Diagnostic]] = {"exchanged": EXCHANGED, "shifted": SHIFTED}
LOCATED: Final = Check(
    Verdict, (TOTAL, CELL, EXCHANGED, SHIFTED, UNSURE), located, (Need.CELLS,), (Need.TABLES,), _prints_totals
)
