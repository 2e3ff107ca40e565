"""Many reports as one: nothing missing silently, nothing summed twice, every number with its units."""

import io
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

import attrs
import openpyxl
import pytest
from hypothesis import given, settings, strategies as st

import gikreport
from gikreport import Reading, Report
from gikreport.aggregate import Aggregate, aggregate_reports
from gikreport.lifecycle.new import stated_lines
from gikreport.model.cell import State
from gikreport.model.finding import Finding
from gikreport.model.outline import CellPath, value_at
from gikreport.units import Units, read_units
from support.strategies import figures

FORM = gikreport.form_for(2023)
LINES = stated_lines(FORM)
COUNTY = "清溪县人民政府"
NAMES = ("清溪县教育局", "清溪县公安局", "石桥镇人民政府", "柳湾乡人民政府")


def unit_reports(*names: str) -> st.SearchStrategy[list[Report]]:
    """A sound report of 2023 for each name."""

    def named(*found: Report) -> list[Report]:
        return [gikreport.replace(one, agency=name, year=2023) for name, one in zip(names, found, strict=True)]

    return st.builds(named, *[figures(FORM)] * len(names))


def units(*names: str, **more: Mapping[str, object]) -> Units:
    """A list of units of the county."""
    return read_units({"units": [{"name": name, "parent": COUNTY, **more.get(name, {})} for name in names]})


def values(result: Aggregate) -> dict[CellPath, object]:
    """The stated numbers of a sum."""
    return {path: cell.value for path, cell in result.reading.cells.items()}


def codes(findings: Iterable[Finding]) -> list[tuple[str, object]]:
    """The codes about units, with the unit."""
    return sorted((one.code, one.facts.get("unit")) for one in findings if one.code.startswith("A"))


@settings(max_examples=15)
@given(unit_reports(COUNTY, *NAMES[:2]))
def test_every_cell_is_the_sum_and_totals_are_computed(parts: list[Report]) -> None:
    result = aggregate_reports(parts, agency=COUNTY, units=units(*NAMES[:2]))
    assert codes(result.findings) == []
    report = result.reading.report
    for path in LINES:
        assert value_at(report, path) == sum(value_at(one, path) for one in parts)
        assert dict(zip(result.names, result.numbers[path], strict=True)) == {
            one.agency: value_at(one, path) for one in parts
        }
    received = ("t3", "total", "received")
    assert value_at(report, received) == sum(value_at(one, received) for one in parts)


@settings(max_examples=15)
@given(unit_reports("甲", "乙", "丙", "丁"), st.permutations(range(4)))
def test_summing_is_associative_and_commutative(parts: list[Report], order: list[int]) -> None:
    def total(some: Iterable[Report | Reading], name: str = "上级") -> Reading:
        return attrs.evolve(aggregate_reports(some, agency="无", year=2023).reading, agency=name)

    at_once = total(parts)
    shuffled = [parts[index] for index in order]
    in_steps = total([total(shuffled[:2], "左"), total(shuffled[2:], "右")])
    assert at_once.cells == in_steps.cells


@settings(max_examples=15)
@given(unit_reports(*NAMES), st.integers(0, 3))
def test_a_missing_unit_makes_the_sum_uncertain_never_zero(parts: list[Report], index: int) -> None:
    there = [one for one in parts if one is not parts[index]]
    result = aggregate_reports(there, agency=COUNTY, units=units(*NAMES))
    assert codes(result.findings) == [("A011", NAMES[index])]
    assert {cell.state for cell in result.reading.cells.values()} == {State.UNFILLED}
    with pytest.raises(gikreport.UnsoundReport):
        gikreport.sound(result.reading)
    path = ("t3", "natural_person", "received")
    assert sum(result.numbers[path]) == sum(value_at(one, path) for one in there)


def plain(name: str, received: int = 1, year: int = 2023, **more: object) -> Reading:
    """A small report."""
    data = {
        "agency": name,
        "year": year,
        "t2": {},
        "t3": {"natural_person": {"received": received, "carried_forward": received}},
        "t4": {"reconsideration": {}},
    }
    return gikreport.read({**data, **more})


def told(
    *readings: Reading, listed: tuple[str, ...] = NAMES[:2], **more: Mapping[str, object]
) -> list[tuple[str, object]]:
    """The codes for these reports."""
    return codes(aggregate_reports(readings, agency=COUNTY, year=2023, units=units(*listed, **more)).findings)


def test_units_that_do_not_fit_the_list_are_told() -> None:
    first, second = map(plain, NAMES[:2])
    assert told(first, second) == []
    assert told(first, second, plain("石桥镇人民政府")) == [("A013", "石桥镇人民政府")]
    assert told(first, second, second) == [("A012", NAMES[1])]
    assert told(first, plain("清溪县公安分局")) == [("A011", NAMES[1]), ("A013", "清溪县公安分局")]
    former: dict[str, Any] = {NAMES[1]: {"former": ["清溪县公安分局"]}}
    assert told(first, plain("清溪县公安分局"), **former) == [("A014", "清溪县公安分局")]
    assert told(first, plain(NAMES[1], year=2022)) == [("A011", NAMES[1]), ("A015", NAMES[1])]


