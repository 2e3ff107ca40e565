"""Rows that the end of a page cut in two, and labels that go on below their numbers: whole again, or left open."""

from __future__ import annotations

import io
from collections.abc import Sequence

import attrs
import pytest

from gikreport import Reading, check, read
from gikreport.checking.subject import stated
from gikreport.forms import y2021
from gikreport.model.cell import Place
from gikreport.model.table import tables_of
from gikreport.readers.binding import bind
from gikreport.readers.found import Found, FoundCell, FoundParagraph, FoundTable, Item
from gikreport.readers.repair.page_breaks import join_cut_rows
from support import ROOT

REPORT = read(ROOT / "examples" / "xiaogang-2021.toml").report
WHOLE = stated(REPORT)
COLUMNS = ("natural_person", *(f"organizations.{n}" for n in
           ("commercial", "research", "welfare", "legal_service", "other")), "total")  # fmt: skip
LABEL_COLUMN = 2  # of the innermost labels of table 3


def printed_table(name: str, cut: int | None = None, at: int = 4) -> FoundTable:
    """Table 3 on two pages: the first ends within the `cut`-th row of the grid, behind `at` signs of its label.

    Its numbers stand on the first page; on the second page every cell that reached down is begun again, empty.
    """
    cells: list[FoundCell] = []
    for cell in tables_of(y2021.FORM.report)[name].grid.cells:
        line = cell.line
        text = WHOLE.cells[name, *line.path].text if line else cell.text
        cells.append(FoundCell(text, cell.row - 1, cell.column - 1, cell.rowspan, cell.colspan, Place(page=1, table=3)))
    return FoundTable(tuple(cells if cut is None else _cut(cells, cut, at)), Place(page=1, table=3))


def _cut(cells: Sequence[FoundCell], cut: int, at: int) -> list[FoundCell]:
    made: list[FoundCell] = []
    below = Place(page=2, table=3)
    for cell in cells:
        if cell.row + cell.rowspan <= cut:
            made.append(cell)
        elif cell.row > cut:
            made.append(attrs.evolve(cell, row=cell.row + 1, place=below))
        else:  # it reaches over the end of the page
            label = cell.row == cut and cell.column <= LABEL_COLUMN and cell.rowspan == 1
            first, rest = (cell.text[:at], cell.text[at:]) if label else (cell.text, "")
            above, left = cut + 1 - cell.row, cell.row + cell.rowspan - cut
            made.append(attrs.evolve(cell, text=first, rowspan=above))
            made.append(FoundCell(rest, cut + 1, cell.column, left, cell.colspan, below))
    return made


def reading_of(table: FoundTable) -> Reading:
    said = ("某县水利局2021年政府信息公开工作年度报告", "三、收到和处理政府信息公开申请情况")
    items: list[Item] = [FoundParagraph(text, Place(page=1)) for text in said]
    return bind(Found("x.pdf", (*items, table)))


ROWS = range(3, len(tables_of(y2021.FORM.report)["t3"].grid.by_row))


def with_numbers_below(table: FoundTable, cut: int) -> FoundTable:
    """The same, the numbers of the row that is cut on the second page."""
    numbers = {cell.column: cell.text for cell in table.cells if cell.row == cut and cell.column > LABEL_COLUMN}

    def moved(cell: FoundCell) -> FoundCell:
        if cell.column not in numbers or cell.row not in (cut, cut + 1):
            return cell
        return attrs.evolve(cell, text="" if cell.row == cut else numbers[cell.column])

    return attrs.evolve(table, cells=tuple(map(moved, table.cells)))


@pytest.mark.parametrize("at", [0, 3, 6, 100])
@pytest.mark.parametrize("numbers_below", [False, True])
@pytest.mark.parametrize("cut", ROWS)
def test_a_row_that_is_cut_at_any_place_has_its_numbers(cut: int, at: int, numbers_below: bool) -> None:
    table = printed_table("t3", cut, at)
    reading = reading_of(with_numbers_below(table, cut) if numbers_below else table)
    due = {path: cell.value for path, cell in WHOLE.cells.items() if path[0] == "t3"}
    assert {path: cell.value for path, cell in reading.cells.items() if path[0] == "t3"} == due
    assert not [one.code for one in check(reading) if one.code in ("F302", "T002", "T007", "T010")]


def with_heading_again(table: FoundTable, cut: int) -> FoundTable:
    """The same, the heading of the table printed once more at the top of the second page."""
    heading = [cell for cell in table.cells if cell.row < ROWS[0]]
    again = [attrs.evolve(cell, row=cell.row + cut + 1, place=Place(page=2, table=3)) for cell in heading]
    rest = [attrs.evolve(cell, row=cell.row + ROWS[0]) if cell.row > cut else cell for cell in table.cells]
    return attrs.evolve(table, cells=tuple(sorted([*rest, *again], key=lambda cell: (cell.row, cell.column))))


