"""Of a report with another office or year, what nobody stated follows; what an office words itself stays."""

from __future__ import annotations

import io
from typing import Any

import attrs
import pytest

import gikreport
from gikreport import Report, encode, read, render, replace
from support import ROOT

EXAMPLE = ROOT / "examples" / "linhai-2020.toml"
REPORT: Any = read(EXAMPLE).report
OTHER = "清泉县民政局"


def workbook(report: Report) -> gikreport.Reading:
    return read(io.BytesIO(render(report, ".xlsx")))


@pytest.mark.parametrize("suffix", [".json", ".toml", ".yaml"])
def test_title_and_signature_that_nobody_stated_are_not_frozen_into_data(suffix: str) -> None:
    text = encode(REPORT, suffix)
    moved = io.BytesIO(text.replace(REPORT.agency, OTHER).encode())
    moved.name = f"x{suffix}"
    assert text.count(f"{REPORT.agency}{REPORT.year}年政府信息公开工作年度报告") == 0
    again = read(moved).report
    assert again.signed_by == OTHER
    assert again.title == (f"{OTHER}{REPORT.year}年政府信息公开工作年度报告",)


def test_in_a_workbook_they_are_left_empty_and_an_office_that_does_not_sign_stays_so() -> None:
    made = workbook(REPORT)
    assert (made.title, made.signed_by) == (None, None)
    assert made.report == REPORT
    assert workbook(attrs.evolve(REPORT, signed_by="")).signed_by == ""
    assert workbook(attrs.evolve(REPORT, signed_by="某办公室")).signed_by == "某办公室"


def test_the_last_words_of_a_workbook_without_a_signature_are_no_signature() -> None:
    words = gikreport.Prose.of("无其他事项")
    made = workbook(attrs.evolve(REPORT, other_matters=words, signed_on=REPORT.signed_on))
    assert made.prose["other_matters"].text == "无其他事项"


def test_a_report_of_another_office_has_its_name_everywhere() -> None:
    moved = replace(REPORT, agency=OTHER, year=REPORT.year)
    assert moved.title == (f"{OTHER}{REPORT.year}年政府信息公开工作年度报告",)
    assert moved.signed_by == OTHER
    assert (moved.t2, moved.t3, moved.t4) == (REPORT.t2, REPORT.t3, REPORT.t4)


def test_what_an_office_words_itself_stays() -> None:
    own = attrs.evolve(REPORT, title=("某某报告",), signed_by="某某办公室")
    assert (replace(own, agency=OTHER).title, replace(own, agency=OTHER).signed_by) == (("某某报告",), "某某办公室")
    assert replace(REPORT, agency=OTHER, signed_by="甲").signed_by == "甲"


def test_of_a_reading_what_only_repeats_the_name_is_not_stated_any_more() -> None:
    stated = attrs.evolve(read(EXAMPLE), title=REPORT.title, signed_by=REPORT.agency)
    moved = replace(stated, agency=OTHER)
    assert (moved.agency, moved.title, moved.signed_by) == (OTHER, None, None)


def test_a_field_that_a_report_does_not_have_is_refused() -> None:
    with pytest.raises(TypeError):
        replace(REPORT, office=OTHER)
