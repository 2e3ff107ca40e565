"""Documents read back: ours whole, those of others with everything odd about them told."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import Phase, given, settings, strategies as st

from gikreport import Reading, Report, Unreadable, check, new, read, render
from gikreport.checking.subject import stated
from gikreport.cli import group
from gikreport.forms import FORMS
from gikreport.model.cell import Place, State
from gikreport.model.form import Form
from gikreport.model.outline import value_at
from gikreport.model.report import tables
from gikreport.model.table import tables_of
from support import office, shapes
from support.printed import as_printed
from support.published import real as published
from support.strategies import reports


@pytest.mark.parametrize("suffix", [".docx", ".html", ".xlsx", ".json"])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
@settings(max_examples=10, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(data=st.data())
def test_what_we_made_reads_back_as_it_was(form: Form, suffix: str, data: st.DataObject) -> None:
    report = data.draw(reports(form).map(as_printed))
    assert read(render(report, suffix)).report == report


def pieces(**changes: Any) -> list[shapes.Piece]:
    """A real report's tables with words of our own."""
    words = {
        "overview": "按照条例开展工作。",
        "problems": "不够及时，已改进。",
        "other_matters": "没有收费。",
        "signed_on": date(2024, 1, 20),
    }
    return shapes.pieces_of(stated(read({**published("suqian2023", 2023), **words, **changes}).report))


def text(**changes: Any) -> str:
    return shapes.text_of(pieces(**changes), "bars").decode()


def page(said: str) -> Reading:
    return read(said.encode())


def codes(reading: Reading) -> list[str]:
    return [remark.code for remark in reading.remarks]


@pytest.mark.parametrize(
    ("official", "found"),
    [
        ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "1.逾期不补正"),
        ("2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "2.逾期不缴费"),
        ("行政事业性收费", "行政事业型收费"),
        ("四、结转下年度继续办理", "四、结转下一年度继续办理"),
        ("（七）总计", "(七)合计"),
        ("（三）不予公开", "（ 三 ） 不予 公开"),
        ("3.危及“三安全一稳定”", '３．危及"三安全一稳定"'),
        ("（一）予以公开", "㈠予以公开"),
        ("1.属于国家秘密", "1、屬於國家秘密"),
        ("一、本年新收政府信息公开申请数量", "一 、 本年新收政府信息公开申请数量"),
        ("三、本年度办理结果", "三.本年度办理结果"),
        ("商业企业", "商业\u3000企业"),
        ("法律服务机构", "法律服务\u200b机构"),
        ("第二十条第（一）项", "第二十条（一）项"),
    ],
)
def test_a_label_worded_otherwise_is_the_same_label(official: str, found: str) -> None:
    due, got = page(text()), page(text().replace(official, found))
    assert {path: cell.value for path, cell in got.cells.items()} == {p: c.value for p, c in due.cells.items()}
    assert codes(got) == []


