"""Tables as web extraction and pasting leave them in text: every shape read cell by cell, none wrong, none lost."""

import csv
import io
from collections.abc import Callable

import attrs
import pytest
from hypothesis import Phase, given, settings, strategies as st

from gikreport import check, load
from gikreport.checking.subject import stated
from gikreport.forms import FORMS
from gikreport.model.cell import State
from gikreport.model.form import Form
from gikreport.model.reading import Reading
from gikreport.readers.amounts import is_datum
from gikreport.sources import read
from support import ROOT
from support.readings import PLAIN, real, score
from support.shapes import Cell, Table, pieces_of, table_of, unmerged
from support.strategies import reports

Lines = list[str]
EXAMPLES = ROOT / "examples"


def widths(rows: Table) -> int:
    return max(sum(cell.colspan for cell in row) for row in rows)


def padded_by_spans(rows: Table) -> Lines:
    """A row a line, one more bar for each further column that a cell covers."""
    return [" | ".join(c.text for c in row) + " |" + "|" * sum(c.colspan - 1 for c in row) for row in rows]


def padded_to_width(rows: Table) -> Lines:
    """A row a line, bars for as many cells as the widest row has more."""
    wide = widths(rows)
    return [" | ".join(c.text for c in row) + " | " + "|" * (wide - len(row)) for row in rows]


def cell_lines_padded(rows: Table) -> Lines:
    """A cell a line, its bar behind it; a line of bars where the row is shorter than the widest."""
    wide = widths(rows)
    pads = ["|" * (wide - len(row)) for row in rows]
    return [line for row, pad in zip(rows, pads, strict=True) for line in [*(f"{c.text} |" for c in row), pad] if line]


def cell_lines_between_bars(rows: Table) -> Lines:
    """A lone bar opens each row, each cell and its bar a line, bars for further columns behind the last of them."""
    wide = widths(rows)
    lines: Lines = []
    for row in rows:
        lines += ["| ", *(f" {c.text}  | " for c in row)]
        lines[-1] += "|" * (wide - len(row))
    return lines


def cell_lines_opened(rows: Table) -> Lines:
    """A cell a line; a lone bar opens each row, spans are bars behind a space."""
    return [
        line
        for row in rows
        for line in ["|", *(c.text + " |" + (" " + "|" * (c.colspan - 1) if c.colspan > 1 else "") for c in row)]
    ]


def bars_on_lines_of_their_own(rows: Table) -> Lines:
    """A cell, then its bar on the next line; some labels over two lines."""
    return [line for row in rows for c in row for line in [*broken(c.text), "|"]]


def bars_before_cells(rows: Table) -> Lines:
    """The first cell of a row bare, the others behind a bar, a lone bar at the end of the row."""
    return [line for row in rows for line in [row[0].text, *(f"| {c.text}" for c in row[1:]), "|"]]


