"""Whatever a report holds, its totals are the sums of its lines, and a number that is off is found where it stands."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from gikreport import NotAReport, UnsoundReport, check, draft, load, sound
from gikreport.checking.subject import stated
from gikreport.model.form import Form
from gikreport.model.outline import value_at
from gikreport.model.report import Report, tables
from gikreport.model.table import table_of
from support.strategies import columns_of, figures, over_forms, reports, spoiled_entry, spoiled_total, with_columns


def leaf_sum(block: Any) -> int:
    """Everything an office states in a block, added up without the help of the outline."""
    if not attrs.has(type(block)):
        return int(block)
    return sum(leaf_sum(getattr(block, field.name)) for field in attrs.fields(type(block)))


def stated_tables(report: Report) -> list[Any]:
    return [table for name in tables(type(report)) if (table := getattr(report, name)) is not None]


@over_forms
@given(data=st.data())
def test_every_printed_total_is_the_sum_of_its_lines(form: Form, data: st.DataObject) -> None:
    for table in stated_tables(data.draw(figures(form))):
        computed = {line.path for line in table_of(table).lines if line.computed}
        assert {one.total for one in table_of(table).sums} == computed
        for one in table_of(table).sums:
            assert one.parts or table.rows == ()
            assert value_at(table, one.total) == sum(value_at(table, part) for part in one.parts)


@with_columns
@given(data=st.data())
def test_the_totals_of_table_3_are_the_sums_of_what_was_stated(form: Form, data: st.DataObject) -> None:
    table = value_at(data.draw(figures(form)), ("t3",))
    columns = [value_at(table, path) for path in columns_of(type(table))]
    assert len(columns) == 6
    for column in [*columns, table.total]:
        assert column.outcomes.total == column.handled == leaf_sum(column.outcomes)
    assert leaf_sum(table.total) == sum(map(leaf_sum, columns))
    assert table.total.received == sum(column.received for column in columns)
    assert table.total.outcomes.withheld.total == sum(leaf_sum(column.outcomes.withheld) for column in columns)


@with_columns
@given(data=st.data())
def test_the_totals_of_table_4_are_the_sums_of_what_was_stated(form: Form, data: st.DataObject) -> None:
    table = value_at(data.draw(figures(form)), ("t4",))
    for results in (table.reconsideration, table.litigation.direct, table.litigation.after_reconsideration):
        assert results.total == leaf_sum(results)
    assert table.litigation.total == leaf_sum(table.litigation)


@with_columns
@given(data=st.data())
def test_every_column_of_a_sound_report_balances(form: Form, data: st.DataObject) -> None:
    table = value_at(sound(data.draw(figures(form))).report, ("t3",))
    for path in [*columns_of(type(table)), ("total",)]:
        column = value_at(table, path)
        assert column.received + column.carried_over == leaf_sum(column.outcomes) + column.carried_forward


@over_forms
@given(data=st.data())
def test_sound_in_sound_out(form: Form, data: st.DataObject) -> None:
    report = data.draw(reports(form))
    document = sound(report)
    assert document.report == report
    assert not any(finding.severity.forbids for finding in document.warnings)
    assert sound(stated(report)).figures == document.figures
    assert stated(report).report == report == load(stated(report))


@over_forms
@given(data=st.data())
def test_a_sound_report_prints_every_line_of_its_tables(form: Form, data: st.DataObject) -> None:
    report = data.draw(figures(form))
    lines = {
        (name, *line.path)
        for name in tables(form.report)
        if getattr(report, name) is not None
        for line in table_of(getattr(report, name)).lines
    }
    assert set(sound(report).figures) == set(draft(report).figures) == lines


@with_columns
@given(data=st.data())
def test_a_spoiled_entry_gives_one_finding_in_its_column(form: Form, data: st.DataObject) -> None:
    report, column = data.draw(figures(form).flatmap(spoiled_entry))
    forbidding = [finding for finding in check(report) if finding.severity.forbids]
    assert [finding.code for finding in forbidding] == ["T301"]
    finding, block = forbidding[0], value_at(report, column)
    assert finding.at.path == (*column, "carried_forward")
    assert finding.actual == block.carried_forward
    due = block.received + block.carried_over - leaf_sum(block.outcomes)
    assert finding.expected == (due if due >= 0 else None)
    assert [(at.path, value) for at, value in finding.related] == [
        ((*column, "received"), block.received),
        ((*column, "carried_over"), block.carried_over),
        ((*column, "outcomes", "total"), leaf_sum(block.outcomes)),
    ]
    assert {at.column for at, _ in finding.related} == {finding.at.column}
    with pytest.raises(UnsoundReport) as refused:
        sound(report)
    assert forbidding[0] in refused.value.findings


@with_columns
@given(data=st.data())
def test_a_spoiled_entry_is_found_in_a_reading_as_well(form: Form, data: st.DataObject) -> None:
    report, column = data.draw(figures(form).flatmap(spoiled_entry))
    found = [finding for finding in check(stated(report)) if finding.severity.forbids]
    assert [(finding.code, finding.at.path) for finding in found] == [("T301", (*column, "carried_forward"))]


@with_columns
@given(data=st.data())
def test_a_spoiled_printed_total_is_found_at_its_cell(form: Form, data: st.DataObject) -> None:
    reading, path, due = data.draw(figures(form).flatmap(spoiled_total))
    (finding,) = [finding for finding in check(reading) if finding.severity.forbids]
    assert finding.code in ("T006", "T007")
    assert (finding.at.path, finding.expected, finding.actual) == (path, due, reading.cells[path].value)
    with pytest.raises(UnsoundReport):
        load(reading)
    assert reading.report == stated(reading.report).report


@over_forms
@given(data=st.data())
def test_a_missing_table_is_neither_a_report_nor_a_document(form: Form, data: st.DataObject) -> None:
    reading = stated(data.draw(figures(form)))
    mandatory = [
        f.name for f in attrs.fields(form.report) if f.name in tables(form.report) and f.default is attrs.NOTHING
    ]
    for name in mandatory:
        cells = {path: cell for path, cell in reading.cells.items() if path[0] != name}
        lacking = attrs.evolve(reading, cells=cells, tables=reading.tables - {name})
        assert [(f.code, f.at.path) for f in check(lacking) if f.severity.forbids] == [("T004", (name,))]
        with pytest.raises(NotAReport) as refused:
            _ = lacking.report
        assert refused.value.cells == ((name,),)