@pytest.mark.parametrize(
    ("official", "found", "field"),
    [
        ("一、总体情况", "一、总体工作情况", "overview"),
        ("一、总体情况", "总体情况", "overview"),
        ("四、政府信息公开行政复议、行政诉讼情况", "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "review"),
        ("五、存在的主要问题及改进情况", "五、政府信息公开工作存在的主要问题及改进情况", "problems"),
        ("五、存在的主要问题及改进情况", "五、存在问题及改进情况", "problems"),
        ("二、主动公开政府信息情况", "二、行政机关主动公开政府信息情况", "proactive"),
        ("三、收到和处理政府信息公开申请情况", "三．收到和处理政府信息公开申请情况", "requests"),
        ("六、其他需要报告的事项", "第六部分 其他需要报告的事项", "other_matters"),
    ],
)
def test_a_heading_worded_otherwise_opens_the_same_section(official: str, found: str, field: str) -> None:
    due, got = page(text()), page(text().replace(official, found))
    assert got.prose == due.prose
    assert "F401" not in codes(got)
    assert due.prose.get(field) == got.prose.get(field)


def test_a_list_inside_a_section_is_no_heading() -> None:
    plans = (
        "明年做好以下工作。\n一、进一步增强公开意识。加强培训。\n二、进一步拓宽公开途径。多用新媒体。\n三、加强检查。"
    )
    got = page(text(other_matters=plans))
    assert got.prose["other_matters"].text == plans
    assert codes(got) == []


@pytest.mark.parametrize(
    ("printed", "value", "state"),
    [
        ("１，１１３", 1113, State.NUMBER),
        ("1113件", 1113, State.NUMBER),
        ("+19", 19, State.NUMBER),
        ("减4", -4, State.NUMBER),
        ("3.0", 3, State.NUMBER),
        ("", None, State.BLANK),
        ("\u3000\xa0", None, State.BLANK),
        ("/", None, State.NOT_APPLICABLE),
        ("——", None, State.NOT_APPLICABLE),
        ("无", None, State.NOT_APPLICABLE),
        ("待填", None, State.UNFILLED),
        ("详见附件", None, State.TEXT),
    ],
)
def test_a_number_keeps_what_was_printed(printed: str, value: int | None, state: State) -> None:
    got = page(text().replace("| 1808595 |", f"| {printed} |"))
    cell = got.cells["t2", "licensing"]
    assert (cell.value, cell.state) == (value, state)
    assert cell.text == printed.strip()


@pytest.mark.parametrize(
    ("printed", "value"), [("592372449元", "59237.2449"), ("5.92亿元", "59200"), ("0.37万元", "0.37")]
)
def test_an_amount_in_another_unit_is_converted_and_told(printed: str, value: str) -> None:
    got = page(text().replace("| 59237.2449 |", f"| {printed} |"))
    assert str(got.cells["t2", "fees"].value) == value
    assert ("F301" in codes(got)) == (not printed.endswith("万元"))


def test_an_amount_under_a_heading_in_yuan_is_converted() -> None:
    got = page(text().replace("单位：万元", "单位：元").replace("| 59237.2449 |", "| 2950 |"))
    assert str(got.cells["t2", "fees"].value) == "0.295"
    assert codes(got) == ["F301"]


def test_a_report_printed_twice_is_read_once_and_every_difference_told() -> None:
    once = text()
    second = once[once.index("一、总体情况") :].replace("按照条例", "依照条例").replace("| 20163 |", "| 20164 |")
    got = page(once + second)
    assert got.report == page(once).report
    assert [(r.code, ".".join(r.at), dict(r.facts)) for r in got.remarks] == [
        ("F101", "", {}),
        ("F103", "t2.compulsion", {"first": "20163", "second": "20164"}),
        ("F102", "overview", {"first": "按照条例开展工作。", "second": "依照条例开展工作。"}),
    ]


def test_a_table_of_contents_is_not_a_print() -> None:
    once = text()
    headings = [p for p in pieces() if isinstance(p, str) and p[1:2] == "、"]
    at = once.index("一、总体情况")
    got = page(once[:at] + "目录\n" + "".join(f"{h}……{n}\n" for n, h in enumerate(headings, 1)) + once[at:])
    assert {name: prose for name, prose in got.prose.items() if name != "preface"} == page(once).prose
    assert codes(got) == []


def test_a_table_of_contents_before_the_preface_is_not_a_print() -> None:
    title, preface, *rest = pieces(preface="本报告依照条例编制，共六个部分。")
    headings = [f"{words}\t{at}" for at, words in enumerate(rest) if isinstance(words, str) and words[1:2] == "、"]
    got = read(shapes.word([title, "目  录", *headings, preface, *rest]))
    assert codes(got) == []
    assert [p.text for p in got.prose["preface"].paragraphs] == [preface]
    assert len(got.cells) == 200


def test_a_row_deleted_in_a_tracked_change_is_gone_and_told() -> None:
    due, got = read(shapes.word(pieces())), read(_with_deleted_row(pieces()))
    assert (codes(due), codes(got)) == ([], ["F201", "F321"])
    assert {path: cell.value for path, cell in got.cells.items()} == {p: c.value for p, c in due.cells.items()}


def _with_deleted_row(said: list[shapes.Piece]) -> bytes:
    """The first row of table 2 twice, the first of the two deleted in a tracked change."""
    with zipfile.ZipFile(io.BytesIO(shapes.word(said))) as package:
        text = package.read("word/document.xml").decode()
    row = text[text.index("<w:tr>") : text.index("</w:tr>") + len("</w:tr>")]
    gone = row.replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr>')
    return shapes.package({"word/document.xml": text.replace(row, gone + row, 1)})


def test_a_row_of_the_province_takes_no_other_rows_place() -> None:
    got = page(text().replace("| 行政许可 |", "| 其他主动公开文件 | 7 |  |  |\n| 行政许可 |"))
    assert got.report == page(text()).report
    assert [(r.code, dict(r.facts)) for r in got.remarks] == [("F302", {"label": "其他主动公开文件", "text": "7"})]


def test_a_line_that_is_not_there_is_not_zero() -> None:
    got = page(text().replace("| 行政强制 | 20163 |  |  |\n", ""))
    assert ("t2", "compulsion") not in got.cells
    assert [(f.code, f.severity.value) for f in check(got) if f.severity.forbids] == [("T005", "uncertain")]


def test_the_form_is_told_by_labels_not_by_the_year() -> None:
    got = page(text().replace("2023年政府", "2020年政府"))
    assert (got.form.name, got.year) == ("y2021", 2020)
    assert "F001" in [finding.code for finding in check(got)]


def test_spans_that_do_not_agree_between_heading_and_row_are_read_by_order() -> None:
    """As 上海 printed table 2 of 2019: the wide cell is the second one above, and the first one below."""
    said = (
        "<p>2019年青石县水利局政府信息公开工作年度报告</p><p>一、总体情况</p><p>二、主动公开政府信息情况</p><table>"
        "<tr><td colspan=5>第二十条第（五）项</td></tr>"
        "<tr><td>信息内容</td><td>上一年项目数量</td><td colspan=2>本年增/减</td><td>处理决定数量</td></tr>"
        "<tr><td>行政许可</td><td colspan=2>5</td><td>-2</td><td>7</td></tr>"
        "<tr><td>其他对外管理服务事项</td><td colspan=2>1</td><td>减1</td><td>&nbsp;</td></tr>"
        "<tr><td colspan=5>第二十条第（九）项</td></tr>"
        "<tr><td>信息内容</td><td colspan=2>采购项目数量</td><td colspan=2>采购总金额</td></tr>"
        "<tr><td>政府集中采购</td><td colspan=2>6</td><td colspan=2>251000元</td></tr></table>"
    )
    got = page(said)
    assert (got.form.name, got.agency, got.year) == ("y2019", "青石县水利局", 2019)
    assert {".".join(path[1:]): cell.value for path, cell in got.cells.items()} == {
        "licensing.previous": 5, "licensing.change": -2, "licensing.decisions": 7,
        "other_services.previous": 1, "other_services.change": -1, "other_services.decisions": None,
        "procurement.projects": 6, "procurement.amount": Decimal("25.1"),
    }  # fmt: skip


def test_unnumbered_lines_inside_a_section_open_no_section() -> None:
    """Word numbers headings by itself; the numbers are not in the file."""
    said = [
        p[2:] if isinstance(p, str) and p[1:2] == "、" else p
        for p in pieces(overview="做了工作。\n主动公开情况\n公开信息3条。")
    ]
    got = read(shapes.word(said))
    assert got.prose["overview"].text == "做了工作。\n主动公开情况\n公开信息3条。"
    assert codes(got) == []


def test_prose_and_cells_know_their_places() -> None:
    got = page(text())
    lines = text().splitlines()
    place = got.prose_places["overview"][0].line
    assert place is not None
    assert lines[place - 1] == "按照条例开展工作。"
    cell = got.cells["t2", "licensing"]
    assert cell.place is not None
    assert cell.place.line is not None
    assert "1808595" in lines[cell.place.line - 1]


def test_a_finding_about_the_narrative_has_the_line_of_its_paragraph() -> None:
    twice, doubled = "每月检查公开栏目并督促各科室更新内容。", "全年公开信息信息3条。"
    denied, fees = "没有收到政府信息公开申请。", "行政事业性收费9.99万元。"
    said = text(overview="\n".join(["按照条例开展工作。", doubled, twice, denied, fees, "新收申请999件。"]))
    lines = said.replace("五、", f"{twice}\n五、").splitlines()
    found = [one for one in check(page("\n".join(lines))) if one.code not in ("S101", "S102")]
    places = {finding.code: finding.at.place for finding in found if finding.at.place}
    placed = {code: lines[(place.line or 0) - 1] for code, place in places.items()}
    due = {"P004": doubled, "P005": twice, "P302": denied, "P201": fees, "P301": "新收申请999件。"}
    assert placed == due | {"P007": "不够及时，已改进。"}
    again = next(finding.at.place for finding in found if finding.code == "P005")
    assert again == Place(line=len(lines) - lines[::-1].index(twice))


def test_a_finding_about_a_table_has_the_line_where_the_table_begins() -> None:
    said = text().replace("1808595", " ")
    (blank,) = [finding for finding in check(page(said)) if finding.code == "T002"]
    lines = said.splitlines()
    assert blank.at.place == Place(line=1 + lines.index(next(line for line in lines if "规章" in line)))


CATEGORIES_2017 = (
    ("法规公文", ("部门文件",), (137,)),
    ("政府决策", ("发展规划", "重点工作", "重点项目"), (1, 54, 6)),
    ("工作信息", tuple("甲乙丙丁戊己庚辛壬癸子丑"), (1, 165, 20, 61, 25, 33, 67, 81, 11, 19, 35, 311)),
    ("人事信息", ("人事任免",), (26,)),
    ("财政信息", ("财政预决算", "社会救助", "收支管理"), (3, 21, 12)),
)


def test_the_free_table_of_2017_is_read_with_its_21_figures() -> None:
    rows = [["类别", "数目", "备注"]]
    for group_, items, numbers in CATEGORIES_2017:
        for index, (item, number) in enumerate(zip(items, numbers, strict=True)):
            rows.append(["" if index else group_, item, str(number), ""])
    rows += [["社会监督", "1", ""], ["总计", "1090"]]
    listed = "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)
    said = (
        "2017年度青石街道办事处\n政府信息公开工作年度报告\n本年报由七部分组成。\n政府信息公开工作基本情况概述\n做了工作。\n"
        f"二、2017年度政府信息主动公开基本情况\n情况如下：\n\n{listed}\n\n"
        "三、依申请公开政府信息和不予公开政府信息的情况\n没有收到申请。\n四、政府信息公开的收费及减免情况\n没有收费。\n"
        "五、因政府信息公开申请行政复议、提起行政诉讼的情况\n没有。\n六、政府信息公开工作存在的主要问题及改进措施\n有待提高。\n"
        "一、加强意识。\n二、拓宽途径。\n七、其他需要报告的事项\n没有。\n青石街道办事处\n2018年2月6日\n"
    )
    got = page(said)
    assert (got.form.name, got.agency, got.year, got.signed_by) == ("y2014", "青石街道办事处", 2017, "青石街道办事处")
    categories = value_at(got.report, ("categories",))
    assert [row.number for row in categories.rows] == [n for _, _, numbers in CATEGORIES_2017 for n in numbers] + [1]
    assert [row.group for row in categories.rows[:5]] == ["法规公文", "政府决策", "政府决策", "政府决策", "工作信息"]
    assert categories.total == got.cells["categories", "total"].value == 1090
    assert got.prose["problems"].text == "有待提高。\n一、加强意识。\n二、拓宽途径。"
    assert codes(got) == []


def test_tables_without_any_heading_are_read() -> None:
    got = read(shapes.page([piece for piece in pieces() if not isinstance(piece, str)]))
    whole = read(shapes.page(pieces()))
    assert got.cells.keys() == whole.cells.keys()
    assert not got.prose
    assert "F401" in codes(got)


def test_a_name_that_takes_several_lines_is_one() -> None:
    said = shapes.page(pieces(signed_by="青石县人民政府办公室")).decode()
    got = read(said.replace("政府办公室", "政府\u2028办公室").encode())
    assert got.signed_by == got.report.signed_by == "青石县人民政府办公室"


def test_a_character_that_no_document_can_hold_is_seen_and_makes_no_number() -> None:
    got = read(shapes.page(pieces()).replace("没有收费".encode(), "没有\x0e收费".encode()).replace(b">1<", b">1\x0e2<"))
    assert got.prose["other_matters"].text == "没有\ufffd收费。"
    told = {cell.text for cell in got.cells.values() if cell.state is State.TEXT}
    assert told == {"1\ufffd2"}


# What cannot be read


def document(body: str) -> bytes:
    return shapes.package({"word/document.xml": body})


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b"a" * (200 * 1024 * 1024))
    return stream.getvalue()


