"""A request register counted: the balance holds because it was counted, and nothing is left out silently."""

import csv
import datetime
import io
import re
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given, settings, strategies as st

import gikreport
from gikreport.cli import group
from gikreport.forms.shared import Balanced
from gikreport.model.cell import State
from gikreport.model.outline import block_paths
from gikreport.register import CountedRegister, count_register
from gikreport.register.headings import found_columns
from gikreport.register.late import deadline
from gikreport.register.mapping import mapped
from gikreport.register.meaning import kinds, outcomes
from gikreport.register.vocabulary import key
from support.ledgers import FORM, HEADING, TODAY, YEAR, Day, Row, items, mixed_rows, registers, sound_rows


def counted(rows: Any, **given: Any) -> CountedRegister:
    """The register counted for the year of the tests."""
    return count_register(rows, year=YEAR, agency="某局", today=TODAY, **given)


def faults(result: CountedRegister) -> list[tuple[object, str]]:
    """Each row that was left out, with the name of the reason."""
    return [(one.row, one.fault.name) for one in result.uncountable]


@given(registers(sound_rows))
def test_the_balance_holds_because_it_was_counted(register: list[Row]) -> None:
    result = counted(items(register))
    assert result.uncountable == ()
    for path, column in block_paths(FORM.report, Balanced):
        block = result.reading.block(path, column)
        assert block is not None
        assert block.received + block.carried_over == block.handled + block.carried_forward


@given(registers(sound_rows))
def test_what_is_carried_forward_comes_back_next_year(register: list[Row]) -> None:
    this, after = (count_register(items(register), year=year, agency="某局", today=TODAY) for year in (YEAR - 1, YEAR))
    for path, _ in block_paths(FORM.report, Balanced):
        assert this.cases.get((*path, "carried_forward")) == after.cases.get((*path, "carried_over"))


@given(registers(mixed_rows))
def test_every_case_of_the_year_counts_once_or_is_listed(register: list[Row]) -> None:
    result = counted(items(register))
    ids = Counter(str(row[0]) for row in register)
    behind = Counter(
        named for path, cases in result.cases.items() for named in cases if path[-1] in ("received", "carried_over")
    )
    listed = {one.row for one in result.uncountable}
    for number, (named, kind, received, closed, outcome) in enumerate(register, 1):
        due = sound(kind, received, closed, outcome) and ids[named] == 1 and bool(named)
        assert behind[named] == (1 if due else 0)
        assert not (due and number in listed)
        if not due and concerns(received, closed):
            assert number in listed


def sound(kind: str | None, received: Day | None, closed: Day | None, outcome: str | None) -> bool:
    """Whether a row counts in the year, said once more in plain words."""
    if (
        kind is None
        or key(kind.strip()) not in kinds(FORM)
        or received is None
        or max(received, closed or received) > TODAY
    ):
        return False
    if (closed is None and outcome not in ("", None, "办理中")) or (closed and closed < received):
        return False
    if closed and closed.year == YEAR and key(outcome or "") not in outcomes(FORM):
        return False
    return concerns(received, closed)


def concerns(received: Day | None, closed: Day | None) -> bool:
    """Whether the year has to do with a row that is dated so."""
    return received is not None and received.year <= YEAR and (closed is None or closed.year >= YEAR)


@given(registers(mixed_rows))
def test_the_order_of_rows_does_not_matter(register: list[Row]) -> None:
    there, back = counted(items(register)), counted(items(register[::-1]))
    assert {path: cell.text for path, cell in there.reading.cells.items()} == {
        path: cell.text for path, cell in back.reading.cells.items()
    }


@given(registers(mixed_rows))
def test_a_cell_says_as_many_cases_as_it_names(register: list[Row]) -> None:
    result = counted(items(register))
    for path, cell in result.reading.cells.items():
        if path[0] == "t3" and cell.state is State.NUMBER:
            assert cell.value == len(result.cases.get(path, ()))


@given(registers(mixed_rows))
def test_a_column_with_an_uncountable_row_is_open(register: list[Row]) -> None:
    result = counted(items(register))
    open_blocks = {block for one in result.uncountable for block in one.blocks}
    for path, _ in block_paths(FORM.report, Balanced):
        states = {cell.state for at, cell in result.reading.cells.items() if at[: len(path)] == path}
        assert states == {State.UNFILLED if path in open_blocks else State.NUMBER}