def broken(text: str) -> Lines:
    """Words in two pieces; numbers and short words in one."""
    whole = not 4 <= len(text) <= 30 or is_datum(text)
    return [text] if whole else [text[: len(text) // 2], text[len(text) // 2 :]]


def spaced(rows: Table) -> Lines:
    return [" ".join(c.text for c in row) for row in rows]


def spaced_wide(rows: Table) -> Lines:
    """Words with spaces inside, cells parted by wide spaces."""
    said = {"商业企业": "商业 企业", "科研机构": "科研 机构", "总计": "总 计"}
    return ["　　".join(said.get(c.text, c.text) for c in row) for row in rows]


def cell_lines(rows: Table) -> Lines:
    return [c.text for row in rows for c in row]


def cell_lines_apart(rows: Table) -> Lines:
    return [line for text in cell_lines(rows) for line in (text, "")]


def one_line(rows: Table) -> Lines:
    return [" ".join(cell_lines(rows))]


def markdown(rows: Table) -> Lines:
    """Every place of the grid a cell; the rule below the first row."""
    made = [f"| {' | '.join(row)} |" for row in unmerged(rows)]
    return [made[0], "|" + "---|" * widths(rows), *made[1:]]


def markdown_begun(rows: Table) -> Lines:
    """Only cells that begin in a row, spans across as blanks behind them."""
    made = ["|" + "|".join(t for c in row for t in [c.text, *[""] * (c.colspan - 1)]) + "|" for row in rows]
    return [made[0], "|" + ":-:|" * widths(rows), *made[1:]]


def tabs_begun(rows: Table) -> Lines:
    return ["\t".join(c.text for c in row) for row in rows]


def tabs_broken(rows: Table) -> Lines:
    """Tabs; long labels go on on the next line."""
    return ["\n".join(["\t".join(row)]) for row in ([halved(c) for c in row] for row in rows)]


def halved(cell: Cell) -> str:
    return "\n".join(broken(cell.text)) if len(cell.text) > 8 and not cell.number else cell.text


def full_width(rows: Table) -> Lines:
    return ["｜".join(["", *row, ""]) for row in unmerged(rows)]


def hard_spaces(rows: Table) -> Lines:
    return [" | ".join(f"&nbsp;{text}　" for text in row) for row in unmerged(rows)]


def half_width_brackets(rows: Table) -> Lines:
    return [line.translate(str.maketrans("（）：，", "():,")) for line in padded_to_width(rows)]


def drawn(rows: Table) -> Lines:
    """A box of lines, labels over two of them."""
    wide = widths(rows)
    rule = "├" + "┼".join(["────"] * wide) + "┤"
    lines = [rule.replace("├", "┌").replace("┼", "┬").replace("┤", "┐")]
    for row in unmerged(rows):
        halves = [broken(text) for text in row]
        high = max(map(len, halves))
        lines += ["│" + "│".join(f" {h[at] if at < len(h) else ''} " for h in halves) + "│" for at in range(high)]
        lines.append(rule)
    return lines


def commas(rows: Table) -> Lines:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(unmerged(rows))
    return stream.getvalue().splitlines()


def commas_begun(rows: Table) -> Lines:
    return [",".join(c.text.replace(",", "，") for c in row) for row in rows]


def labels_over_lines(rows: Table) -> Lines:
    """Long words of a row over two lines between bars, the rest of its cells blank on the second."""
    lines = []
    for row in rows:
        halves = [broken(c.text) if not c.number else [c.text] for c in row]
        lines.append(" | ".join(h[0] for h in halves) + " |")
        if any(len(h) > 1 for h in halves):
            lines.append(" | ".join(h[1] if len(h) > 1 else "" for h in halves) + " |")
    return lines


SHAPES: dict[str, Callable[[Table], Lines]] = {
    made.__name__: made
    for made in (
        padded_by_spans, padded_to_width, cell_lines_between_bars, cell_lines_padded, cell_lines_opened,
        bars_on_lines_of_their_own, bars_before_cells, spaced, spaced_wide, cell_lines, cell_lines_apart, markdown,
        markdown_begun, tabs_begun, tabs_broken, full_width, hard_spaces, half_width_brackets, drawn, commas,
        commas_begun,
    )
}  # fmt: skip


def text_of(reading: Reading, shape: Callable[[Table], Lines], mark: str = "") -> bytes:
    lines: Lines = []
    for at, piece in enumerate(pieces_of(reading)):
        lines += shape(piece) if isinstance(piece, list) else [("# " if at == 0 else "") * bool(mark) + piece]
    return "\n".join(lines).encode()


def assert_read(shape: str, due: Reading, content: bytes) -> Reading:
    got = read(shapes_named(content))
    right, wrong, unread = score(due, got)
    assert (got.form.name, wrong, unread) == (due.form.name, [], []), f"{shape}: {right} right"
    return got


def shapes_named(content: bytes) -> io.BytesIO:
    stream = io.BytesIO(content)
    stream.name = "年报.txt"
    return stream


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("year", [2020, 2024])
def test_real_figures_are_read_from_text(shape: str, year: int) -> None:
    due = real_of(year)
    got = assert_read(shape, due, text_of(due, SHAPES[shape], "#"))
    assert (got.agency, got.year) == (due.agency, due.year)


def real_of(year: int) -> Reading:
    """Published figures on the form of 2021, an example on that of 2019."""
    return real(year) if year > 2020 else stated(load(EXAMPLES / f"linhai-{year}.toml"))


@pytest.mark.parametrize("form", FORMS[:2], ids=lambda form: form.name)
@settings(max_examples=10, phases=[Phase.explicit, Phase.reuse, Phase.generate], deadline=None)
@given(data=st.data())
def test_generated_reports_are_read_from_text(form: Form, data: st.DataObject) -> None:
    drawn_one = stated(data.draw(reports(form)))
    due = Reading(
        form=form,
        agency="某县财政局",
        year=drawn_one.year or 0,
        tables=drawn_one.tables,
        cells=drawn_one.cells,
        prose=PLAIN,
    )
    shape = data.draw(st.sampled_from(sorted(SHAPES)))
    assert_read(shape, due, text_of(due, SHAPES[shape]))


# What is lost on the way: nothing may be read in the place of another.


def numbered_through(reading: Reading) -> Reading:
    """The same report with another number in every cell, so that none can stand for another."""
    cells = {
        path: attrs.evolve(cell, text=str(1000 + at), value=1000 + at) if isinstance(cell.value, int) else cell
        for at, (path, cell) in enumerate(reading.cells.items())
    }
    return attrs.evolve(reading, cells=cells)


def damaged(rows: Table, how: str, at: int) -> Table:
    row = at % len(rows)
    left, cells = [list(one) for one in rows], rows[row]
    place = at // len(rows) % len(cells)
    if how == "a cell is lost":
        left[row] = cells[:place] + cells[place + 1 :]
    elif how == "a cell is emptied":
        left[row][place] = attrs_cell(cells[place], "")
    elif how == "a row is lost":
        left[row] = []
    elif how == "a row stands twice":
        left.insert(row, cells)
    elif how == "two rows change places":
        left[row], left[row - 1] = left[row - 1], left[row]
    elif how == "a label is lost":
        left[row] = [cell for cell in cells if cell.number] or cells
    return [one for one in left if one]


def attrs_cell(cell: Cell, text: str) -> Cell:
    return Cell(text, cell.rowspan, cell.colspan, cell.number)


DAMAGES = (
    "a cell is lost", "a cell is emptied", "a row is lost", "a row stands twice", "two rows change places",
    "a label is lost",
)  # fmt: skip


@pytest.mark.parametrize("year", [2020, 2024])
@pytest.mark.parametrize("how", DAMAGES)
@settings(max_examples=6, phases=[Phase.explicit, Phase.reuse, Phase.generate], deadline=None)
@given(data=st.data())
def test_nothing_is_read_in_the_place_of_another(year: int, how: str, data: st.DataObject) -> None:
    due = numbered_through(real_of(year))
    shape = SHAPES[data.draw(st.sampled_from(sorted(SHAPES)))]
    at = data.draw(st.integers(0, 9999))
    got = read(shapes_named(text_of(due, lambda rows: shape(damaged(rows, how, at)))))
    _, wrong, unread = score(due, got)
    assert [path for path in wrong if got.cells[path].value is not None] == []
    told = {finding.at.path[0] for finding in check(got) if finding.at and finding.at.path}
    assert {path[0] for path in unread} <= told


def only_total(rows: Table) -> Table:
    """Table 3 with its last column alone."""
    if len(rows) < 20:
        return rows
    heads = [[Cell("申请人情况"), Cell("总计")]]
    return heads + [[*(c for c in row if not c.number), row[-1]] for row in rows if row[-1].number]


@pytest.mark.parametrize("shape", ["spaced", "tabs_begun", "padded_by_spans", "cell_lines"])
def test_one_column_is_read_as_what_its_heading_says(shape: str) -> None:
    due = numbered_through(real_of(2024))
    got = read(shapes_named(text_of(due, lambda rows: SHAPES[shape](only_total(rows)))))
    totals = {path for path in due.cells if path[0] != "t3" or path[1] == "total"}
    _, wrong, unread = score(due, got)
    assert not wrong
    assert set(unread) == set(due.cells) - totals


def without_headings(rows: Table) -> Table:
    return [row for row in rows if any(cell.number for cell in row)] if len(rows) > 20 else rows


@pytest.mark.parametrize("shape", sorted(set(SHAPES) - {"hard_spaces"}))
def test_whole_rows_without_headings_are_read_in_the_order_of_the_form(shape: str) -> None:
    due = numbered_through(real_of(2024))
    got = assert_read(shape, due, text_of(due, lambda rows: SHAPES[shape](without_headings(rows))))
    assert [finding.at for finding in check(got) if finding.code == "F306"]


TYPOS = {
    "6.属于四类过程性信息": "6.属于四类过程性性信息",
    "（一）予以公开": "(一)予以公开",
    "现行有效件数": "现行有效件数 (历史累计)",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_wordings_with_small_faults_are_known(shape: str) -> None:
    due = numbered_through(real_of(2024))
    typed = [[[attrs_cell(c, TYPOS.get(c.text, c.text)) for c in row] for row in t] for t in tables_of(due)]
    texts = iter(typed)
    assert_read(shape, due, text_of(due, lambda _: SHAPES[shape](next(texts))))


def tables_of(reading: Reading) -> list[Table]:
    return [piece for piece in pieces_of(reading) if isinstance(piece, list)]


def test_a_value_behind_a_colon_is_read() -> None:
    text = text_of(real_of(2024), spaced).decode()
    lines = [line.replace("行政许可 ", "行政许可：").replace("行政处罚 ", "行政处罚:  ") for line in text.split("\n")]
    assert_read("colon", real_of(2024), "\n".join(lines).encode())


def test_many_rows_that_cannot_be_told_are_one_finding() -> None:
    due = numbered_through(real_of(2024))

    def shorter(rows: Table) -> Lines:
        return tabs_begun([row[:-1] if len(rows) > 20 and row[-1].number else row for row in rows])

    got = read(shapes_named(text_of(due, shorter)))
    codes = [finding.code for finding in check(got) if finding.at and finding.at.path[:1] == ("t3",)]
    assert (codes.count("F308"), codes.count("F302")) == (1, 0)
    assert score(due, got)[1] == []


def test_labels_of_narrow_columns_that_wrap_over_one_another_are_still_a_table() -> None:
    table = """四、政府信息公开行政复议、行政诉讼情况
行政复议 行政诉讼
未经复议直接起诉 复议后起诉
结果 结果 其他 尚未 总
维持 纠正 结果 审结 计 结果 结果 其他 尚未 总 结果 结果 其他 尚未 总
维持 纠正 结果 审结 计 维持 纠正 结果 审结 计
1 2 3 4 10 5 6 7 8 26 0 1 0 1 2
五、存在的主要问题及改进情况
更新慢。
"""
    got = read(table.encode(), form="y2021")
    assert [cell.value for cell in got.cells.values()] == [1, 2, 3, 4, 10, 5, 6, 7, 8, 26, 0, 1, 0, 1, 2]
    assert got.cells["t4", "litigation", "direct", "total"].value == 26
    assert "review" not in got.prose


def test_a_table_four_left_blank_is_read_as_blank() -> None:
    """A cell a line, each behind a tab, as a page copied out of Word: fifteen blanks below the headings."""
    heads = ["\t行政复议", "\t行政诉讼", ""]
    results = ["\t结果维持", "\t结果纠正", "\t其他结果", "\t尚未审结", "\t总计"]
    second = [*results, "\t未经复议直接起诉", "\t复议后起诉", ""]
    third = [*["\t"] * 5, *results, *results, ""]
    blank = [*["\t\u00a0"] * 14, "\t", ""]
    text = ["某县财政局2021年政府信息公开工作年度报告", "四、政府信息公开行政复议、行政诉讼情况"]
    reading = read("\n".join([*text, *heads, *second, *third, *blank, "五、存在的主要问题及改进情况", "无。"]).encode())
    found = [cell.state for path, cell in reading.cells.items() if path[0] == "t4"]
    assert found == [State.BLANK] * 15


def text_with(due: Reading, shape: Callable[[Table], Lines], front: Lines | None = None) -> str:
    """A report's text, its front perhaps another."""
    lines = text_of(due, shape).decode().split("\n")
    return "\n".join([*(lines[:1] if front is None else front), *lines[1:]])


def test_a_report_on_one_line_is_read() -> None:
    due = real_of(2024)
    got = assert_read("one line", due, " ".join(text_with(due, one_line).split("\n")).encode())
    assert [field for field in ("overview", "problems", "other_matters") if field not in got.prose] == []


def test_tables_that_follow_one_another_without_a_heading_are_told_apart() -> None:
    due = numbered_through(real_of(2024))
    tables = [line for piece in pieces_of(due) if isinstance(piece, list) for line in padded_to_width(piece)]
    text = "\n".join(["甲县乙局2024年政府信息公开工作年度报告", *tables, "甲县乙局", "2025年1月9日"])
    got = assert_read("no headings", due, text.encode())
    assert (got.signed_by, str(got.signed_on)) == ("甲县乙局", "2025-01-09")


def emptied(rows: Table, keep: Callable[[Cell], bool]) -> Table:
    return [[c if not c.number or keep(c) else attrs_cell(c, "") for c in row] for row in rows]


def kept_lines(rows: Table) -> Lines:
    """A cell a line, blank lines between, blank cells lost."""
    return [line for text in cell_lines(rows) if text.strip() for line in (text, "")]


def test_a_number_behind_rows_left_blank_is_not_theirs() -> None:
    """The last rows before the total are blank and their cells lost: the total is the total's."""
    due = numbered_through(real_of(2024))
    cells = {p: c for p, c in due.cells.items() if not (p[0] == "t3" and {"other_handling", "not_processed"} & set(p))}
    blank = {due.cells[p].text for p in due.cells if p not in cells}
    got = read(shapes_named(text_of(due, lambda rows: kept_lines(emptied(rows, lambda c: c.text not in blank)))))
    wrong = [path for path in got.cells if path not in cells or got.cells[path].value != cells[path].value]
    assert wrong == []
    assert got.cells["t3", "total", "outcomes", "total"].value == cells["t3", "total", "outcomes", "total"].value


def test_a_blank_only_row_of_cells_on_lines_is_read() -> None:
    """The cells of table four are blank lines behind bars."""
    due = numbered_through(real_of(2024))

    def shape(rows: Table) -> Lines:
        wide = cell_lines_padded(rows)
        return [*wide[: -len(rows[-1])], *["|"] * 15] if len(rows[-1]) == 15 else wide

    got = read(shapes_named(text_of(due, shape)))
    assert [c.state for path, c in got.cells.items() if path[0] == "t4"] == [State.BLANK] * 15


@pytest.mark.parametrize("year", [2020, 2024])
@pytest.mark.parametrize("shape", [kept_lines, spaced])
def test_tables_left_blank_are_not_missing(year: int, shape: Callable[[Table], Lines]) -> None:
    due = real_of(year)
    got = read(shapes_named(text_of(due, lambda rows: shape(emptied(rows, lambda _: False)))))
    assert (got.form.name, set(got.tables)) == (due.form.name, {"t2", "t3", "t4"})
    assert {finding.code for finding in check(got)} & {"T004", "T005"} == {"T005"}


def joined_cells(rows: Table) -> Lines:
    return ["".join(c.text for c in row) for row in rows]


@pytest.mark.parametrize("year", [2020, 2024])
def test_noughts_that_ran_together_are_read_and_other_figures_told(year: int) -> None:
    due = real_of(year)

    def noughts(rows: Table) -> Lines:
        return joined_cells([[attrs_cell(c, "0") if c.number else c for c in row] for row in rows])

    zeros = attrs.evolve(due, cells={p: attrs.evolve(c, text="0", value=0) for p, c in due.cells.items()})
    assert_read("joined", zeros, text_with(due, noughts).encode())
    got = read(shapes_named(text_with(numbered_through(due), joined_cells).encode()))
    assert score(numbered_through(due), got)[1] == []
    assert {f.at.path[0] for f in check(got) if f.code == "T005" and f.at} == {"t2", "t3", "t4"}


LOST_SPACE = ("0", "? 0"), ("规章 |", "?规章 |"), ("一、总体情况", "????一、总体情况")
PINYIN = ("规章", "規(guī)章"), ("总计", "總(zǒng)計"), ("一、总体情况", "一、總體(tǐ)情況"), ("结果", "結(jié)果")


@pytest.mark.parametrize("changes", [LOST_SPACE, PINYIN])
def test_signs_that_a_copy_of_a_page_put_in_say_nothing(changes: tuple[tuple[str, str], ...]) -> None:
    due = real_of(2024)
    zeros = attrs.evolve(due, cells={p: attrs.evolve(c, text="0", value=0) for p, c in due.cells.items()})
    front, *lines = text_of(zeros, lambda rows: cell_lines_padded(rows)).decode().split("\n")
    text = "\n".join(lines)
    for old, new in changes:
        text = text.replace(old, new) if old != "0" else text.replace("\n0 |", "\n? 0 |")
    got = assert_read("copied", zeros, f"{front}\n{text}".encode())
    assert "overview" in got.prose


def numbers_with_units(rows: Table) -> Table:
    """The unit behind the number, in one cell."""
    return [[r[0], Cell(r[2].text + r[1].text, number=True)] if r[-1].number else [r[0], r[2]] for r in rows]


def headed_otherwise(rows: Table) -> Table:
    return [[Cell("指标名称"), Cell("计量单位"), Cell("数量")], *rows[1:]]


@pytest.mark.parametrize("change", [list, numbers_with_units, headed_otherwise])
@pytest.mark.parametrize(
    "shape",
    [padded_to_width, cell_lines_padded, bars_on_lines_of_their_own, cell_lines_apart, spaced, tabs_begun, markdown],
)
def test_the_statistics_of_2014_are_read_with_their_column_of_units(
    shape: Callable[[Table], Lines], change: Callable[[Table], Table]
) -> None:
    due = stated(load(EXAMPLES / "anhe-2015.toml"))
    lines = [
        *(due.title or ()),
        "一、概述",
        "按照要求公开。",
        "政府信息公开情况统计表",
        *shape(change(table_of(due, "statistics"))),
    ]
    got = read(shapes_named("\n".join([*lines, "单位负责人：某甲  审核人：某乙"]).encode()))
    cells = {path: cell.value for path, cell in due.cells.items() if path[0] == "statistics"}
    assert {path: cell.value for path, cell in got.cells.items()} == cells
    assert [p.text for p in got.prose["overview"].paragraphs][:1] == ["按照要求公开。"]


@pytest.mark.parametrize("year", [2020, 2024])
@pytest.mark.parametrize("shape", ["padded_to_width", "tabs_begun", "bars_on_lines_of_their_own", "markdown"])
def test_blanks_among_figures_are_read_where_every_row_has_all_its_cells(year: int, shape: str) -> None:
    """Every third cell of table 3 blank, its totals among them."""
    due = numbered_through(real_of(year))
    blank = {path for at, path in enumerate(sorted(due.cells)) if path[0] == "t3" and at % 3 == 0}
    cells = {p: attrs.evolve(c, text="", value=None) if p in blank else c for p, c in due.cells.items()}
    sparse = attrs.evolve(due, cells=cells)
    assert_read(shape, sparse, text_of(sparse, SHAPES[shape]))


def written(due: Reading, at: tuple[str, ...], text: str) -> Reading:
    """A reading with another text in one of its cells."""
    return attrs.evolve(due, cells={**due.cells, at: attrs.evolve(due.cells[at], text=text)})


@pytest.mark.parametrize("text", ["--253", "——8", "1300（预算数）", "3件(含结转)"])
@pytest.mark.parametrize("shape", [cell_lines_apart, cell_lines_padded, bars_on_lines_of_their_own, padded_to_width])
def test_a_number_typed_wrong_is_one_cell_and_no_label(shape: Callable[[Table], Lines], text: str) -> None:
    due, at = real_of(2020), ("t2", "penalties", "change")
    got = read(shapes_named(text_of(written(due, at, text), shape)))
    _, wrong, unread = score(due, got)
    assert (wrong, unread) == ([at], [])
    assert (got.cells[at].state, got.cells[at].value) == (State.TEXT, None)
    assert [finding.at.path for finding in check(got) if finding.code == "T001" and finding.at] == [at]


@pytest.mark.parametrize("text", ["—8", "－8", "–8", "-8"])
def test_a_dash_before_a_number_takes_away(text: str) -> None:
    due, at = real_of(2020), ("t2", "penalties", "change")
    got = read(shapes_named(text_of(written(due, at, text), cell_lines_apart)))
    assert got.cells[at].value == -8


@pytest.mark.parametrize("shape", ["spaced", "cell_lines_apart", "padded_to_width", "tabs_begun"])
@pytest.mark.parametrize("mark", ["①", "[2]", "²"])
def test_the_number_of_a_note_behind_a_number_is_none_of_its_digits(shape: str, mark: str) -> None:
    due = numbered_through(real_of(2024))
    noted = {path: attrs.evolve(cell, text=cell.text + mark) for path, cell in due.cells.items()}
    assert_read(shape, due, text_of(attrs.evolve(due, cells=noted), SHAPES[shape]))


NOTED = (
    "其他对外管理服务事项（指行政许可以外的政务服务事项，包括确认、奖励、裁决、给付、检查、征收、其他类和各项公共服务，"
    "处罚和强制不计在内，以平台登记的为准，到年末为止）"
)
OF_ITS_OWN = (
    "其他主动公开文件（包括以本单位或者办公室名义签发的、不属于规范性文件的文件，以公开平台相应栏目的数据为准，"
    "转发的文件不计在内，统计到年末，重复发布的只计一次）"
)


@pytest.mark.parametrize("shape", [cell_lines_apart, cell_lines, spaced, padded_to_width])
def test_labels_with_long_notes_keep_their_row(shape: Callable[[Table], Lines]) -> None:
    due = numbered_through(real_of(2020))

    def noted(rows: Table) -> Lines:
        said = [[attrs_cell(c, NOTED) if c.text == "其他对外管理服务事项" else c for c in row] for row in rows]
        if 10 < len(rows) < 20:
            said.insert(4, [Cell(OF_ITS_OWN), *(Cell("186", number=True) for _ in range(3))])
        return shape(said)

    got = read(shapes_named(text_of(due, noted)))
    _, wrong, unread = score(due, got)
    assert (wrong, unread) == ([], [])
    assert "186" not in [p.text for prose in got.prose.values() for p in prose.paragraphs]
    assert [finding for finding in check(got) if finding.code == "F302" and "186" in finding.words.zh]


def cell_lines_padded_by_one(rows: Table) -> Lines:
    """A cell a line, its bar behind it; bars behind a shorter row, a lone one where a single cell is lacking."""
    wide = widths(rows)
    lines = ([*((c.text + " |").strip() for c in row), "|" * (wide - len(row))] for row in rows)
    return [line for row in lines for line in row if line]


def test_a_lone_bar_behind_a_row_is_padding_where_others_are_padded() -> None:
    """Only the totals of table 3 are stated; （一）予以公开 has the words of its group before it."""
    due = real_of(2024)
    blank = {p: attrs.evolve(c, text="", value=None) for p, c in due.cells.items() if p[0] == "t3" and p[1] != "total"}
    sparse = attrs.evolve(due, cells={**due.cells, **blank})
    assert_read("padded by one", sparse, text_of(sparse, cell_lines_padded_by_one))