BAD = {
    "a zip bomb": (bomb, ".docx", "内容过多"),
    "an entity": (
        lambda: document(f'<!DOCTYPE a [<!ENTITY x "9">]><w:document {shapes.W}><w:body>&x;</w:body></w:document>'),
        ".docx",
        "DOCTYPE",
    ),
    "a million elements deep": (
        lambda: document(f"<w:document {shapes.W}>" + "<w:p>" * 1_000_000 + "</w:p>" * 1_000_000 + "</w:document>"),
        ".docx",
        "不是完好的 XML",
    ),
    "half a document": (lambda: shapes.word(pieces())[:3000], ".docx", "文件不完整"),
    "a damaged list of members": (
        lambda: shapes.sheet(pieces())[:60] + shapes.sheet(pieces())[69:],
        ".xlsx",
        "已损坏",
    ),
    "half a workbook": (lambda: shapes.sheet(pieces())[:3000], ".xlsx", "文件不完整"),
    "a document of another kind": (lambda: shapes.word(["会议纪要", "出席：甲、乙。"]), ".docx", "没有找到年度报告"),
    "a password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"),
        ".docx",
        "文件有密码",
    ),
    "a table of 200,000 rows": (
        lambda: b"<table>" + b"<tr><td>0</td><td>0</td></tr>" * 200_000,
        ".html",
        "一张表的行数超过 3,000",
    ),
    "tables within tables without end": (lambda: b"<table><tr><td>" * 100_000, ".html", "嵌套层数超过 200"),
    "a PDF of a picture": (lambda: picture(), ".pdf", "扫描件"),
    "a broken PDF": (lambda: b"%PDF-1.4 nothing", ".pdf", "PDF 已损坏"),
    "spans without end": (
        lambda: b"<table><tr><td rowspan=99999999 colspan=99999999>1</td><td>2</td></tr></table>",
        ".html",
        "没有找到年度报告",
    ),
    "no text": (lambda: bytes(range(256)) * 20, ".bin", "不是能读的格式"),
}