TRAPS = [
    (("", "自然人", "2023-01-05", "", ""), "no_id"),
    (("甲", "自然人", "", "", ""), "no_received"),
    (("甲", "自然人", "2023-02-30", "", ""), "bad_date"),
    (("甲", "自然人", "2023-01-05", "下周", "予以公开"), "bad_date"),
    (("甲", "自然人", "2025-01-05", "", ""), "future"),
    (("甲", "自然人", "2023-01-05", "2024-07-01", "予以公开"), "future"),
    (("甲", "自然人", "2023-01-05", "2023-01-04", "予以公开"), "backwards"),
    (("甲", "自然人", "2023-01-05", "", "予以公开"), "no_closed"),
    (("甲", "自然人", "2023-01-05", "2023-01-06", ""), "no_outcome"),
    (("甲", "", "2023-01-05", "2023-01-06", "予以公开"), "no_kind"),
    (("甲", "外星人", "2023-01-05", "2023-01-06", "予以公开"), "unknown_kind"),
    (("甲", "自然人", "2023-01-05", "2023-01-06", "不予公开"), "ambiguous_outcome"),
    (("甲", "自然人", "2023-01-05", "2023-01-06", "听说"), "unknown_outcome"),
    (("甲", "法人", "2023-01-05", "2023-01-06", "予以公开"), "ambiguous_kind"),
    (("甲", "自然人", "2023年1月", "2023-01-06", "予以公开"), "no_day"),
    (("甲", "自然人", "1月5日", "2023-01-06", "予以公开"), "no_year"),
]


@pytest.mark.parametrize(("row", "name"), TRAPS, ids=[f"{name}-{n}" for n, (_, name) in enumerate(TRAPS)])
def test_what_cannot_be_counted_is_listed_with_its_row(row: Row, name: str) -> None:
    good = ("乙", "自然人", "2023-01-05", "2023-01-06", "予以公开")
    assert faults(counted(items([good, row]))) == [(2, name)]


def test_a_repeated_id_counts_nowhere() -> None:
    open_case = ("甲", "自然人", "2023-01-05", None, "")
    done = ("甲", "自然人", "2023-01-05", "2023-03-01", "予以公开")
    assert faults(counted(items([open_case, done]))) == [(1, "duplicate"), (2, "duplicate")]
    assert faults(counted(items([done, done]))) == [(1, "twice"), (2, "twice")]
    assert counted(items([done, done])).cases == {}
    last_year = ("甲", "自然人", "2022-01-05", "2022-03-01", "予以公开")
    assert faults(counted(items([last_year, done]))) == [(2, "twice")]


def test_the_message_names_row_and_value() -> None:
    result = counted(items([("甲-1", "外星人", "2023-01-05", None, "")]))
    assert result.uncountable[0].problem.told() == (
        "第1行（甲-1）：不认识的申请人类型“外星人”；请更正，或用 --ask 写出对照表，填好后用 --mapping 读入"
    )


SOME = [("甲", "自然人", "2023-01-05", "2023-02-01", "予以公开"), ("乙", "律所", "2022-12-30", "", "")]


@attrs.frozen
class Case:
    """A row as an OA system may hold it."""

    id: str
    kind: str
    received: datetime.date
    closed: datetime.date | None
    outcome: str


def test_every_kind_of_source_counts_alike(tmp_path: Path) -> None:
    expected = counted(items(SOME))
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([HEADING, *SOME])
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(stream.getvalue().encode(encoding))
        assert same(counted(path), expected)
    (tmp_path / "tabs.txt").write_text(stream.getvalue().replace(",", "\t"), encoding="utf-8")
    assert same(counted(tmp_path / "tabs.txt"), expected)
    assert same(counted(workbook(tmp_path / "book.xlsx")), expected)
    dated = [
        Case(i, k, datetime.date.fromisoformat(r), datetime.date.fromisoformat(c) if c else None, o)
        for i, k, r, c, o in SOME
    ]
    assert same(counted(iter(dated)), expected)
    with sqlite3.connect(":memory:") as connection:
        connection.execute("create table ledger (id, kind, received, closed, outcome)")
        connection.executemany("insert into ledger values (?, ?, ?, ?, ?)", SOME)
        assert same(counted(connection, query="select * from ledger"), expected)
    connection.close()


def workbook(path: Path) -> Path:
    """The same rows as Excel keeps them, dates as dates."""
    dated = [[*row[:2], datetime.datetime.fromisoformat(row[2]), row[3] or None, row[4]] for row in SOME]
    return book_of(path, HEADING, *dated)


def same(one: CountedRegister, other: CountedRegister) -> bool:
    """Whether two registers came to the same numbers by the same cases."""
    return one.reading.cells == other.reading.cells and one.cases == other.cases


def test_an_own_mapping_names_columns_and_words(tmp_path: Path) -> None:
    (tmp_path / "register.toml").write_text(
        '[columns]\nid = ["年度", "号"]\nkind = "谁"\nreceived = "来"\nclosed = "去"\noutcome = "果"\n'
        '[kinds]\n"个体户" = "商业企业"\n[outcomes]\n"给了" = "disclosed"\n',
        encoding="utf-8",
    )
    rows = [{"年度": 2023, "号": n, "谁": "个体户", "来": "20230105", "去": "2023.1.9", "果": "给了"} for n in (1, 2)]
    result = counted(rows, mapping=tmp_path / "register.toml")
    assert result.cases["t3", "organizations", "commercial", "outcomes", "disclosed"] == ("2023-1", "2023-2")


