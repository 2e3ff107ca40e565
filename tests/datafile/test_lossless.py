"""Plain data: lossless both ways, in three formats."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from gikreport import UnsoundReport, check, draft, encode, load, new, read, to_data
from gikreport.checking.subject import stated
from gikreport.model.cell import State
from gikreport.model.form import Form
from gikreport.model.outline import value_at
from support.datafiles import EXAMPLE, SAID, SMALL, file_of
from support.strategies import fewer, over_forms, reports

over_formats = pytest.mark.parametrize("suffix", [".json", ".toml", ".yaml"])

WHOLE: dict[str, Any] = {**SAID, **SMALL, "signed_on": "2022-01-12"}


@over_forms
@over_formats
@fewer
@given(data=st.data())
def test_a_report_survives_the_way_through_a_data_file(form: Form, suffix: str, data: st.DataObject) -> None:
    report = data.draw(reports(form))
    text = encode(report, suffix)
    again = load(file_of(text, suffix))
    assert again == report
    assert encode(again, suffix) == text


@over_forms
@over_formats
@fewer
@given(data=st.data())
def test_a_reading_with_its_printed_totals_survives_as_well(form: Form, suffix: str, data: st.DataObject) -> None:
    reading = stated(data.draw(reports(form)))
    again = read(file_of(encode(reading, suffix), suffix))
    said = {path: (cell.state, cell.value, cell.kind) for path, cell in reading.cells.items()}
    assert {path: (cell.state, cell.value, cell.kind) for path, cell in again.cells.items()} == said
    assert attrs.evolve(again, name="", cells=reading.cells) == reading
    assert encode(again, suffix) == encode(reading, suffix)


@over_forms
@given(data=st.data())
def test_the_mapping_itself_can_be_read(form: Form, data: st.DataObject) -> None:
    report = data.draw(reports(form))
    assert load(to_data(report)) == report


@over_forms
@over_formats
def test_a_new_report_comes_back_with_every_number_open(form: Form, suffix: str) -> None:
    empty = new("某局", form.last or 2024)
    again = read(file_of(encode(empty, suffix), suffix))
    assert attrs.evolve(again, name="") == empty
    assert {cell.state for cell in again.cells.values()} <= {State.UNFILLED}


def test_every_kind_of_source_says_the_same() -> None:
    content, report = EXAMPLE.read_bytes(), load(EXAMPLE)
    assert load(str(EXAMPLE)) == load(content) == load(io.BytesIO(content)) == report
    assert load(io.StringIO(content.decode())) == report  # type: ignore[arg-type]
    assert load(encode(report, ".json").encode()) == load(to_data(report)) == report


def test_what_a_windows_editor_does_to_a_file_changes_nothing() -> None:
    content, report = EXAMPLE.read_bytes(), load(EXAMPLE)
    assert load(b"\xef\xbb\xbf" + content) == report
    assert load(content.replace(b"\n", b"\r\n")) == report


@over_formats
@pytest.mark.parametrize("fees", ["0", "0.10", "59237.2449", "123456789012345678901234567890.12345678", "5.00"])
def test_an_amount_keeps_every_digit(suffix: str, fees: str) -> None:
    report = load({**SMALL, "t2": {"fees": Decimal(fees)}})
    again = load(file_of(encode(report, suffix), suffix))
    assert str(value_at(again, ("t2", "fees"))) == fees


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".toml", 'agency = "某局"\nyear = 2021\n[t2]\nfees = 0.1'),
        (".yaml", "agency: 某局\nyear: 2021\nt2: {fees: 0.1}"),
        (".json", '{"agency": "某局", "year": 2021, "t2": {"fees": 0.1}}'),
    ],
)
def test_an_amount_in_a_file_is_not_rounded_through_a_float(suffix: str, text: str) -> None:
    assert read(file_of(text, suffix)).cells["t2", "fees"].value == Decimal("0.1")


def test_yaml_means_what_yaml_1_2_says() -> None:
    text = "agency: no\nyear: 2021\nt3: {natural_person: {received: 010}}\n"
    reading = read(file_of(text, ".yaml"))
    assert reading.agency == "no"
    assert reading.cells["t3", "natural_person", "received"].value == 10


def test_the_keys_are_the_names_of_the_model() -> None:
    data = to_data(load(SMALL))
    assert list(data) == ["format", "form", "agency", "year", "t2", "t3", "t4"]
    assert (data["format"], data["form"]) == (1, "y2021")
    assert data["t3"]["natural_person"]["outcomes"]["withheld"]["state_secret"] == 0
    assert "total" not in data["t3"]


def test_the_form_is_that_of_the_year_unless_it_is_named() -> None:
    assert read(SMALL).form.name == read({**SMALL, "form": "y2021"}).form.name == "y2021"
    assert read({**SMALL, "$schema": "gikreport-y2021.json", "format": 1}) == read(SMALL)


def test_an_absent_number_of_a_stated_table_is_zero_and_an_absent_table_is_not() -> None:
    reading = read({**WHOLE, "t2": {}})
    assert reading.cells["t2", "fees"].value == 0
    lacking = {key: value for key, value in WHOLE.items() if key != "t4"}
    assert [(f.code, f.at.path) for f in check(read(lacking))] == [("T004", ("t4",))]


@pytest.mark.parametrize(
    ("value", "state"),
    [
        (-3, State.NUMBER),
        ("待填", State.UNFILLED),
        ("", State.BLANK),
        ("/", State.NOT_APPLICABLE),
        ("—", State.NOT_APPLICABLE),
        ("-", State.NOT_APPLICABLE),
        ("无", State.NOT_APPLICABLE),
        ("约三件", State.TEXT),
        ("3", State.TEXT),
    ],
)
def test_what_no_count_can_be_is_read_and_then_found(value: Any, state: State) -> None:
    reading = read({**WHOLE, "t3": {"natural_person": {"received": value}}})
    assert reading.cells["t3", "natural_person", "received"].state is state
    code = {State.UNFILLED: "T003", State.BLANK: "T002", State.NOT_APPLICABLE: "T002"}.get(state, "T001")
    assert [finding.code for finding in check(reading)] == [code]
    assert read(to_data(reading)) == reading


@pytest.mark.parametrize(
    ("printed", "path"),
    [
        ({"t3": {"total": {"received": 2}}}, ("t3", "total", "received")),
        ({"t3": {"natural_person": {"outcomes": {"total": 2}}}}, ("t3", "natural_person", "outcomes", "total")),
        ({"t4": {"litigation": {"direct": {"total": 2}}}}, ("t4", "litigation", "direct", "total")),
    ],
)
def test_a_stated_total_is_checked_and_never_used(printed: dict[str, Any], path: tuple[str, ...]) -> None:
    reading = read({**WHOLE, "printed": printed})
    assert [(finding.at.path, finding.actual) for finding in check(reading)] == [(path, 2)]
    with pytest.raises(UnsoundReport):
        load(reading)
    assert reading.report == load(WHOLE)
    assert draft(reading).figures[path] != "2"


def test_a_stated_total_that_is_right_changes_nothing() -> None:
    right = read({**WHOLE, "printed": {"t3": {"total": {"received": 1}}}})
    assert check(right) == ()
    assert load(right) == load(WHOLE)


def test_text_with_any_line_break_is_the_same_paragraphs() -> None:
    reports = [
        load({**SMALL, "overview": f"一{broken}二"}) for broken in ("\n", "\r\n", "\r", "\n\n", "\x85", "\u2028")
    ]
    assert [value_at(report, ("overview",)).text for report in reports] == ["一\n二"] * 6