def picture() -> bytes:
    """A PDF with one page, and a picture on it."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
        b"stream\n\0\nendstream",
        b"<</Length 4>>stream\n/I Do\nendstream",
    ]
    made, at = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        at.append(len(made))
        made += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in at)
    start = len(made)
    return (
        made
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 6/Root 1 0 R>>startxref\n%d\n%%%%EOF" % start
    )


@pytest.mark.parametrize("kind", BAD)
def test_what_cannot_be_read_is_said_in_words(kind: str) -> None:
    make, suffix, words = BAD[kind]
    stream = io.BytesIO(make())
    stream.name = f"年报{suffix}"
    with pytest.raises(Unreadable) as raised:
        read(stream)
    assert words in raised.value.told()
    assert raised.value.exit_code == 3


def test_memory_stays_bounded() -> None:
    """A bomb of 700 MB is refused by a process that may hold 512 MB."""
    script = (
        "import resource, io, zipfile, sys; s = io.BytesIO(); z = zipfile.ZipFile(s, 'w', 8, True, 1)\n"
        "with z.open('word/document.xml', 'w', force_zip64=True) as f:\n"
        "    for _ in range(700): f.write(b'a' * 2**20)\n"
        "z.close(); resource.setrlimit(resource.RLIMIT_AS, (2**29, 2**29))\n"
        "import gikreport\n"
        "try: gikreport.read(s.getvalue())\n"
        "except gikreport.Unreadable as error: print(error.exit_code)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.split() == ["3"]


# The command


def test_read_prints_every_cell_with_the_words_of_the_form(tmp_path: Any) -> None:
    (tmp_path / "年报.txt").write_text(text(), "utf-8")
    done = CliRunner().invoke(group, ["read", str(tmp_path / "年报.txt")])
    told = json.loads(done.output)
    assert (done.exit_code, told["file"], told["form"], told["year"]) == (0, "年报.txt", "y2021", 2023)
    cells = {cell["path"]: cell for table in told["tables"] for cell in table["cells"]}
    assert len(cells) == 200
    assert cells["t3.natural_person.outcomes.withheld.state_secret"]["row"] == [
        "三、本年度办理结果", "（三）不予公开", "1.属于国家秘密",
    ]  # fmt: skip
    fees = cells["t2.fees"]
    assert (fees["text"], fees["value"], fees["state"]) == ("59237.2449", "59237.2449", "number")
    assert cells["t3.total.received"]["value"] == 3511
    assert told["sections"][0] == {
        "title": "一、总体情况", "path": "overview", "paragraphs": ["按照条例开展工作。"], "places": [{"line": 3}],
    }  # fmt: skip


def test_a_dash_reads_the_standard_input() -> None:
    done = CliRunner().invoke(group, ["check", "-"], input=text().encode())
    assert done.exit_code == 0
    assert "-：提示 " in done.output


def test_a_document_converts_to_data_and_back(tmp_path: Any) -> None:
    source = tmp_path / "年报.html"
    source.write_bytes(shapes.page(pieces()))
    for name in ("a.json", "a.toml", "a.xlsx", "a.docx"):
        done = CliRunner().invoke(group, ["convert", str(source), "-o", str(tmp_path / name)])
        assert (done.exit_code, done.output) == (0, f"已生成：{tmp_path / name}\n")
        assert read(tmp_path / name).report == read(source).report


def test_convert_tells_what_was_noticed_in_the_file_before_it_writes(tmp_path: Any) -> None:
    source, out = tmp_path / "年报.txt", tmp_path / "a.json"
    source.write_text(text() + text().replace("已改进", "未改进"), encoding="utf-8")
    done = CliRunner().invoke(group, ["convert", str(source), "-o", str(out)])
    assert (done.exit_code, done.stdout) == (0, f"已生成：{out}\n")
    assert "年报.txt: 提示 F101 全文印了两遍，以第一遍为准\n" in done.stderr
    assert "提示 F102 两遍文字不同：第一遍“不够及时，已改进。”，第二遍“不够及时，未改进。”\n" in done.stderr
    assert done.stderr.count("依据") == 2


# What is no report


def test_a_few_rows_without_any_heading_are_read_as_what_they_are() -> None:
    got = page(
        "一、本年新收政府信息公开申请数量                 2\n二、上年结转政府信息公开申请数量                 0\n"
    )
    assert (got.agency, got.year, got.prose) == (None, None, {})
    assert {finding.code for finding in check(got)} >= {"T004"}


# The workbook


def test_an_empty_cell_of_the_workbook_is_open_and_last_years_figures_are_in() -> None:
    last = read(published("suqian2023", 2023))
    got = read(render(new(previous=last), ".xlsx"))
    assert (got.agency, got.year) == ("宿迁市人民政府", 2024)
    assert got.cells["t3", "natural_person", "carried_over"].value == 118
    assert got.cells["t3", "natural_person", "received"].state is State.UNFILLED
    assert {finding.code for finding in check(got) if finding.severity.forbids} == {"T003", "F402", "F503"}


@pytest.mark.layout
@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_libreoffice_works_out_the_same_totals(form: Form, tmp_path: Path) -> None:
    """A clerk's round: the cached totals are taken out, LibreOffice opens, recalculates and saves."""
    import openpyxl

    report = example(form)
    book = openpyxl.load_workbook(io.BytesIO(render(report, ".xlsx")))
    book.save(tmp_path / "填报.xlsx")  # openpyxl keeps formulas without what they came to
    (tmp_path / "out").mkdir()
    (saved,) = office.convert([tmp_path / "填报.xlsx"], tmp_path / "out", "xlsx")
    values = openpyxl.load_workbook(saved, data_only=True)
    formulas = openpyxl.load_workbook(saved)
    due = stated(report)
    worked = 0
    for name, entry in tables(form.report).items():
        sheet = values[entry.words[0]]
        for path, cell in due.table(name).grid.at.items():
            if cell.line is not None and cell.line.computed:
                row = cell.row + 2 + (30 if path == ("total",) and name == "categories" else 0)
                assert formulas[entry.words[0]].cell(row, cell.column).data_type == "f"
                assert sheet.cell(row, cell.column).value == due.cells[name, *path].value
                worked += 1
    assert worked > 0
    assert read(saved).report == report


