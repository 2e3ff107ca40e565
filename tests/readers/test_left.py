"""What a file holds and a reading does not is told by kind; a loss forbids document and data until it is allowed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import attrs
import openpyxl
import pytest
from click.testing import CliRunner

from gikreport import NotAReport, Severity, Unreadable, UnsoundReport, check, read, render, sound
from gikreport.cli import group
from gikreport.model.cell import Place, State
from gikreport.readers.left import LEFT, Kind, Left, remarks_of
from gikreport.readers.remarks import LOSSES
from support import ROOT, leavings
from support.leavings import PLANTS, Plant, is_right, planted, reading_of

RIGHT: dict[str, bool] = {}
FOOTNOTE = next(plant for plant in PLANTS if plant.kind == "footnote")


@pytest.mark.parametrize("format", ["docx", "xlsx", "html", "txt"])
def test_of_a_sound_file_nothing_is_left(format: str) -> None:
    assert reading_of(leavings.sound(format), format).remarks == ()


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.id)
def test_what_is_planted_is_told_or_carried(plant: Plant) -> None:
    RIGHT[plant.id] = is_right(plant)
    assert RIGHT[plant.id]


@pytest.mark.parametrize(("page", "lang"), [("findings.md", "en"), ("findings.zh.md", "zh")])
def test_the_documentation_prints_how_many_are_told(page: str, lang: str) -> None:
    right = {plant.id: RIGHT.get(plant.id, True) for plant in PLANTS}
    assert leavings.table(right, lang) in (ROOT / "docs" / page).read_text("utf-8")


def test_every_kind_has_its_words_and_its_diagnostic() -> None:
    assert set(LEFT) == set(Kind)
    assert {one.code for one, _ in LEFT.values() if one.severity is Severity.UNCERTAIN} <= LOSSES


def test_of_many_of_one_kind_a_single_remark_tells_how_many() -> None:
    lefts = [Left(Kind.PICTURE, Place(paragraph=at), f"图{at}") for at in range(11)]
    (one,) = remarks_of(lefts)
    assert one.told() == "F324 第0段 图片（共 11 处）没有读入：“图0；图1；图2”"
    assert len(list(remarks_of(lefts[:10]))) == 10


def test_a_loss_forbids_the_document_and_the_data_until_it_is_allowed() -> None:
    reading = reading_of(planted(FOOTNOTE), "docx")
    for suffix in (".docx", ".html", ".json", ".xlsx"):
        with pytest.raises(UnsoundReport, match="F314"):
            render(reading, suffix)
        assert render(reading, suffix, lossy=True)


def test_what_was_left_out_stands_in_the_properties() -> None:
    reading = reading_of(planted(FOOTNOTE), "docx")
    said = "未读入：F314 第18段 脚注没有读入：“脚注里的话”"
    word = zipfile.ZipFile(io.BytesIO(render(reading, ".docx", lossy=True))).read("docProps/core.xml").decode()
    assert said in word
    assert f'<meta name="gikreport-left-out" content="{said}">' in render(reading, ".html", lossy=True).decode()
    assert json.loads(render(reading, ".json", lossy=True))["remarks"][0]["code"] == "F314"
    assert [one.code for one in sound(reading, lossy=True).left_out] == ["F314"]


def test_other_findings_forbid_a_lossy_document_too() -> None:
    reading = attrs.evolve(reading_of(planted(FOOTNOTE), "docx"), year=None)
    with pytest.raises(NotAReport):
        sound(reading, lossy=True)


@pytest.mark.parametrize("command", ["render report.docx -o out.docx", "convert report.docx -o out.json"])
def test_the_command_asks_for_lossy(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.docx").write_bytes(planted(FOOTNOTE))
    refused = CliRunner().invoke(group, command.split())
    assert (refused.exit_code, "F314" in refused.output, sorted(tmp_path.glob("out*"))) == (1, True, [])
    assert CliRunner().invoke(group, [*command.split(), "--lossy"]).exit_code == 0


def test_merged_cells_are_open_and_nothing_is_proposed_for_them() -> None:
    reading = reading_of(planted(next(plant for plant in PLANTS if plant.kind == "merged cells")), "xlsx")
    cells = [cell for cell in reading.cells.values() if cell.place and cell.place.cell in ("D8", "E8")]
    assert [cell.state for cell in cells] == [State.UNFILLED, State.UNFILLED]
    assert all(finding.suggestion is None for finding in check(reading))


def test_two_tables_whose_sheets_changed_names_are_read_by_what_stands_on_them() -> None:
    book = openpyxl.load_workbook(io.BytesIO(leavings.sound("xlsx")))
    book["表二"].title, book["表三"].title = "x", "表二"
    book["x"].title = "表三"
    made = io.BytesIO()
    book.save(made)
    assert reading_of(made.getvalue(), "xlsx").cells.keys() == reading_of(leavings.sound("xlsx"), "xlsx").cells.keys()


ARCHIVE = b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
OFFICE_2003 = b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:wordDocument/>'


def ofd() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("OFD.xml", "<ofd/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ARCHIVE, "输入 是网页存档（.mht），不能读"),
        (ofd(), "输入 是 OFD 版式文件，不能读"),
        (OFFICE_2003, "输入 是 Office 2003 的 XML 文件，不能读"),
    ],
)
def test_what_nothing_reads_is_refused_as_what_it_is(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as error:
        read(content)
    assert error.value.words.zh == said


def test_a_workbook_with_a_row_for_each_office_says_what_it_is() -> None:
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.append(["单位", "新收", "结转"])
    for name in ("青石县水利局", "青石县教育局", "青石县公安局", "石桥镇人民政府"):
        sheet.append([name, 3, 0])
    made = io.BytesIO()
    book.save(made)
    with pytest.raises(Unreadable) as error:
        read(made.getvalue())
    assert error.value.words.zh == (
        "文件是每行一个单位的汇总表（青石县水利局、青石县教育局、青石县公安局等，共 4 个单位），不是一份报告"
    )


def test_a_heading_broken_over_two_lines_is_one() -> None:
    whole = leavings.sound("txt").decode()
    line = next(one for one in whole.splitlines() if "商业企业" in one)
    first = line.replace("商业企业", "商业").replace("科研机构", "科研")
    broken = reading_of(whole.replace(line, f"{first}\n企业\t机构").encode(), "txt").cells
    due = reading_of(whole.encode(), "txt").cells
    assert {path: cell.value for path, cell in broken.items()} == {path: cell.value for path, cell in due.items()}


def test_row_numbers_before_the_labels_are_read_over() -> None:
    page = re.sub("<article[^>]*>", "<article>", render(read(ROOT / "examples" / "anhe-2015.toml"), ".html").decode())
    at = page.index("<table", page.index("统计指标") - 400)
    end = page.index("</table>", at)
    rows = page[at:end].split("<tr>")
    numbered = "<tr>".join(
        [rows[0], "<th>序号</th>" + rows[1], *(f"<td>{n}</td>{row}" for n, row in enumerate(rows[2:], 1))]
    )
    got, due = read((page[:at] + numbered + page[end:]).encode()), read(page.encode())
    assert len(due.cells) > 50
    assert {path: cell.value for path, cell in got.cells.items()} == {p: c.value for p, c in due.cells.items()}


def test_the_statistics_of_a_province_are_no_table_of_a_form() -> None:
    rows = "<tr><td>指标名称<td>单位<td>2009年度<td>历年累计<tr><td>主动公开信息数<td>条<td>206<td>889"
    title = "<h1>望海市教育局2009年政府信息公开工作年度报告</h1>"
    page = f"{title}<p>一、概述</p><p>二、主动公开政府信息的情况</p><table>{rows}</table>"
    reading = read(page.encode())
    assert reading.form.name == "y2008"
    assert [(one.code, one.severity) for one in check(reading) if one.code == "F307"] == [("F307", Severity.WARNING)]


@pytest.mark.parametrize(
    ("text", "is_picture"), [('_xlfn.DISPIMG("ID_9F", 1)', True), ("公式 DISPIMG( 不是图片。", False)]
)
def test_what_wps_writes_is_a_picture_and_the_word_in_a_sentence_is_none(text: str, is_picture: bool) -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(read(ROOT / "examples" / "xiaogang-2021.toml"), ".xlsx")))
    sheet = book["正文"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "五、存在的主要问题及改进情况")
    sheet.cell(row, 2).value = text
    file = io.BytesIO()
    book.save(file)
    found = read(io.BytesIO(file.getvalue()))
    pictures = [one for one in found.remarks if one.diagnostic is LEFT[Kind.PICTURE][0]]
    assert bool(pictures) is is_picture
    assert (text in found.prose["problems"].text) is not is_picture