def test_a_unit_twice_is_not_summed() -> None:
    result = aggregate_reports(
        [plain(NAMES[0]), plain(NAMES[1], 5), plain(NAMES[1], 6)], agency=COUNTY, units=units(*NAMES[:2])
    )
    assert result.reading.cells["t3", "natural_person", "received"].state is State.UNFILLED


def test_an_open_cell_of_a_unit_is_open_in_the_sum_and_no_other() -> None:
    open_cell = plain(NAMES[1], t3={"natural_person": {"received": "待填"}})
    result = aggregate_reports([plain(NAMES[0]), open_cell], agency=COUNTY, units=units(*NAMES[:2]))
    assert [path for path, cell in result.reading.cells.items() if cell.state is State.UNFILLED] == [
        ("t3", "natural_person", "received")
    ]
    assert codes(result.findings) == [("A018", NAMES[1])]


def test_a_unit_on_another_form_is_migrated_and_what_is_lost_is_told() -> None:
    old: dict[str, Any] = {
        "form": "y2019",
        "t2": {"licensing": {"previous": 3}},
        "t3": {"natural_person": {"received": 2, "outcomes": {"other_handling": 2}}},
    }
    result = aggregate_reports([plain(NAMES[0]), plain(NAMES[1], **old)], agency=COUNTY, units=units(*NAMES[:2]))
    assert result.reading.cells["t3", "natural_person", "outcomes", "other_handling", "other"].value == 2
    assert result.reading.cells["t2", "licensing"].state is State.UNFILLED
    found = {one.code: one.facts for one in result.findings if one.code.startswith("A")}
    assert set(found) == {"A017", "A018"}
    assert "上一年项目数量 3" in str(found["A017"]["lost"])


def test_levels_sum_from_below_and_never_twice() -> None:
    tree = read_units({"units": [
        {"name": COUNTY, "parent": "江州市"}, {"name": "江州市教育局", "parent": "江州市"},
        {"name": NAMES[0], "parent": COUNTY}, {"name": NAMES[1], "parent": COUNTY},
    ]})  # fmt: skip
    town = [plain(NAMES[0], 1), plain(NAMES[1], 2)]
    path = ("t3", "natural_person", "received")
    below = aggregate_reports([*town, plain("江州市教育局", 4)], agency="江州市", units=tree)
    assert (below.reading.cells[path].value, codes(below.findings)) == (7, [])
    county = attrs.evolve(aggregate_reports(town, agency=COUNTY, units=tree).reading, name="county.toml")
    both = aggregate_reports([*town, county, plain("江州市教育局", 4)], agency="江州市", units=tree)
    assert both.reading.cells[path].value == 7
    assert codes(both.findings) == sorted([("A016", NAMES[0]), ("A016", NAMES[1])])


def test_a_published_sum_is_checked_against_its_units() -> None:
    result = aggregate_reports([plain(NAMES[0], 3), plain(NAMES[1], 4)], agency=COUNTY, units=units(*NAMES[:2]))
    assert codes(result.check(plain(COUNTY, 7))) == []
    assert codes(result.check(plain(COUNTY, 7, year=2022))) == [("A015", COUNTY)]
    bare = gikreport.read({"agency": COUNTY, "year": 2023, "t2": {}, "t4": {}})
    assert [gikreport.tell(one).split("\n")[0] for one in result.check(bare)] == [
        f"待定 A018 “{COUNTY}”有 144 格没有数，汇总中对应各格不能确定"
    ]
    found = [one for one in result.check(plain(COUNTY, 8)) if one.code == "A019"]
    assert [(one.at.path[-1], one.expected, one.actual, one.words.zh) for one in found] == [
        ("received", 7, 8, "汇总数与各单位之和不符，相差 +1"),
        ("carried_forward", 7, 8, "汇总数与各单位之和不符，相差 +1"),
    ]


def test_an_open_cell_of_a_published_sum_is_not_compared() -> None:
    result = aggregate_reports([plain(NAMES[0], 3), plain(NAMES[1], 4)], agency=COUNTY, units=units(*NAMES[:2]))
    whole = plain(COUNTY, t3={"natural_person": {"received": "待填", "carried_forward": 8}})
    found = [one.at.path[-1] for one in result.check(whole) if one.code == "A019"]
    assert found == ["carried_forward"]