def example(form: Form) -> Report:
    """A report in which no two lines are alike."""
    paths = [path for name, table in tables_of(form.report).items() for path in table.stated_paths((name,))]
    data: dict[str, Any] = {"agency": "青石县水利局", "year": form.first, "overview": "做了工作。", "form": form.name}
    for number, path in enumerate(path for path in paths if path[0] != "categories"):
        block = data
        for step in path[:-1]:
            block = block.setdefault(step, {})
        block[path[-1]] = number
    if "categories" in tables(form.report):
        data["categories"] = [{"group": "甲", "item": "一", "number": 3}, {"group": "乙", "number": 4, "note": "注"}]
    return read(data).report


def test_text_never_becomes_a_formula_and_a_stale_total_is_not_believed() -> None:
    import openpyxl

    report = read({**published("suqian2023", 2023), "overview": "=1+1\n+2\n-3\n@SUM(A1)"}).report
    book = openpyxl.load_workbook(io.BytesIO(render(report, ".xlsx")))
    formulas = {cell.coordinate for row in book["正文"].iter_rows() for cell in row if cell.data_type == "f"}
    assert formulas == set()
    book["表二"]["B9"] = 7
    changed = io.BytesIO()
    book.save(changed)
    got = read(changed.getvalue())
    assert got.prose["overview"].text == "=1+1\n+2\n-3\n@SUM(A1)"
    assert got.cells["t2", "licensing"].value == 7
    assert all("total" not in path for path in got.cells)


