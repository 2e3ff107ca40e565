"""The four forms: what each prints, which year it is for, and the real figures of two years."""

from __future__ import annotations

import csv
import pathlib
from typing import Any

import pytest
from hypothesis import given

from gikreport.checking.check import check
from gikreport.checking.sound import load, sound
from gikreport.checking.subject import stated
from gikreport.errors import UnknownForm
from gikreport.forms import FORMS, form_for, form_named, form_of, statistics
from gikreport.forms.categories import Categories, Category
from gikreport.forms.y2014 import Report2014
from gikreport.model.grid import grid
from gikreport.model.outline import outline, value_at
from gikreport.model.sums import sums
from gikreport.model.table import table_of
from gikreport.sources import read
from support import ROOT
from support.datafiles import SAID
from support.published import columns, real
from support.strategies import reports, rows

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))


def test_each_year_has_the_form_that_was_due() -> None:
    due = {2008: "y2008", 2013: "y2008", 2014: "y2014", 2018: "y2014", 2019: "y2019", 2020: "y2019", 2021: "y2021"}
    assert {year: form_for(year).name for year in due} == due
    assert form_for(2035).name == "y2021"
    with pytest.raises(UnknownForm, match="2007 年没有可用的年度报告格式"):
        form_for(2007)


def test_an_unknown_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownForm, match="没有名为 y2020 的格式；可用的是 y2021（2021–）、y2019（2019–2020）"):
        form_named("y2020")


def test_the_statistics_table_prints_the_lines_of_2014() -> None:
    """Groups, labels, units and sums against a transcription of the table."""
    with (ROOT / "tests" / "data" / "y2014-statistics.tsv").open(encoding="utf-8", newline="") as file:
        printed = list(csv.DictReader(file, delimiter="\t"))
    ours = grid(statistics.Statistics).by_row[1:]
    kinds = {True: "derived", False: "leaf", None: "group"}
    told = [
        (str(label.depth), label.text, unit.text, kinds[cell.line.computed if cell.line else None])
        for label, unit, cell in ours
    ]
    assert told == [(row["level"], row["label"], row["unit"], row["kind"]) for row in printed]
    path = {row["id"]: cell.line.path for row, (_, _, cell) in zip(printed, ours, strict=True) if cell.line}
    stated_sums = {
        path[row["id"]]: tuple(path[part] for part in row["sum_of"].split()) for row in printed if row["sum_of"]
    }
    assert {one.total: one.parts for one in sums(statistics.Statistics)} == stated_sums
    assert len(outline(statistics.Statistics)) == 58


def test_the_category_table_merges_groups_and_sums_all_rows() -> None:
    table = Categories(
        rows=(
            Category(group="甲", item="一", number=1),
            Category(group="甲", item="二", number=2, note="注"),
            Category(group="乙", number=3),
            Category(group="乙", number=4),
            Category(group="甲", item="一", number=5),
        )
    )
    cells = table_of(table).grid.cells
    printed = [(c.row, c.column, c.rowspan, c.colspan, c.line.path if c.line else c.text) for c in cells]
    assert printed == [
        (1, 1, 1, 2, "类别"), (1, 3, 1, 1, "数目"), (1, 4, 1, 1, "备注"),
        (2, 1, 2, 1, "甲"), (2, 2, 1, 1, "一"), (2, 3, 1, 1, ("0", "number")), (2, 4, 1, 1, ("0", "note")),
        (3, 2, 1, 1, "二"), (3, 3, 1, 1, ("1", "number")), (3, 4, 1, 1, ("1", "note")),
        (4, 1, 1, 2, "乙"), (4, 3, 1, 1, ("2", "number")), (4, 4, 1, 1, ("2", "note")),
        (5, 1, 1, 2, "乙"), (5, 3, 1, 1, ("3", "number")), (5, 4, 1, 1, ("3", "note")),
        (6, 1, 1, 1, "甲"), (6, 2, 1, 1, "一"), (6, 3, 1, 1, ("4", "number")), (6, 4, 1, 1, ("4", "note")),
        (7, 1, 1, 2, "总计"), (7, 3, 1, 2, ("total",)),
    ]  # fmt: skip
    assert table.total == 15


@given(rows(Categories))
def test_every_category_table_is_a_grid_without_gaps(table: Categories) -> None:
    drawn = table_of(table).grid
    covered = [
        (row, column)
        for cell in drawn.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for column in range(cell.column, cell.column + cell.colspan)
    ]
    assert sorted(covered) == [(r, c) for r in range(1, len(table.rows) + 3) for c in range(1, 5)]
    assert table.total == sum(row.number for row in table.rows)


