"""The edges of the rules: each test here goes red when a comparison or a number in a rule slips by one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import attrs
import pytest

from gikreport import check, read
from gikreport.checking.subject import stated
from gikreport.model.cell import Cell, Place, State
from gikreport.model.reading import Reading
from gikreport.readers.form_tables import Label
from gikreport.readers.found import FoundCell
from gikreport.readers.tables.by_label import Row, homeless
from gikreport.rules import units as offices
from gikreport.rules.tables import printed_totals
from gikreport.units import read_units
from support.datafiles import SAID

COLUMN = ("t3", "natural_person")
SUBJECTS = "主动公开和依申请公开都及时；公开属性在发布前审查；网站设专栏；每半年培训一次。"
TOTAL = (*COLUMN, "outcomes", "total")


def reading(**column: object) -> Reading:
    """A report whose only numbers are those of the column 自然人."""
    return read({**SAID, "agency": "某局", "year": 2023, "t2": {}, "t3": {"natural_person": column}, "t4": {}})


def printed(cell: Cell) -> Reading:
    """A document that prints three grounds of refusal, one each, and this as their total."""
    grounds = dict.fromkeys(("state_secret", "barred_by_law", "third_party_rights"), 1)
    whole = stated(reading(received=3, outcomes={"withheld": grounds}).report)
    return attrs.evolve(whole, cells={**whole.cells, TOTAL: cell})


@pytest.mark.parametrize(("disclosed", "due"), [(2, 0), (1, 1), (3, None)])
def test_a_column_is_mended_by_a_fourth_item_of_zero_or_more(disclosed: int, due: int | None) -> None:
    [one] = check(reading(received=2, outcomes={"disclosed": disclosed}, carried_forward=4))
    assert (one.code, one.expected, one.actual, one.suggestion) == ("T301", due, 4, None)
    assert (due is not None) == any(at.path[-1] == "carried_forward" for at, _ in one.candidates)


def test_a_printed_total_counts_as_printed_and_a_blank_one_is_worked_out() -> None:
    assert printed(Cell("9", State.NUMBER, 9)).amount(TOTAL) == 9
    assert printed(Cell("9", State.NUMBER, 9)).worked_out(TOTAL) == 3
    assert printed(Cell("", State.BLANK)).amount(TOTAL) == 3


def test_a_blank_line_counts_as_zero() -> None:
    assert reading(received="").amount((*COLUMN, "received")) == 0


def test_a_total_that_is_no_fitting_number_is_not_compared() -> None:
    wrong = printed(Cell("-1", State.NUMBER, -1))
    assert [one.code for one in check(wrong)] == ["T001"]
    assert list(printed_totals(wrong)) == []


def test_a_blank_total_is_no_wrong_total() -> None:
    blank = printed(Cell("", State.BLANK))
    assert [one.code for one in check(blank)] == ["T011"]
    assert list(printed_totals(blank)) == []


def test_of_many_lines_not_found_eight_are_shown() -> None:
    whole = stated(reading().report)
    lines = [path for path in whole.cells if path[:3] == (*COLUMN, "outcomes") and path[-1] != "total"][:9]
    lacking = attrs.evolve(whole, cells={path: cell for path, cell in whole.cells.items() if path not in lines})
    [one] = [one for one in check(lacking) if one.code == "T005"]
    assert (one.facts["count"], len(one.related)) == (9, 8)


def test_an_old_notice_is_found_at_the_very_start_of_a_sentence() -> None:
    words = {
        "overview": f"国办公开办函〔2019〕60号规定了本报告的格式。{SUBJECTS}",
        "problems": "存在的主要问题是部分信息公开不够及时。",
        "other_matters": "本年度没有收取信息处理费。",
    }
    data = {**SAID, "agency": "某局", "year": 2023, "t2": {}, "t3": {}, "t4": {}, **words}
    assert [one.code for one in check(read(data))] == ["P006"]


def test_from_2019_on_a_department_has_until_the_end_of_january() -> None:
    data = {**SAID, "agency": "某局", "year": 2019, "t2": {}, "t3": {}, "t4": {}}
    assert check(read({**data, "signed_on": "2020-01-31"})) == ()
    assert [one.code for one in check(read({**data, "signed_on": "2020-02-01"}))] == ["P010"]


def test_a_date_without_a_year_beside_it_is_not_judged() -> None:
    dated = attrs.evolve(reading(), signed_on=datetime.date(2030, 1, 1))
    assert [one.code for one in check(dated)] == ["P010"]
    assert "P010" not in {one.code for one in check(attrs.evolve(dated, year=None))}


def test_whoever_wrote_it_the_deadline_is_that_of_a_department() -> None:
    nameless = attrs.evolve(reading(), agency=None, signed_on=datetime.date(2024, 2, 1))
    assert "P010" in {one.code for one in check(nameless)}


def test_a_year_for_which_there_was_no_form_has_no_form_due() -> None:
    early = attrs.evolve(reading().report, year=2001)
    assert "F001" not in {one.code for one in check(early)}


def beside(listed: Mapping[str, object], **stated_here: object) -> list[tuple[str, str]]:
    """What is told of an office beside the list of offices."""
    units = read_units({"units": [listed]})
    data = {"year": 2023, "t2": {}, "t3": {}, "t4": {}, "agency": "青石县水利局", **stated_here}
    return [(one.code, one.words.zh) for one in check(read(data), units=units) if one.code.startswith("A")]


def test_a_title_is_compared_where_the_list_and_the_report_have_one() -> None:
    title = "青石县水利局2023年政府信息公开工作年度报告"
    listed = {"name": "青石县水利局", "title": [title], "signed_by": "青石县水利局"}
    assert beside(listed) == []
    assert beside(listed, title=title, signed_by="青石县水利局") == []
    assert beside({"name": "青石县水利局"}, title=title, signed_by="青石县水利局") == []
    assert [code for code, _ in beside(listed, title="年报", signed_by="水利局")] == ["A022", "A022"]


def test_a_report_without_a_name_is_not_on_the_list() -> None:
    units = read_units({"units": [{"name": "青石县水利局"}]})
    found = {one.code: one.words.zh for one in check(attrs.evolve(reading(), agency=None), units=units)}
    assert found["A021"] == "“”不在单位名录中"


@pytest.mark.parametrize("name", ["甲乡", "甲镇", "甲街道", "甲街道办事处", "甲乡人民政府", "甲镇人民政府"])
def test_a_township_makes_no_rules_but_may_issue_documents(name: str) -> None:
    cells = {"issued": 2, "repealed": 1, "in_force": 9}
    data = {**SAID, "agency": name, "year": 2023, "t2": {"administrative_rules": cells, "normative_documents": cells}}
    found = [(one.code, one.at.path) for one in check(read({**data, "t3": {}, "t4": {}}))]
    assert found == [("T201", ("t2", "administrative_rules", cell)) for cell in ("issued", "repealed", "in_force")]


def test_the_second_item_counts_on_the_side_of_the_first() -> None:
    assert check(reading(received=4, carried_over=3, outcomes={"disclosed": 5}, carried_forward=2)) == ()
    [one] = check(reading(received=4, carried_over=3, outcomes={"disclosed": 5}, carried_forward=1))
    assert (one.expected, [at.path[-1] for at, _ in one.related]) == (2, ["received", "carried_over", "total"])


def test_only_the_lines_that_hold_a_number_stand_beside_a_wrong_total() -> None:
    wrong = printed(Cell("9", State.NUMBER, 9))
    [one] = [one for one in printed_totals(wrong) if one.at == TOTAL]
    grounds = ("state_secret", "barred_by_law", "third_party_rights")
    assert one.related == tuple((*COLUMN, "outcomes", "withheld", ground) for ground in grounds)


@pytest.mark.parametrize(("in_all", "told"), [(11, True), (12, False), (17, False), (18, True)])
def test_what_was_disclosed_lies_between_the_largest_channel_and_all_of_them(in_all: int, told: bool) -> None:
    proactive = {"disclosed": {"total": in_all}, "channels": {"website": 12, "microblog": 5}}
    data = {"agency": "某局", "year": 2016, "statistics": {"proactive": proactive}}
    assert ("T502" in {one.code for one in check(read(data))}) is told


@pytest.mark.parametrize(("part", "told"), [(20, False), (21, True)])
def test_a_part_may_be_all_of_its_whole(part: int, told: bool) -> None:
    disclosed = {"total": 20, "normative_documents": part}
    data = {
        "agency": "某局",
        "year": 2016,
        "statistics": {"proactive": {"disclosed": disclosed, "channels": {"website": 20}}},
    }
    assert ("T501" in {one.code for one in check(read(data))}) is told


def test_a_finding_about_a_typed_report_tells_the_values_beside_it() -> None:
    [one] = check(reading(received=2).report)
    assert [(at.path[-1], value) for at, value in one.related] == [("received", 2), ("carried_over", 0), ("total", 0)]


def test_a_finding_in_a_section_names_it_as_the_office_does() -> None:
    data = {
        "agency": "某局",
        "year": 2016,
        "headings": {"overview": "一、综述"},
        "overview": "加强政府政府信息的管理。",
    }
    assert [one.at.section for one in check(read(data)) if one.code == "P004"] == ["一、综述"]


def lacking(*paths: tuple[str, ...]) -> str:
    """What is said of a report whose table lacks some lines."""
    whole = stated(reading().report)
    left = attrs.evolve(whole, cells={path: cell for path, cell in whole.cells.items() if path[1:] not in paths})
    [one] = [one for one in check(left) if one.code == "T005"]
    return one.words.zh


def test_lines_not_found_are_told_by_the_name_of_their_rows_or_of_their_column() -> None:
    columns = [path[1:-1] for path in stated(reading().report).cells if path[0] == "t3" and path[-1] == "received"]
    assert lacking(*((*column, "received") for column in columns if column != ("total",))).startswith(
        "“一、本年新收政府信息公开申请数量”有 6 格没有找到"
    )
    rows = ("received", "carried_over", "carried_forward")
    assert lacking(*(("natural_person", row) for row in rows)).startswith("“自然人”有 3 格没有找到")
    many = [("outcomes", "not_processed", name) for name in ("petition", "repeated", "excessive", "confirmation")]
    assert "“5.要求行政机关确认或重新出具已获取信息”" not in lacking(
        *((*column, *row) for column in columns for row in many if column != ("total",))
    )
    assert "等有 24 格" in lacking(*((*column, *row) for column in columns for row in many if column != ("total",)))


def test_a_row_that_found_no_line_is_told_where_it_stands_itself() -> None:
    """The heading that is merged over several rows begins above it; a cell of two lines is told in one."""
    head, own = Place(table=1, row=6, column=1), Place(table=1, row=16, column=2)
    cells = (FoundCell("三、办理结果", 5, 0, 20, 1, head), FoundCell("1.不掌握", 15, 1, 1, 2, own))
    numbers = (FoundCell("1", 15, 3, 1, 1, own), FoundCell("0\n0", 15, 4, 1, 2, own))
    note = homeless(Row(Label(("三、办理结果", "1.不掌握")), numbers, (*cells, *numbers), None))
    assert (note.place, note.facts["text"]) == (own, "1、0 0")


@pytest.mark.parametrize(
    ("agency", "listed", "makes_rules", "told"),
    [
        ("某市水务局", "某市水务局", False, True),
        ("某市水务局", "", False, False),
        ("某市水务局", "某市水务局", True, False),
        ("清溪镇人民政府", "清溪镇人民政府", False, False),
        ("清溪镇人民政府", "清溪镇人民政府", True, False),
    ],
)
def test_rules_are_made_by_those_who_may(agency: str, listed: str, makes_rules: bool, told: bool) -> None:
    reading = read({"agency": agency, "year": 2023, "t2": {"administrative_rules": {"issued": 1}}, "t3": {}, "t4": {}})
    beside = offices.Office(reading=reading, listed=listed, makes_rules=makes_rules)
    assert bool(list(offices.rules_without_power(beside))) is told