def test_a_report_that_is_one_table_from_title_to_signature_is_read() -> None:
    due = pieces()
    rows = [row for piece in due for row in (piece if isinstance(piece, list) else [[shapes.Cell(piece, 1, 10)]])]
    got, plain = page(shapes.page([rows]).decode()), page(shapes.page(due).decode())
    assert {path: cell.value for path, cell in got.cells.items()} == {p: c.value for p, c in plain.cells.items()}
    assert (got.title, got.agency, got.signed_by, got.signed_on) == (
        plain.title,
        plain.agency,
        plain.signed_by,
        plain.signed_on,
    )
    assert got.prose == plain.prose


def test_the_head_of_a_web_page_names_the_office_where_nothing_in_it_does() -> None:
    body = "".join(
        f"<p>{words}</p>" for words in ("一、总体情况", "按时公开。", "六、其他需要报告的事项", "没有收费。")
    )
    for title in (
        "甲县乙局2022年政府信息公开工作年度报告_甲县人民政府",
        "甲县乙局2022年政府信息公开工作年度报告-甲县人民政府",
    ):
        got = page(f"<html><head><title>{title}</title></head><body>{body}</body></html>")
        assert (got.agency, got.year, got.title) == ("甲县乙局", 2022, None)
    assert page(f"<html><head><title>政府信息公开年报-甲县</title></head><body>{body}</body></html>").agency is None


