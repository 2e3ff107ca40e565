"""Which checks are run over what, which are known not to have run, and findings asked for by code."""

from __future__ import annotations

import pickle
from typing import Any

import attrs
import pytest

from gikreport import RULES, NotAReport, Reading, Remark, Report, UnsoundReport, check, draft, load, read, sound
from gikreport.checking.catalogue import CHECKS, REPORT_CHECKS
from gikreport.checking.check import Checked, Outcome, checked
from gikreport.checking.subject import stated, subject_of
from gikreport.errors import Words
from gikreport.model.check import Check, Need, Violation
from gikreport.model.diagnostic import Diagnostic, Rank
from gikreport.readers.left import HIDDEN_TEXT
from gikreport.readers.remarks import COLUMNS_BY_ORDER, REMARKS, remarked
from gikreport.units import read_units
from support import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
PLAIN: dict[str, Any] = {"agency": "某局", "year": 2023, "t2": {}, "t3": {}, "t4": {}}
WRONG: dict[str, Any] = {
    **PLAIN,
    "overview": "2023年收到政府信息公开申请5件，办结办结5件。",
    "t3": {"natural_person": {"received": 50, "outcomes": {"disclosed": 5}, "carried_forward": 0}},
    "printed": {"t3": {"total": {"received": 5, "outcomes": {"disclosed": 5, "total": 5}}}},
}


def became(subject: Reading | Report, **given: Any) -> dict[str, tuple[str, str | None]]:
    """What became of the check that finds each code, and what it lacked."""
    told: dict[str, tuple[str, str | None]] = {}
    for one in checked(subject, **given).ran:
        for diagnostic in one.check.finds:
            told[diagnostic.code] = (one.outcome.value, one.lacks.value if one.lacks else None)
    return told


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_check_of_a_report_is_told_once(path: Any) -> None:
    found = checked(read(path))
    assert [one.check for one in found.ran][: len(REPORT_CHECKS)] == list(REPORT_CHECKS)
    assert len(found.ran) == len(REPORT_CHECKS) + 1
    assert found.findings == check(read(path))


def test_without_last_years_report_and_the_list_of_offices_what_needs_them_is_not_checked() -> None:
    told = became(read(PLAIN))
    assert {code: told[code] for code in ("A001", "A301", "A021", "T202")} == {
        "A001": ("not_checked", "previous"),
        "A301": ("not_checked", "year_before"),
        "A021": ("not_checked", "units"),
        "T202": ("not_checked", "units"),
    }


def test_beside_them_it_is() -> None:
    units = read_units({"units": [{"name": "某局"}]})
    told = became(read(PLAIN), previous=read({**PLAIN, "year": 2022}), units=units)
    assert {told[code] for code in ("A001", "A301", "A021", "T202")} == {("ran", None)}


def test_a_report_of_another_year_is_not_compared_and_an_office_not_listed_neither() -> None:
    units = read_units({"units": [{"name": "乙局"}]})
    told = became(read(PLAIN), previous=read({**PLAIN, "year": 2020}), units=units)
    assert told["A001"] == told["A021"] == ("ran", None)
    assert told["A301"] == ("not_checked", "year_before")
    assert told["T202"] == ("not_checked", "listed")


def test_a_typed_report_has_no_cells_to_check() -> None:
    reading, report = became(read(PLAIN)), became(read(PLAIN).report)
    assert reading["T001"] == reading["F302"] == ("ran", None)
    assert reading["T007"] == ("not_applicable", None)  # no total is printed
    assert report["T001"] == report["F302"] == report["T007"] == ("not_applicable", "cells")
    assert report["T301"] == report["F001"] == ("ran", None)


def test_what_cannot_be_counted_is_not_checked() -> None:
    open_cell = read({**PLAIN, "t3": {"natural_person": {"received": "待填"}}})
    missing = attrs.evolve(read(PLAIN), tables=frozenset({"t2", "t4"}), cells={})
    assert became(open_cell)["T301"] == ("ran", "table")  # the other columns are checked
    assert became(missing)["T301"] == ("not_checked", "table")
    assert became(open_cell)["T201"] == became(missing)["F001"] == ("not_checked", "report")


def test_what_a_form_does_not_have_is_not_applicable() -> None:
    assert became(read(PLAIN))["T501"] == ("not_applicable", None)
    told = became(read({"agency": "某局", "year": 2016, "statistics": {}}))
    assert (told["T501"], told["T301"]) == (("ran", None), ("not_applicable", None))


def test_without_narrative_without_a_date_and_without_a_year_what_needs_them_is_not_checked() -> None:
    bare = became(read(PLAIN))
    assert (bare["P301"], bare["P010"], bare["P901"]) == (
        ("not_checked", "narrative"), ("not_checked", "date"), ("not_applicable", "expressions"),
    )  # fmt: skip
    whole = became(read({**PLAIN, "overview": "收到申请0件。", "signed_on": "2024-01-09"}))
    assert whole["P301"] == whole["P010"] == whole["P002"] == ("ran", None)
    unnamed = became(attrs.evolve(read({**PLAIN, "overview": "收到申请0件。"}), year=None))
    assert unnamed["P002"] == ("not_checked", "year")


