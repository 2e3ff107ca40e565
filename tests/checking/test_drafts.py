"""What a draft states, what `load` refuses, and in which order findings are told."""

from __future__ import annotations

import attrs
import pytest

from gikreport import UnsoundReport, check, draft, load, read, sound
from gikreport.checking.subject import stated
from gikreport.checking.waivers import Waiver
from gikreport.model.cell import Cell, State
from gikreport.model.options import Options
from gikreport.model.outline import value_at
from gikreport.model.reading import Reading

COLUMN = ("t3", "natural_person")
TITLE = "2023年政府信息公开工作年度报告"
WORDS = {
    "overview": "加强政府政府信息的管理。主动公开和依申请公开都及时；网站设专栏；每半年培训一次。",
    "problems": "存在的主要问题是部分信息公开不够及时，已为各科室明确报送时限。",
    "other_matters": "本年度没有收取信息处理费。",
    "signed_on": "2024-01-12",
}


def reading(**more: object) -> Reading:
    """A report of which a part is known."""
    t3 = {"natural_person": {"received": 5, "outcomes": {"disclosed": 2, "partly_disclosed": "待填"}}}
    return read({"agency": "某局", "year": 2023, "t2": {"fees": "1.50", "licensing": ""}, "t3": t3, "t4": {}, **more})


def test_a_draft_prints_what_is_stated_and_what_follows_from_it() -> None:
    figures = draft(reading()).figures
    outcomes = (*COLUMN, "outcomes")
    said = {
        (*COLUMN, "received"): "5", (*outcomes, "disclosed"): "2", (*outcomes, "partly_disclosed"): "待填",
        (*outcomes, "total"): "待填", ("t3", "total", "received"): "5", ("t3", "total", "outcomes", "total"): "待填",
        ("t2", "fees"): "1.50", ("t2", "licensing"): "0", ("t4", "reconsideration", "total"): "0",
    }  # fmt: skip
    assert {path: figures[path] for path in said} == said


def test_a_draft_prints_words_as_they_stand_and_marks_what_was_not_found() -> None:
    cells = dict(reading().cells)
    cells[*COLUMN, "received"] = Cell("若干", State.TEXT)
    cells[*COLUMN, "carried_forward"] = Cell("待核实", State.UNFILLED)
    del cells[*COLUMN, "carried_over"]
    figures = draft(attrs.evolve(reading(), cells=cells)).figures
    said = [figures[*COLUMN, name] for name in ("received", "carried_over", "carried_forward")]
    assert said == ["若干", "待填", "待填"]


def test_a_draft_has_every_table_that_is_due_and_of_the_others_those_that_are_there() -> None:
    partly = {name: "待填" for name in ("received", "carried_over")}
    assert set(draft(read({"agency": "某局", "year": 2023, "t3": {"natural_person": partly}})).tables) == {
        "t2",
        "t3",
        "t4",
    }
    assert set(draft(read({"agency": "某局", "year": 2016})).tables) == set()
    assert set(draft(read({"agency": "某局", "year": 2016, "statistics": {}})).tables) == {"statistics"}


def test_a_draft_is_titled_and_signed_by_whoever_is_known() -> None:
    named, nameless = draft(reading()), draft(attrs.evolve(reading(), agency=None, year=None, title=None))
    assert (named.agency, named.title, named.signed_by) == ("某局", (f"某局{TITLE}",), "某局")
    assert (nameless.agency, nameless.signed_by) == ("待填", "待填")
    assert nameless.title == (f"待填{TITLE.replace('2023', '待填')}",)
    signed = draft(attrs.evolve(reading(), title=("年报",), signed_by="某局办公室"))
    assert (signed.title, signed.signed_by) == (("年报",), "某局办公室")
    assert draft(attrs.evolve(reading(), signed_by="")).signed_by == ""


def test_a_draft_has_the_headings_of_the_form_and_the_office_s_own() -> None:
    own = read({"agency": "某局", "year": 2016, "headings": {"overview": "一、综述"}})
    headings = draft(own).headings
    assert headings["overview"] == "一、综述"
    assert len(headings) > 1
    assert draft(reading()).headings["overview"] == "一、总体情况"


def test_options_that_are_asked_for_stand_before_those_of_the_file() -> None:
    of_file, asked = attrs.evolve(reading(), options=Options(toc=True)), Options(seal=True)
    assert draft(of_file).options == Options(toc=True)
    assert draft(of_file, options=asked).options == asked
    whole = read({"agency": "某局", "year": 2023, "t2": {}, "t3": {}, "t4": {}})
    assert sound(attrs.evolve(whole, options=Options(toc=True)), options=asked).options == asked
    assert sound(attrs.evolve(whole, options=Options(toc=True))).options == Options(toc=True)


def test_a_draft_carries_its_findings() -> None:
    assert draft(reading()).findings == check(reading()) != ()


def test_what_is_sound_carries_its_warnings_and_the_waivers_that_were_of_no_use() -> None:
    whole = read({"agency": "某局", "year": 2023, "t2": {}, "t3": {}, "t4": {}, **WORDS})
    waiver = Waiver(code="T301", place="t3", values=(), reason="查", by="王某")
    assert [one.code for one in sound(whole, waivers=[waiver]).warnings] == ["P004", "W001"]


def test_load_gives_the_report_of_a_file_or_of_a_reading() -> None:
    whole = {"agency": "某局", "year": 2023, "t2": {}, "t3": {}, "t4": {}}
    assert load(whole) == load(read(whole)) == read(whole).report


def test_load_refuses_a_wrong_total_and_nothing_else() -> None:
    off = {"agency": "某局", "year": 2023, "t2": {}, "t3": {"natural_person": {"received": 5}}, "t4": {}}
    assert value_at(load(off), ("t3", "total", "received")) == 5
    column = {"natural_person": {"received": 5, "carried_forward": 5}}
    printed = stated(read({**off, "t3": column}).report)
    path = ("t3", "total", "received")
    wrong = attrs.evolve(printed, cells={**printed.cells, path: Cell("6", State.NUMBER, 6)})
    with pytest.raises(UnsoundReport) as caught:
        load(wrong)
    assert [(one.code, one.at.path) for one in caught.value.findings] == [("T006", path)]


def test_errors_are_told_before_what_is_uncertain_and_that_before_warnings() -> None:
    found = check(reading(t4={"reconsideration": {"upheld": "若干"}}, **WORDS))
    assert [one.code for one in found] == ["T001", "T003", "T002", "P004"]


def test_the_columns_of_a_report_that_is_open_elsewhere_are_judged() -> None:
    column = {"received": 5, "outcomes": {"disclosed": 2}}
    t3 = {"natural_person": column, "organizations": {"commercial": {"received": "待填"}}}
    assert [one.code for one in check(reading(t3=t3))] == ["T301", "T003", "T002", "F402", "F503"]