@pytest.mark.parametrize("count", [0, 1, 200])
def test_a_category_table_of_any_length_is_sound(count: int) -> None:
    table = Categories(rows=tuple(Category(group="甲", item=str(n), number=n) for n in range(count)))
    report = Report2014(agency="某镇人民政府", year=2015, categories=table)
    assert sound(report).figures["categories", "total"] == str(sum(range(count)))
    assert load(stated(report)) == report


def test_a_wrong_total_of_the_category_table_is_found_at_its_cell() -> None:
    data = {
        **SAID,
        "agency": "某镇",
        "year": 2016,
        "signed_on": "2017-01-12",
        "categories": [{"group": "甲", "number": 2}],
        "printed": {"categories": {"total": 3}},
    }
    (finding,) = check(read(data))
    assert (finding.code, finding.at.table, finding.at.grid, finding.expected, finding.actual) == (
        "T006", "政府信息公开分类表", (3, 3), 2, 3,
    )  # fmt: skip


def test_the_headings_of_the_older_forms_are_the_offices_own() -> None:
    report = Report2014(agency="某镇人民政府", year=2017, headings={"overview": "工作概述"})
    printed = sound(report).headings
    assert printed["overview"] == "工作概述"
    assert printed["charges"] == "四、政府信息公开的收费及减免情况"
    with pytest.raises(ValueError, match="headings takes words for overview"):
        Report2014(agency="某镇人民政府", year=2017, headings={"nothing": "x"})


def test_an_old_form_for_a_new_year_is_accepted_with_a_finding() -> None:
    signed = {**SAID, "signed_on": "2022-01-12"}
    table = {**signed, "agency": "某县教育局", "year": 2021, "form": "y2019", "t2": {}, "t3": {}, "t4": {}}
    (finding,) = check(read(table))
    assert finding.code == "F001"
    assert not finding.severity.forbids
    assert finding.words.zh == "报告用的是国办公开办函〔2019〕60号的格式，2021年度应当用国办公开办函〔2021〕30号的格式"


def test_a_change_is_printed_with_its_sign_and_the_procurement_with_its_unit() -> None:
    report = read(next(path for path in EXAMPLES if path.stem == "linhai-2020")).report
    figures = sound(report).figures
    assert figures["t2", "licensing", "change"] == "-2"
    assert figures["t2", "penalties", "change"] == "+3"
    assert figures["t2", "fees", "change"] == "0"
    assert figures["t2", "procurement", "amount"] == "128.46万元"


def test_a_part_is_not_more_than_its_whole_and_channels_hold_what_was_disclosed() -> None:
    proactive = {"disclosed": {"total": 9, "normative_documents": 10}, "channels": {"website": 10}}
    found = check(read({"agency": "某市", "year": 2015, "statistics": {"proactive": proactive}}), only=["T501", "T502"])
    assert [(f.code, f.at.row[-1], f.severity.value) for f in found] == [
        ("T501", "其中：主动公开规范性文件数", "error"),
        ("T502", "（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "warning"),
    ]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_are_sound(path: pathlib.Path) -> None:
    published_without_a_date = ["F503"] if path.stem == "xiaogang-2017" else []
    assert [one.code for one in check(read(path))] == published_without_a_date


def test_the_figures_of_2017_sum_up() -> None:
    report = read(next(path for path in EXAMPLES if path.stem == "xiaogang-2017")).report
    assert isinstance(report, Report2014)
    assert report.categories is not None
    assert len(report.categories.rows) == 21
    assert report.categories.total == 1090
    assert report.headings["overview"] == "政府信息公开工作基本情况概述"
    assert report.signed_on is None


@pytest.mark.parametrize(("name", "year"), [("suqian2023", 2023), ("suqian2024", 2024)])
def test_real_published_tables_pass_every_rule(name: str, year: int) -> None:
    reading = read(real(name, year))
    assert len(reading.cells) == 200
    assert [one.code for one in check(reading)] == ["F402", "F503"]  # only the tables were written down


def test_real_tables_agree_from_year_to_year() -> None:
    before, after = read(real("suqian2023", 2023)).report, read(real("suqian2024", 2024)).report
    for column in columns():
        forward = value_at(before, ("t3", *column, "carried_forward"))
        assert value_at(after, ("t3", *column, "carried_over")) == forward
    for kind in ("administrative_rules", "normative_documents"):
        was, now = (value_at(report, ("t2", kind)) for report in (before, after))
        assert now.in_force == was.in_force + now.issued - now.repealed


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_reads_back_what_it_states(form: Any) -> None:
    @given(reports(form))
    def holds(report: Any) -> None:
        assert form_of(report) is form
        assert load(stated(report)) == report

    holds()