def test_expressions_are_checked_where_every_number_is_there() -> None:
    bound = {**PLAIN, "expressions": True, "overview": "收到申请{{ t3.total.received }}件。"}
    assert became(read(bound))["P902"] == ("ran", None)
    open_cell = {**bound, "t3": {"natural_person": {"received": "待填"}}}
    assert became(read(open_cell))["P902"] == ("not_checked", "report")


@pytest.mark.parametrize("subject", [read(WRONG), *map(read, EXAMPLES)], ids=lambda reading: reading.name or "wrong")
def test_what_is_asked_for_by_code_is_what_all_checks_find_of_it(subject: Reading) -> None:
    every = check(subject)
    for rule in RULES:
        due = tuple(finding for finding in every if finding.code == rule.code)
        assert check(subject, only=[rule.code]) == check(subject, only={rule}) == due


def test_the_wrong_report_has_what_the_test_above_is_about() -> None:
    codes = {finding.code for finding in check(read(WRONG))}
    assert {"P004", "T007"} <= codes
    assert not {"P301", "T006", "T301"} & codes  # a wrong cell explains them


def test_checks_that_find_nothing_wanted_are_not_run() -> None:
    assert [one.check.finds[0].code for one in checked(read(WRONG), only=["P004"]).ran] == ["P004"]
    assert checked(read(WRONG), only=[]) == Checked((), ())
    assert check(read(WRONG), only=["A501"]) == ()


def test_a_check_finds_only_what_it_says() -> None:
    for reading in (read(WRONG), *map(read, EXAMPLES)):
        for one in checked(reading).ran:
            found = check(reading, only=one.check.finds)
            assert {finding.code for finding in found} <= {diagnostic.code for diagnostic in one.check.finds}


def test_every_code_stands_for_one_diagnostic_and_every_diagnostic_says_its_law() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert {diagnostic for one in CHECKS for diagnostic in one.finds} == set(RULES)
    assert all(rule.law.endswith((".", ")")) and rule.words.zh and rule.remedy.en for rule in RULES)
    assert all(one.needs for one in CHECKS if one.finds[0].code not in ("F402", "P001", "P020", "P026", "P030"))


def test_one_check_tells_all_remarks_in_the_order_of_their_codes() -> None:
    reading = read(PLAIN)
    remarks = tuple(Remark(diagnostic=diagnostic) for diagnostic in (COLUMNS_BY_ORDER, HIDDEN_TEXT))
    told = list(remarked(attrs.evolve(reading, remarks=remarks)))
    assert [one.diagnostic for one in told] == [HIDDEN_TEXT, COLUMNS_BY_ORDER]
    assert [rule.code for rule in REMARKS] == [rule.code for rule in RULES if "F100" < rule.code < "G"]


def test_a_violation_that_names_no_diagnostic_is_of_the_first() -> None:
    one, other = (Diagnostic(code, "", Words("", ""), Words("", ""), "", rank=Rank.FILE) for code in ("X001", "X002"))
    made = Check(Reading, (one, other), lambda reading: iter(()), (Need.CELLS,))
    assert made.diagnostic(Violation()) is one
    assert made.diagnostic(Violation(diagnostic=other)) is other


def test_a_need_is_itself_after_a_journey() -> None:
    assert {pickle.loads(pickle.dumps(need)) for need in Need} == set(Need)


def test_a_report_becomes_no_reading_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    report = read({**WRONG, "t3": {"natural_person": {"received": 2}}}).report
    due = check(report)
    monkeypatch.setattr("gikreport.checking.subject.stated", None)
    assert check(report) == due != ()


def test_a_subject_is_made_once() -> None:
    report = read(PLAIN).report
    subject = subject_of(report)
    assert subject_of(subject) is subject
    assert (subject.report, subject.whole_report(), subject.is_typed, subject.missing) == (report, report, True, ())
    assert subject.reading == stated(report)


def test_an_unfinished_reading_has_no_report() -> None:
    subject = subject_of(read({**PLAIN, "t3": {"natural_person": {"received": "待填"}}}))
    assert subject.report is None
    with pytest.raises(NotAReport):
        subject.whole_report()


def test_a_reading_and_its_report_are_one_subject() -> None:
    reading = read(EXAMPLES[0])
    one, other = subject_of(reading), subject_of(reading.report)
    for path in reading.cells:
        assert (one.amount(path), one.value(path)) == (other.amount(path), other.value(path))
    assert (one.form, one.cls, one.headings) == (other.form, other.cls, other.headings)
    lines = [{name: table.lines for name, table in subject.tables.items()} for subject in (one, other)]
    assert lines[0] == lines[1]
    assert one.sections == other.sections
    assert one.place(("t9",)) is None is other.place(("t3",))


def test_load_looks_at_totals_only() -> None:
    wrong = read({**PLAIN, "t3": {"natural_person": {"received": 2}}})  # T301, which load lets pass
    assert load(wrong) == wrong.report
    with pytest.raises(UnsoundReport, match="T301"):
        sound(wrong)
    assert [finding.code for finding in draft(wrong).findings] == ["T301", "F402", "F503"]


def test_the_outcomes_have_words_for_programs() -> None:
    assert [outcome.value for outcome in Outcome] == ["ran", "not_applicable", "not_checked"]