def test_a_list_with_a_unit_twice_is_refused() -> None:
    twice = {"units": [
        {"name": "清溪开发区管委会", "code": "9", "kind": "department", "parent": COUNTY},
        {"name": "清溪经济开发区", "code": "9", "kind": "zone", "parent": COUNTY},
    ]}  # fmt: skip
    with pytest.raises(gikreport.Unreadable) as caught:
        read_units(twice)
    assert [one.told() for one in caught.value.problems] == [
        "代码 9：列了 2 次（清溪开发区管委会，department、清溪经济开发区，zone），会重复汇总"
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"unit": []}, "unit：不认识的键，应为 units"),
        ({"units": []}, "units：没有列出任何单位"),
        ({"units": [{"nam": "甲"}]}, r"units\[1\].name：必须写明单位全称"),
        ({"units": [{"name": "甲", "kind": "dept"}]}, r"units\[1\].kind：应为 government"),
        ({"units": [{"name": "甲", "makes_rules": 1}]}, "应为true 或 false，实为 1"),
        ({"units": [{"name": 10**5000}]}, r"units\[1\].name：应为文字，实为 1.000E\+5000"),
        ({"units": [{"name": "甲", "parent": "乙"}, {"name": "乙", "parent": "甲"}]}, "甲：上级绕成了圈"),
        ({"units": [{"name": "清溪县人民政府"}, {"name": "乙", "parent": "清溪县人民政"}]}, "是否为“清溪县人民政府”？"),
    ],
)  # fmt: skip
def test_a_wrong_list_is_told(data: dict[str, object], message: str) -> None:
    with pytest.raises(gikreport.Unreadable, match=message):
        read_units(data)


def office(name: str = "清溪县教育局", rules: int = 0, **more: object) -> dict[str, str]:
    """The codes about an office on the list."""
    t2 = {"administrative_rules": {"in_force": rules}}
    data = {"agency": name, "year": 2023, "t2": t2, "t3": {}, "t4": {}, **more}
    listed = units(
        "清溪县教育局", "石桥镇人民政府", 清溪县教育局={"title": ["清溪县教育局年度报告"], "former": ["教育局"]}
    )
    found = gikreport.check(gikreport.read(data), units=listed)
    return {one.code: one.severity.value for one in found if one.code in ("A021", "A022", "T201", "T202")}


def test_the_list_of_units_says_who_is_who() -> None:
    assert office() == {}
    assert office(rules=2) == {"T202": "error"}
    assert office("石桥镇人民政府", rules=2) == {"T201": "warning"}
    assert office("清溪县教育和体育局", rules=2) == {"A021": "warning"}
    assert office(title="清溪县教育局2023年年度报告") == {"A022": "warning"}
    assert office(signed_by="清溪县教育和体育局") == {"A022": "warning"}
    powerful = read_units({"units": [{"name": "江州市人民政府", "makes_rules": True}]})
    city = gikreport.read({"agency": "江州市人民政府", "year": 2023, "t2": {"administrative_rules": {"in_force": 9}}})
    assert not [one for one in gikreport.check(city, units=powerful) if one.code in ("A021", "T202")]


def test_the_trace_names_every_unit_and_its_formulas_sum() -> None:
    parts = [plain(NAMES[0], 3), plain("=1+1", 4, t2={"fees": Decimal("1.5")})]
    result = aggregate_reports(parts, agency=COUNTY, year=2023)
    book = openpyxl.load_workbook(io.BytesIO(result.trace(".xlsx")))
    assert book.sheetnames == ["表二", "表三", "表四"]
    sheet = book["表三"]
    assert [sheet.cell(row, 1).value for row in (5, 6, 7)] == [NAMES[0], "=1+1", "合计"]
    assert sheet.cell(6, 1).data_type == "s"
    assert (sheet["B3"].value, sheet["B7"].value) == (
        "t3.natural_person.received",
        '=IF(COUNT(B5:B6)=ROWS(B5:B6),SUM(B5:B6),"待填")',
    )
    cached = openpyxl.load_workbook(io.BytesIO(result.trace(".xlsx")), data_only=True)
    assert cached["表三"]["B7"].value == 7
    by_path = json.loads(result.trace(".json"))
    assert by_path["t3.natural_person.received"] == {NAMES[0]: 3, "=1+1": 4}
    assert by_path["t2.fees"]["=1+1"] == "1.5"
    assert "'=1+1" in result.trace(".csv").decode("utf-8-sig")


def test_reports_of_several_years_need_one_named() -> None:
    with pytest.raises(gikreport.GikreportError, match="各份报告的年度不一（2022、2023）"):
        aggregate_reports([plain("甲", year=2022), plain("乙")], agency=COUNTY)


def test_a_unit_whose_own_report_is_wrong_is_named_and_summed_as_it_is() -> None:
    column = {"received": 2, "outcomes": {"disclosed": 1}}
    data = {"year": 2023, "t2": {}, "t4": {}}
    wrong = gikreport.read({**data, "agency": NAMES[0], "t3": {"natural_person": column}})
    right = gikreport.read({**data, "agency": NAMES[1], "t3": {}})
    result = aggregate_reports([wrong, right], agency=COUNTY, units=units(*NAMES[:2]))
    [told] = result.findings
    assert (told.code, told.severity.value) == ("A020", "uncertain")
    assert told.words.zh == (
        f"“{NAMES[0]}”的报告自身有 1 处不能成文的问题，它的数照样计入；第一处："
        "T301 本列不平：第一项加第二项之和，应等于第三项加第四项之和"
    )
    assert result.reading.amount(("t3", "natural_person", "received")) == 2
    assert "A020" in {one.code for one in result.check(result.reading)}
