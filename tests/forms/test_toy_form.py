"""A new form takes one class and one template: everything else follows from the class."""

from typing import ClassVar

import attrs
import pytest
from hypothesis import given

from gikreport import forms
from gikreport.checking.check import check
from gikreport.checking.sound import draft, load, sound
from gikreport.checking.subject import stated
from gikreport.datafile import decode, encode, parse, schema
from gikreport.model.fields import count, printed, section, table
from gikreport.model.form import Form
from gikreport.model.grid import Layout
from gikreport.model.layouts import Listing
from gikreport.model.prose import Prose
from gikreport.model.report import Report
from gikreport.model.sums import total_of
from gikreport.renderers import render
from gikreport.sources import read
from support import docx_cells
from support.scripts import program
from support.strategies import reports


@attrs.frozen(kw_only=True)
class Books:
    """Two rows and their total."""

    layout: ClassVar[Layout] = Listing(columns=("项目", "单位", "数"))

    bought: int = count("购书", unit="册")
    given: int = count("赠书", unit="册")

    @property
    @printed("合计", unit="册")
    def total(self) -> int:
        """All books."""
        return total_of(self, int)


@attrs.frozen(kw_only=True)
class ToyReport(Report):
    """A report on books."""

    overview: Prose = section("一、藏书情况")
    books: Books = table("藏书表", of=Books)


TOY = Form(name="toy", first=2050, last=2059, notice="图〔2050〕1号", report=ToyReport)


@pytest.fixture(autouse=True)
def _with_toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "FORMS", (*forms.FORMS, TOY))


@pytest.fixture(scope="module")
def template() -> bytes:
    """The template of the toy form, made by the script that makes the official ones."""
    return bytes(program("tools/build_templates.py").template(TOY))


REPORT = ToyReport(agency="某县图书馆", year=2050, overview=Prose.of("藏书增加。"), books=Books(bought=30, given=12))


def test_the_document_prints_its_table(template: bytes) -> None:
    (printed_table,) = docx_cells.tables(render(REPORT, ".docx", template=template))
    assert _texts(printed_table) == [
        ["项目", "单位", "数"],
        ["购书", "册", "30"],
        ["赠书", "册", "12"],
        ["合计", "册", "42"],
    ]


def _texts(cells: list[docx_cells.Cell]) -> list[list[str]]:
    return [[cell.text for cell in cells if cell.row == row] for row in range(1, cells[-1].row + 1)]


def test_plain_data_and_schema_follow() -> None:
    for suffix in (".json", ".toml", ".yaml"):
        assert parse(decode(encode(REPORT, suffix).encode(), suffix)).report == REPORT
    made = schema(TOY)
    assert (
        made["$defs"][made["properties"]["books"]["$ref"].rpartition("/")[2]]["properties"]["given"]["title"] == "赠书"
    )


def test_the_rules_follow() -> None:
    data = {
        "agency": "某县图书馆",
        "year": 2050,
        "books": {"bought": -1, "given": "待填"},
        "printed": {"books": {"total": 5}},
    }
    found = [f for f in check(read(data)) if f.at.table]
    assert [(f.code, f.at.table, f.at.grid) for f in found] == [
        ("T001", "藏书表", (2, 3)),
        ("T003", "藏书表", None),
    ]
    assert [f.code for f in check(read({**data, "books": {"bought": 1}})) if f.at.table] == ["T006"]
    assert [f.code for f in check(read({"agency": "某县图书馆", "year": 2050}))] == ["T004", "F402", "F503"]


def test_a_draft_follows(template: bytes) -> None:
    open_cells = draft(read({"agency": "某县图书馆", "year": 2050, "books": {"given": "待填"}}))
    (printed_table,) = docx_cells.tables(render(open_cells, ".docx", template=template))
    assert [row[2] for row in _texts(printed_table)] == ["数", "0", "待填", "待填"]


def test_the_strategy_follows() -> None:
    @given(reports(TOY))
    def holds(report: Report) -> None:
        assert sound(report).report == load(stated(report)) == report

    holds()