def test_a_wrong_mapping_is_told_all_at_once() -> None:
    wrong = {"colums": {}, "columns": {"recieved": "来"}, "kinds": {"个体户": "商人"}}
    with pytest.raises(gikreport.Unreadable) as caught:
        counted([], mapping=wrong)
    assert [problem.told() for problem in caught.value.problems] == [
        "colums：不认识的键，是否为 columns？",
        "columns.recieved：不认识的键，是否为 columns.received？",
    ]
    with pytest.raises(gikreport.Unreadable, match=r"kinds\.个体户：格式中没有“商人”这一项"):
        counted([], mapping={"kinds": {"个体户": "商人"}})


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "编号,收到日期\n".encode(), "缺少必要的列"),
        ("a.csv", b"", "缺少必要的列"),
        ("a.csv", b"\xff\xfe\xff", "不是 UTF-8 或 GB 18030 编码"),
        ("a.csv", (",".join(HEADING) + '\n"甲').encode(), "不是完好的 CSV"),
        ("a.xlsx", b"PK\x03\x04 broken", "不是完好的 .xlsx 文件"),
        ("a.dbf", b"", "不是能读的台账"),
    ],
)  # fmt: skip
def test_what_is_no_register_is_told_in_words(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(gikreport.Unreadable, match=message):
        counted(tmp_path / name)


def book_of(path: Path, *rows: Sequence[object]) -> Path:
    """A workbook with these rows."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def test_headings_stand_under_a_title_in_two_rows_and_with_blanks(tmp_path: Path) -> None:
    cases = [[*row[:3], row[3] or None, row[4]] for row in SOME]
    above, below = ["编号", "申请人", None, None, "办理\n结果"], [None, "申请人类型", "收到 日期", "办结日期", None]
    path = book_of(tmp_path / "a.xlsx", ["2023年台账"], [None], above, below, *cases, ["外", "外星人", "2023-01-05"])
    result = counted(path)
    assert result.cases == counted(items(SOME)).cases
    assert faults(result) == [(5 + len(SOME), "unknown_kind")]


def test_headings_below_complete_ones_are_found_too(tmp_path: Path) -> None:
    above, below = [*HEADING, "行政复议", None, None], [*[None] * 5, "复议申请日期", "复议审结日期", "复议结果"]
    row = ["甲", "自然人", "2023-01-05", "2023-01-09", "予以公开", "2023-03-01", "2023-05-01", "维持"]
    result = counted(book_of(tmp_path / "a.xlsx", above, below, row))
    assert result.uncountable == ()
    assert result.cases["t4", "reconsideration", "upheld"] == ("甲",)


def test_rows_of_blanks_are_no_requests_and_a_wrong_size_hides_none(tmp_path: Path) -> None:
    path = book_of(tmp_path / "a.xlsx", HEADING, *SOME, [" ", "", None, "　"])
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', members[sheet])
    with zipfile.ZipFile(path, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    assert same(counted(path), counted(items(SOME)))


def test_a_heading_that_stands_twice_is_told() -> None:
    with pytest.raises(gikreport.Unreadable, match="closed：有不止一列叫“办结日期”；请改名，使每列名称不同"):
        found_columns([*HEADING, "办结日期"], mapped(None, FORM), "")


def test_what_stands_in_a_register_cannot_move_the_cursor() -> None:
    (kind,) = counted([{**items(SOME)[0], "申请人类型": "外\u202e人"}]).uncountable
    assert kind.words.zh.startswith("不认识的申请人类型“外\\u202E人”")
    (kind,) = counted([{**items(SOME)[0], "申请人类型": "外\x1b人\ud800"}]).uncountable
    assert kind.words.zh.startswith("不认识的申请人类型“外\ufffd人\ufffd”")


def test_a_number_too_long_to_be_one_is_told() -> None:
    with pytest.raises(gikreport.Unreadable, match="台账中有一个数长得不合理"):
        counted([{**items(SOME)[0], "编号": 10**5000}])


def test_rows_with_a_column_that_the_first_row_lacks_are_refused() -> None:
    rows = items(SOME)
    with pytest.raises(gikreport.Unreadable, match="有“复议申请日期”的行，第一行却没有这一列"):
        counted([rows[0], {**rows[1], "复议申请日期": "2023-03-01"}])
    assert same(counted([rows[0], {**rows[1], "备注": "不相干"}]), counted(rows))


def test_a_missing_file_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(gikreport.Unreadable, match="打不开"):
        counted(tmp_path / "none.csv")


REVIEWED = {
    "复议申请日期": "2023-03-01", "复议审结日期": "2023-05-01", "复议结果": "维持",
    "起诉日期": "2023-06-01", "诉讼审结日期": None, "诉讼结果": "", "复议机关共同被告": "",
}  # fmt: skip


def test_reviews_and_lawsuits_make_table_4() -> None:
    rows = [{**item, **REVIEWED} for item in items(SOME[:1])]
    result = counted(rows)
    assert result.cases["t4", "reconsideration", "upheld"] == ("甲",)
    assert result.cases["t4", "litigation", "after_reconsideration", "pending"] == ("甲",)
    assert {cell.state for path, cell in result.reading.cells.items() if path[0] == "t4"} == {State.NUMBER}
    co_defendant = counted([{**rows[0], "复议机关共同被告": "是"}])
    assert [path for path in co_defendant.cases if path[0] == "t4"] == [("t4", "reconsideration", "upheld")]
    direct = counted([{**rows[0], "复议申请日期": "", "复议审结日期": "", "复议结果": ""}])
    assert direct.cases["t4", "litigation", "direct", "pending"] == ("甲",)


def test_an_uncountable_review_opens_its_group_only() -> None:
    result = counted([{**item, **REVIEWED, "复议结果": "不知道"} for item in items(SOME[:1])])
    assert faults(result) == [(1, "unknown_outcome")]
    states = {path[1]: cell.state for path, cell in result.reading.cells.items() if path[0] == "t4"}
    assert states == {"reconsideration": State.UNFILLED, "litigation": State.NUMBER}
    assert result.reading.cells["t3", "natural_person", "received"].value == 1


def test_a_register_without_reviews_leaves_table_4_open() -> None:
    result = counted(items(SOME))
    assert {cell.state for path, cell in result.reading.cells.items() if path[0] == "t4"} == {State.UNFILLED}


@given(
    st.lists(
        st.sampled_from(["自然人", "（一）自然人", " 自 然 人", "自然人（个人）", "公民", "natural_person"]), max_size=4
    )
)
@settings(max_examples=10)
def test_wordings_of_one_kind_are_one(words: list[str]) -> None:
    rows = [(str(n), word, "2023-01-05", None, "") for n, word in enumerate(words)]
    result = counted(items(rows))
    assert result.reading.cells["t3", "natural_person", "received"].value == len(words)


def test_late_cases_are_found_by_the_state_councils_calendar(tmp_path: Path) -> None:
    assert deadline(datetime.date(2023, 1, 5)) == datetime.date(
        2023, 2, 7
    )  # the Spring Festival and its two worked days
    assert deadline(datetime.date(2023, 1, 5), extended=True) == datetime.date(2023, 3, 7)
    rows = [
        ("在期", "自然人", "2023-01-05", "2023-02-07", "予以公开"),
        ("超期", "自然人", "2023-01-05", "2023-02-08", "予以公开"),
        ("未办", "自然人", "2023-12-01", "", ""),
        ("上年", "自然人", "2022-01-05", "2022-12-08", "予以公开"),
        ("乱", "自然人", "2023-01-05", "下周", "予以公开"),
    ]
    found = counted(items(rows), late=True)
    assert [(one.row, one.id, one.due.isoformat()) for one in found.late] == [
        (2, "超期", "2023-02-07"),
        (3, "未办", "2023-12-29"),
    ]
    extended = [{**item, "是否延期": "是"} for item in items(rows)]
    assert [one.id for one in counted(extended, late=True).late] == ["未办"]
    assert "2,超期,2023-01-05,2023-02-07,2023-02-08" in found.late_list(".csv").decode("utf-8-sig")
    assert counted(items(rows)).late == ()


def test_a_year_without_a_calendar_goes_by_weekends_and_says_so() -> None:
    rows = [("久", "自然人", "2098-12-01", "", "")]
    result = count_register(items(rows), year=2098, agency="某局", today=datetime.date(2099, 3, 2), late=True)
    assert [(one.due.isoformat(), one.by.words.zh) for one in result.late] == [("2098-12-29", "按周末推算，未计节假日")]
    assert result.reading.cells["t3", "natural_person", "received"].value == 1


def test_a_trace_that_cannot_be_written_leaves_no_data_file(tmp_path: Path) -> None:
    path = book_of(tmp_path / "a.xlsx", HEADING, *[[*row[:3], row[3] or None, row[4]] for row in SOME])
    asked = ["register", str(path), "--agency", "某局", "--year", "2023", "-o", str(tmp_path / "o.toml")]
    done = CliRunner().invoke(group, [*asked, "--trace", str(tmp_path / "none" / "t.csv")])
    assert done.exit_code == 4
    assert "none 这个文件夹，请先新建" in done.output
    assert not (tmp_path / "o.toml").exists()
