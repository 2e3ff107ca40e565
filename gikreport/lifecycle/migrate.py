"""A report on another form: what can be carried over, what moved, what is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import attrs

from ..checking.subject import reading_of
from ..errors import Words
from ..forms import y2019, y2021
from ..model.cell import UNFILLED_WORD, Cell, State
from ..model.form import Form
from ..model.outline import CellPath, Line
from ..model.reading import Reading
from ..model.report import Report, own_headings, prose_fields, tables
from ..model.table import tables_of


@attrs.frozen
class Lost:
    """A number or a text that the other form has no place for: where it stood, what it said, why it is lost.

    `zero` says that nothing is lost by it: it was 0, or not filled in yet.
    """

    path: CellPath
    label: str
    value: str
    why: Words
    zero: bool = False


@attrs.frozen
class Moved:
    """A number that stands in another line of the other form."""

    path: CellPath
    label: str
    to: CellPath
    value: str
    why: Words
    zero: bool = False


@attrs.frozen(kw_only=True)
class Migration:
    """A report as a reading on another form, with everything that could not be carried over as it was."""

    reading: Reading
    lost: tuple[Lost, ...] = ()
    moved: tuple[Moved, ...] = ()

    @property
    def loses(self) -> bool:
        """Whether a number other than zero, or a text, is lost."""
        return any(not lost.zero for lost in self.lost)


@attrs.frozen
class Move:
    """Between two forms, the lines of one that go into a line of the other; paths are the ends of the full paths."""

    source: Form
    target: Form
    ends: tuple[CellPath, ...]
    to: CellPath
    zeros: tuple[CellPath, ...]
    why: Words


_OTHER: Final = ("outcomes", "other_handling")
_THREE: Final = ("not_corrected", "fee_unpaid", "other")
MOVES: Final = (
    Move(
        y2019.FORM,
        y2021.FORM,
        ends=(_OTHER,),
        to=(*_OTHER, "other"),
        zeros=((*_OTHER, "not_corrected"), (*_OTHER, "fee_unpaid")),
        why=Words(
            "2019 年格式的“其他处理”不分项，整数列入“3.其他”", "the form of 2019 has one line; all goes into 3.其他"
        ),
    ),
    Move(
        y2021.FORM,
        y2019.FORM,
        ends=tuple((*_OTHER, name) for name in _THREE),
        to=_OTHER,
        zeros=(),
        why=Words("2019 年格式的“其他处理”不分项，三项合计列入", "the form of 2019 has one line; the three are summed"),
    ),
)
_NO_LINE: Final = Words("该格式没有含义相同的一格", "the form has no cell of this meaning")
_FIXED: Final = Words("该格式的标题是固定的", "the headings of the form are fixed")
_NO_SECTION: Final = Words("该格式没有这一部分", "the form has no such section")


def migrate(subject: Report | Reading, form: Form) -> Migration:
    """The report on another form: the same name means the same thing, all else is moved, or listed as lost.

    What the other form asks and this one does not tell is 待填.
    """
    reading = reading_of(subject)
    if form is reading.form:
        return Migration(reading=reading)
    given = {path: cell for path, cell in reading.cells.items() if not _is_computed(reading, path)}
    asked = dict(_asked(reading, form))
    moves = [move for move in MOVES if move.source is reading.form and move.target is form]
    moved, filled = _moved(reading, given, moves)
    carried = {path: cell for path, cell in given.items() if path in asked and path not in filled}
    gone = [path for path in given if path not in carried and path not in {one.path for one in moved}]
    cells = {**{path: _open(line) for path, line in asked.items()}, **carried, **filled}
    lost = (*(_lost_number(reading, path) for path in gone), *_lost_prose(reading, form))
    return Migration(reading=_on(reading, form, cells), lost=lost, moved=moved)


def _is_computed(reading: Reading, path: CellPath) -> bool:
    cell = reading.grid_cell(path)
    return cell is not None and cell.line is not None and cell.line.computed


def _asked(reading: Reading, form: Form) -> Iterator[tuple[CellPath, Line]]:
    declared = tables_of(reading.form.report)
    for name, table in tables_of(form.report).items():
        same_rows = name in reading.tables and declared.get(name) is table
        for line in (reading.table(name) if same_rows else table).lines:
            if not line.computed and (same_rows or _is_mandatory(form, name)):
                yield (name, *line.path), line


def _is_mandatory(form: Form, name: str) -> bool:
    return getattr(attrs.fields(form.report), name).default is attrs.NOTHING


def _open(line: Line) -> Cell:
    return Cell(UNFILLED_WORD, State.UNFILLED, None, line.kind)


def _moved(
    reading: Reading, given: Mapping[CellPath, Cell], moves: list[Move]
) -> tuple[tuple[Moved, ...], dict[CellPath, Cell]]:
    moved: list[Moved] = []
    filled: dict[CellPath, Cell] = {}
    for move in moves:
        for path, cell in given.items():
            end = next((end for end in move.ends if path[-len(end) :] == end), None)
            if end is not None:
                base = path[: -len(end)]
                to = (*base, *move.to)
                filled[to] = _together(filled.get(to), cell)
                filled |= {(*base, *zero): Cell("0", State.NUMBER, 0, cell.kind) for zero in move.zeros}
                moved.append(Moved(path, _label(reading, path), to, cell.text, move.why, _is_nothing(cell)))
    return tuple(moved), filled


def _together(sofar: Cell | None, cell: Cell) -> Cell:
    if sofar is None or not sofar.counts:
        return cell if sofar is None else sofar
    if not cell.counts:
        return cell
    total = sofar.amount + cell.amount
    return Cell(str(total), State.NUMBER, total, cell.kind)


def _lost_number(reading: Reading, path: CellPath) -> Lost:
    cell = reading.cells[path]
    return Lost(path, _label(reading, path), cell.text, _NO_LINE, zero=_is_nothing(cell))


def _is_nothing(cell: Cell) -> bool:
    return cell.state is State.UNFILLED or (cell.counts and not cell.amount)


def _label(reading: Reading, path: CellPath) -> str:
    table = tables(reading.form.report)[path[0]].words[0]
    cell = reading.grid_cell(path)
    return " / ".join([table, *cell.labels[0], *cell.labels[1]]) if cell else table


def _lost_prose(reading: Reading, form: Form) -> Iterator[Lost]:
    for name, prose in reading.prose.items():
        if prose and name not in prose_fields(form.report):
            yield Lost((name,), _section(reading.form.report, name), prose.text, _NO_SECTION)
    for name, words in reading.headings.items():
        if words and not _may_word(form):
            yield Lost(("headings", name), _section(reading.form.report, name), words, _FIXED)


def _section(cls: type[Report], name: str) -> str:
    return own_headings(cls).get(name, name)


def _may_word(form: Form) -> bool:
    return any(field.name == "headings" for field in attrs.fields(form.report))


def _on(reading: Reading, form: Form, cells: Mapping[CellPath, Cell]) -> Reading:
    sections = own_headings(form.report) if _may_word(form) else {}
    return attrs.evolve(
        reading,
        form=form,
        cells=cells,
        tables=frozenset(path[0] for path in cells),
        prose={name: prose for name, prose in reading.prose.items() if name in prose_fields(form.report)},
        headings={name: words for name, words in reading.headings.items() if name in sections},
    )