def test_a_row_of_blanks_behind_a_label_of_table_four_is_read() -> None:
    leaves = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    rows = [
        [shapes.Cell("项目", 3), shapes.Cell("行政复议", 1, 5), shapes.Cell("行政诉讼", 1, 10)],
        [
            *(shapes.Cell(words, 2) for words in leaves),
            *(shapes.Cell(w, 1, 5) for w in ("未经复议直接起诉", "复议后起诉")),
        ],
        [shapes.Cell(words) for words in leaves * 2],
        [shapes.Cell("件数"), *[shapes.Cell("", number=True)] * 15],
    ]
    got = read(shapes.page(["甲县乙局2022年政府信息公开工作年度报告", rows]), form="y2021")
    assert [cell.state for cell in got.cells.values()] == [State.BLANK] * 15


HEADINGS = (
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
)  # fmt: skip
BODY = "\n".join(f"{heading}\n没有更多要说。" for heading in HEADINGS)


def typed(text: str) -> Reading:
    stream = io.BytesIO(text.encode())
    stream.name = "年报.txt"
    return read(stream)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("甲县财政局\n2023年\n政府信息公开工作年度报告", 3),
        ("甲县财政局政府信息公开工作年度报告\n（2023年度）", 2),
        ("【年报】甲县财政局2023年政府信息公开工作年度报告", 1),
    ],
)
def test_a_title_is_known_however_it_is_set(title: str, lines: int) -> None:
    got = typed(f"{title}\n{BODY}")
    assert (got.agency, got.year, len(got.title or ())) == ("甲县财政局", 2023, lines)
    assert not got.prose.get("preface")


@pytest.mark.parametrize(
    ("end", "by"),
    [
        ("2024年1月18日\n甲县财政局", "甲县财政局"),
        ("甲县财政局（公章）\n2024年1月18日", "甲县财政局"),
        ("甲县财政局\n2024年元月18日", "甲县财政局"),
        ("甲县财政局\n二〇二四年元月十八日", "甲县财政局"),
        ("2024年1月18日", None),
    ],
)
def test_a_signature_is_known_however_it_is_set(end: str, by: str | None) -> None:
    got = typed(f"甲县财政局2023年政府信息公开工作年度报告\n{BODY}\n{end}\n")
    assert (got.signed_by, got.signed_on) == (by, date(2024, 1, 18))
    assert [p.text for p in got.prose["other_matters"].paragraphs] == ["没有更多要说。"]