@pytest.mark.parametrize("at", [0, 4, 100])
def test_a_row_is_whole_too_where_the_second_page_repeats_the_heading(at: int) -> None:
    due = {path: cell.value for path, cell in WHOLE.cells.items() if path[0] == "t3"}
    for cut in ROWS:
        reading = reading_of(with_heading_again(printed_table("t3", cut, at), cut))
        assert {path: cell.value for path, cell in reading.cells.items() if path[0] == "t3"} == due, cut


def test_a_table_without_a_break_stays_as_it_is() -> None:
    table = printed_table("t3")
    assert join_cut_rows([table]) == (table,)


def test_two_rows_with_numbers_stay_two_whatever_stands_between_the_pages() -> None:
    table = printed_table("t3")
    paged = tuple(attrs.evolve(c, place=Place(page=1 if c.row < 10 else 2)) for c in table.cells)
    moved = attrs.evolve(table, cells=paged)
    assert join_cut_rows([moved]) == (moved,)


HEAD = "某县水利局2021年政府信息公开工作年度报告\n一、总体情况\n依法公开。\n"


def text(said: str) -> Reading:
    file = io.BytesIO((HEAD + said).encode())
    file.name = "x.txt"
    return read(file)


NARROW = """三、收到和处理政府信息公开申请情况
申请人情况
自然人 法人或其他组织 总计
商业企业 科研机构 社会公益组织 法律服务机构 其他
一、本年新收政府信息公开申请数      11   1   1    1       1    1    16
量
二、上年结转政府信息公开申请数       0    0    0    0    0    0    0
量
三、本年  （一）予以公开        1    1    1         1    1      1      6
度办理结  （二）部分公开（区       2    0    0        0      0      0    2
果     分处理的，只计这一
      情形，不计其他情
      形）
      （三）不  1.属于国     0     0      0         0     0       0     0
      予公开   家秘密
            2.其他法     8     0      0         0     0       0      8
            律行政法
            规禁止公
              开
              3.危      0     0     0      0     0      0      0
              及“三安
              全一稳
              定”
              4.保护第
              三方合法  3     0     0      0     0      0      3
              权益
"""


def test_numbers_beside_the_first_or_a_middle_line_of_a_label_are_those_of_that_row() -> None:
    cells = text(NARROW).cells
    own = {path[3:]: cell.value for path, cell in cells.items() if path[:3] == ("t3", "natural_person", "outcomes")}
    assert own == {
        ("disclosed",): 1,
        ("partly_disclosed",): 2,
        ("withheld", "state_secret"): 0,
        ("withheld", "barred_by_law"): 8,
        ("withheld", "security_and_stability"): 0,
        ("withheld", "third_party_rights"): 3,
    }


def test_a_label_of_other_words_takes_no_numbers_of_the_next_row() -> None:
    cells = text(NARROW.replace("规禁止公\n              开\n", "规不许外\n              传\n")).cells
    own = {path[-1]: cell.value for path, cell in cells.items() if path[:2] == ("t3", "natural_person")}
    assert own.get("barred_by_law") in (None, 8)
    assert (own.get("security_and_stability"), own["third_party_rights"]) == (0, 3)


NUMBERS_FIRST = """二、主动公开政府信息情况
第二十条第（一）项
信息内容 本年制发件数 本年废止件数 现行有效件数
2
1
60
规章
10
800
行政规范性文件 82
第二十条第（六）项
信息内容
本年处理决定数量
311
行政处罚
42
行政强制
"""


def test_numbers_that_stand_before_their_label_are_left_open() -> None:
    reading = text(NUMBERS_FIRST)
    assert not reading.cells
    (found,) = [one for one in check(reading) if one.code == "F308"]
    assert found.words.zh == (
        "表中有 5 行认不出是格式的哪一行，没有读入；前几行为 现行有效件数：2、1、60；规章：10、800；行政规范性文件：82"
    )


def test_a_table_in_pieces_is_not_understood_and_not_missing() -> None:
    column = "\n".join("结果维持结果纠正其他结果尚未审结总计")
    said = (
        f"四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n{column}\n未经复议直接起诉 复议后起诉\n{column}\n"
    )
    found = {one.code for one in check(text(said)) if one.at.path == ("t4",)}
    assert "F310" in found
    assert "T004" not in found
    assert "T004" in {one.code for one in check(text("五、存在的主要问题及改进情况\n无。\n")) if one.at.path == ("t4",)}
