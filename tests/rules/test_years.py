"""Two years of one office: what the one carried forward, the other carries over."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

import gikreport
from gikreport import Reading, Report
from gikreport.forms.shared import Balanced, Kept, Results
from gikreport.model.form import Form
from gikreport.model.outline import CellPath, block_paths, leaves, outline, value_at
from support import ROOT
from support.strategies import changed, figures

NEWEST = gikreport.form_for(2023)
OLDER = gikreport.form_for(2019)
FIGURES = json.loads((ROOT / "tests" / "data" / "figures.json").read_text(encoding="utf-8"))
COLUMNS = [path for path, _ in block_paths(NEWEST.report, Balanced)]


def codes(this: Reading | Report, previous: Reading | Report) -> list[str]:
    """The codes about two years."""
    return sorted({one.code for one in gikreport.check(this, previous=previous) if one.code.startswith("A")})


@st.composite
def two_years(draw: st.DrawFn, form: Form = NEWEST) -> tuple[Report, Report]:
    """Two reports that follow each other: carried figures, documents in force and pending cases match."""
    last = attrs.evolve(draw(figures(form)), year=form.first, title=("标题",))
    this = attrs.evolve(draw(figures(form)), agency=last.agency, year=form.first + 1)
    for path, _ in block_paths(form.report, Balanced):
        forward = value_at(last, path).carried_forward
        column = value_at(this, path)
        grown = column.received + column.carried_over + forward
        this = changed(
            this,
            path,
            attrs.evolve(
                column, received=grown - forward, carried_over=forward, carried_forward=column.carried_forward + forward
            ),
        )
    for path, _ in block_paths(form.report, Results):
        this = changed(this, (*path, "upheld"), value_at(last, path).pending)
    for path, _ in block_paths(form.report, Kept):
        before, now = value_at(last, path), value_at(this, path)
        repealed = min(now.repealed, before.in_force + now.issued)
        this = changed(
            this, path, attrs.evolve(now, repealed=repealed, in_force=before.in_force + now.issued - repealed)
        )
    return last, this


@given(two_years())
def test_years_that_follow_have_no_finding_but_jumps(years: tuple[Report, Report]) -> None:
    last, this = years
    assert set(codes(this, last)) <= {"A003"}


@given(two_years(), st.sampled_from(COLUMNS), st.integers(1, 99))
def test_a_changed_carried_figure_is_found_in_its_column(
    years: tuple[Report, Report], path: CellPath, more: int
) -> None:
    last, this = years
    wrong = changed(last, (*path, "carried_forward"), value_at(last, path).carried_forward + more)
    found = [one for one in gikreport.check(this, previous=wrong) if one.code == "A301"]
    assert [one.at.path for one in found] == [(*path, "carried_over")]
    assert (found[0].expected, found[0].actual) == (
        value_at(wrong, path).carried_forward,
        value_at(this, path).carried_over,
    )
    assert found[0].severity.forbids


@given(two_years(), st.sampled_from([path for path, _ in block_paths(NEWEST.report, Kept)]))
def test_documents_in_force_that_do_not_follow_are_warned_of(years: tuple[Report, Report], path: CellPath) -> None:
    last, this = years
    wrong = changed(this, (*path, "in_force"), value_at(this, path).in_force + 1)
    found = [one for one in gikreport.check(wrong, previous=last) if one.code == "A201"]
    assert [(one.at.path, one.severity.forbids) for one in found] == [((*path, "in_force"), False)]


@given(two_years(), st.sampled_from([path for path, _ in block_paths(NEWEST.report, Results)]))
def test_pending_cases_must_reappear(years: tuple[Report, Report], path: CellPath) -> None:
    last, this = years
    wrong = changed(last, (*path, "pending"), value_at(this, path).total + 1)
    found = [one for one in gikreport.check(this, previous=wrong) if one.code == "A401"]
    assert [(one.at.path, one.severity.forbids) for one in found] == [((*path, "total"), False)]


@given(two_years(), st.sampled_from([path for path in leaves(NEWEST.report)]))
def test_a_jump_beyond_tenfold_is_warned_of(years: tuple[Report, Report], path: CellPath) -> None:
    last, this = years
    last = changed(last, path, type(value_at(last, path))(3))
    for value, found in ((30, False), (31, True)):
        risen = changed(this, path, type(value_at(this, path))(value))
        paths = [one.at.path for one in gikreport.check(risen, previous=last) if one.code == "A003"]
        assert (path in paths) is found


@given(two_years(OLDER))
def test_the_items_of_the_2019_form_follow_from_last_years(years: tuple[Report, Report]) -> None:
    last, this = years
    path = ("t2", "licensing")
    last = changed(last, path, attrs.evolve(value_at(last, path), previous=10, change=-3))
    for value, found in ((7, False), (8, True)):
        stated = changed(this, (*path, "previous"), value)
        paths = [one.at.path for one in gikreport.check(stated, previous=last) if one.code == "A202"]
        assert ((*path, "previous") in paths) is found


@given(figures(OLDER), figures(NEWEST))
def test_between_the_forms_only_the_tables_that_mean_the_same_are_compared(last: Report, this: Report) -> None:
    last, this = attrs.evolve(last, year=2020), attrs.evolve(this, year=2021)
    found = gikreport.check(this, previous=last)
    assert not [one for one in found if one.code in ("A201", "A202")]
    wrong = {path for path in COLUMNS if value_at(this, path).carried_over != value_at(last, path).carried_forward}
    assert {one.at.path[:-1] for one in found if one.code == "A301"} == wrong


def suqian(name: str, year: int) -> Reading:
    """A report with the published figures of 宿迁."""
    told = FIGURES[name]
    lines = [line.path for line in outline(NEWEST.report) if line.path[0] == "t3"]
    rows = len(told["t3"])
    columns = list(zip(*told["t3"].values(), strict=True))
    values = dict(zip(lines, [value for column in columns for value in column], strict=True))
    assert len(values) == rows * 7
    kinds = ("rule", "administrative_rules"), ("norm", "normative_documents")
    for short, field in kinds:
        values |= {
            ("t2", field, part): n
            for part, n in zip(("issued", "repealed", "in_force"), told["t2"][short], strict=True)
        }
    values |= {("t2", "licensing"): told["t2"]["lic"], ("t2", "penalties"): told["t2"]["pen"]}
    values |= {("t2", "compulsion"): told["t2"]["coe"], ("t2", "fees"): Decimal(told["t2"]["fee"])}
    values |= dict(zip([line.path for line in outline(NEWEST.report) if line.path[0] == "t4"], told["t4"], strict=True))
    return gikreport.read({"agency": "宿迁市人民政府", "year": year, **nested(values)})


def nested(values: Mapping[CellPath, object]) -> dict[str, Any]:
    """The stated lines as plain data."""
    data: dict[str, Any] = {}
    stated = {line.path for line in outline(NEWEST.report) if not line.computed}
    for path, value in values.items():
        if path in stated:
            block = data
            for step in path[:-1]:
                block = block.setdefault(step, {})
            block[path[-1]] = value
    return data


def test_published_figures_of_two_years_agree_in_every_column() -> None:
    last, this = suqian("suqian2023", 2023), suqian("suqian2024", 2024)
    assert not [one for one in gikreport.check(this, previous=last) if one.severity.forbids]
    assert codes(this, last) == []


def test_a_year_that_does_not_follow_is_not_compared() -> None:
    last, this = suqian("suqian2023", 2022), suqian("suqian2024", 2024)
    assert codes(this, last) == ["A001"]


def test_an_open_report_of_last_year_is_uncertain() -> None:
    last = gikreport.new("宿迁市人民政府", 2023)
    found = [one for one in gikreport.check(suqian("suqian2024", 2024), previous=last) if one.code == "A004"]
    assert [(one.severity.value, one.facts["count"]) for one in found] == [("uncertain", 6)]


@pytest.mark.parametrize("agency", ["宿迁市", "宿迁市人民政府"])
def test_another_agency_is_warned_of(agency: str) -> None:
    last, this = attrs.evolve(suqian("suqian2023", 2023), agency=agency), suqian("suqian2024", 2024)
    assert codes(this, last) == (["A002"] if agency == "宿迁市" else [])
