"""Tables whose rows the form fixes, and those whose rows are the office's own, as one kind of thing."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from gikreport import FORMS
from gikreport.checking.subject import stated, stated_tables
from gikreport.forms.categories import Categories, Category
from gikreport.forms.shared import Balanced, Results
from gikreport.forms.y2021 import Table3
from gikreport.model.cell import Cell, State
from gikreport.model.form import Form
from gikreport.model.outline import CellPath, block_paths, value_at
from gikreport.model.table import Table, table_of, tables_of
from support.strategies import figures, over_forms

OWN = Categories(rows=(Category(group="甲", item="一", number=1), Category(group="乙", number=2, note="注")))
DECLARED = [table for form in FORMS for table in tables_of(form.report).values()]


def test_a_class_and_every_value_of_it_are_one_table_and_own_rows_are_the_values_own() -> None:
    assert table_of(Table3) is table_of(Table3()) is tables_of(FORMS[0].report)["t3"]
    assert table_of(Categories) is table_of(Categories)
    assert table_of(Categories) == table_of(Categories()) != table_of(OWN)


def test_a_table_says_whose_its_rows_are() -> None:
    assert (table_of(Table3).rows_are_own, table_of(Table3).row) == (False, None)
    for table in (table_of(Categories), table_of(OWN)):
        assert (table.rows_are_own, table.row, table.layout) == (True, Category, None)


@pytest.mark.parametrize("table", [*DECLARED, table_of(OWN)], ids=str)
def test_lines_totals_and_grid_of_a_table_speak_of_the_same_cells(table: Table) -> None:
    assert {one.total for one in table.sums} == {line.path for line in table.lines if line.computed}
    assert {part for one in table.sums for part in one.parts} <= {line.path for line in table.lines}
    labels = {line.path for line in table.lines if line.path[-1] in ("group", "item")}  # words that head their row
    assert set(table.grid.at) == {line.path for line in table.lines} - labels
    assert table.paths(("t",)) == tuple(("t", *line.path) for line in table.lines)
    assert table.stated_paths(("t",)) == tuple(("t", *line.path) for line in table.lines if not line.computed)
    assert table.below(()) == tuple(line.path for line in table.lines)


def test_what_stands_below_a_path() -> None:
    assert table_of(OWN).below(("1",)) == (("1", "group"), ("1", "item"), ("1", "number"), ("1", "note"))
    assert table_of(OWN).below(("total",)) == (("total",),)
    assert table_of(Table3).below(("natural_person", "received")) == (("natural_person", "received"),)
    assert table_of(Table3).below(("nobody",)) == ()


def test_blocks_of_a_class_are_those_of_the_form() -> None:
    assert table_of(Table3).blocks(Balanced) == tuple(path for path, _ in block_paths(Table3, Balanced)) != ()
    assert table_of(Table3).blocks(Results) == table_of(OWN).blocks(Balanced) == ()


@over_forms
@given(st.data())
def test_values_stand_in_the_order_of_the_lines_and_the_cells_of_a_report_build_it_again(
    form: Form, data: st.DataObject
) -> None:
    report = data.draw(figures(form))
    cells = stated(report).cells
    for name, table in stated_tables(report).items():
        held, declared = value_at(report, (name,)), tables_of(form.report)[name]
        assert table.values(held) == [value_at(held, line.path) for line in table.lines]
        assert declared.read(cells, (name,)).lines == table.lines
        assert declared.built(cells, (name,)) == held


CARRIED: CellPath = ("t", "natural_person", "carried_over")
SECOND: CellPath = ("t", "1", "number")


@pytest.mark.parametrize(("held", "path"), [(Table3(), CARRIED), (OWN, SECOND)], ids=["fixed", "own"])
def test_a_cell_that_is_missing_or_cannot_be_counted_builds_no_table_and_a_blank_is_nought(
    held: object, path: CellPath
) -> None:
    table = table_of(held)
    values = zip(table.paths(("t",)), table.lines, table.values(held), strict=True)
    cells = {here: Cell(str(value), State.NUMBER, value, line.kind) for here, line, value in values}
    assert table.built(cells, ("t",)) == held
    assert table.built(cells, ("u",)) != held
    assert table.built({here: cell for here, cell in cells.items() if here != path}, ("t",)) is None
    assert table.built({**cells, path: Cell("很多", State.TEXT)}, ("t",)) is None
    blank = table.built({**cells, path: Cell("", State.BLANK)}, ("t",))
    assert value_at(blank, path[1:]) == 0
