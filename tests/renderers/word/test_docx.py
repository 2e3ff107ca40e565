"""The Word document says what the report says, cell by cell, in the same bytes every time."""

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings, strategies as st

import gikreport
from gikreport.forms import FORMS
from gikreport.forms.y2021 import FORM as Y2021
from gikreport.model.document import SoundReport
from gikreport.model.fields import Role
from gikreport.model.options import Options
from gikreport.model.prose import Prose
from gikreport.model.report import parts
from gikreport.renderers import RENDERERS, render, save
from gikreport.renderers.docx import render_docx
from gikreport.renderers.template.compile import compile_template
from gikreport.renderers.template.official import official_file
from gikreport.renderers.word.blocks import sealed, unsealed
from gikreport.renderers.word.titles import title_lines
from support.documents import EVERY_FORM, headers, plain
from support.docx_cells import W, cells, paragraphs, part, rows, tables, text_of, value, witness
from support.strategies import figures, reports

NAMES_IN_XML = ("{http://purl.org/dc/elements/1.1/}title", "{http://purl.org/dc/elements/1.1/}creator")


def drawn(form: Any) -> st.SearchStrategy[SoundReport]:
    return reports(form).map(gikreport.sound)


def expected_text(document: SoundReport) -> list[str]:
    """Title, headings, prose and signature in printed order."""
    found = ["".join(document.title)]
    for entry in parts(type(document.report)):
        if entry.facts.role is Role.SECTION:
            found.append(document.headings[entry.name])
        if entry.facts.role is not Role.TABLE:
            found += [p.text for p in document.prose[entry.name].paragraphs]
    day = document.signed_on
    return [*found, document.signed_by, *([f"{day.year}年{day.month}月{day.day}日"] if day else [])]


@EVERY_FORM
@settings(max_examples=25)
@given(data=st.data())
def test_every_word_arrives_literally_and_in_order(form: Any, data: st.DataObject) -> None:
    document = data.draw(drawn(form))
    printed = [(style, text) for style, text in paragraphs(render_docx(document)) if style != "TableTitle"]
    title, *said = [text.replace("\n", "") if style == "Signature" else text for style, text in printed]
    first, *wanted = expected_text(document)
    assert said == [text for text in wanted if text]
    assert title.replace("\n", "").replace(" ", "") == first.replace(" ", "")


@EVERY_FORM
@settings(max_examples=25)
@given(data=st.data())
def test_every_cell_holds_its_number_and_spans_what_the_form_spans(form: Any, data: st.DataObject) -> None:
    document = gikreport.sound(data.draw(figures(form)))
    printed = tables(render_docx(document))
    stated = [name for name in (e.name for e in parts(form.report)) if name in document.tables]
    assert len(printed) == len(stated)
    for name, found in zip(stated, printed, strict=True):
        for seen, due in zip(found, document.tables[name].grid.cells, strict=True):
            assert (seen.row, seen.column, seen.rowspan, seen.colspan) == (
                due.row,
                due.column,
                due.rowspan,
                due.colspan,
            )
            assert seen.text == (document.figures[(name, *due.line.path)] if due.line else due.text)


@pytest.mark.parametrize("name", ["y2021", "y2019"])
def test_the_document_has_the_witness_s_tables(name: str) -> None:
    form, page = next(form for form in FORMS if form.name == name), witness(name)
    printed = tables(render_docx(gikreport.sound(plain(form))))
    for (table, due), seen in zip(page.tables.items(), printed, strict=True):
        blank = page.values[table]
        assert [place(cell) for cell in seen] == [place(cell) for cell in due]
        words = [(c.row, c.column, c.text) for c in seen if (c.row, c.column) not in blank]
        assert words == [(c.row, c.column, c.text) for c in due if (c.row, c.column) not in blank]
        assert {c.text.removesuffix("万元") for c in seen if (c.row, c.column) in blank} == {"0"}


def place(cell: Any) -> tuple[int, int, int, int]:
    return cell.row, cell.column, cell.rowspan, cell.colspan


def test_the_2021_document_holds_its_200_numbers() -> None:
    assert sum(len(found) for found in witness("y2021").values.values()) == 200


@EVERY_FORM
@settings(max_examples=10)
@given(data=st.data())
def test_the_same_report_gives_the_same_bytes(form: Any, data: st.DataObject) -> None:
    document = data.draw(drawn(form))
    fresh = compile_template(official_file(form), form)
    assert render_docx(document) == render_docx(document) == fresh.render(document)


def test_the_package_is_in_order_and_without_a_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(render(plain(), ".docx"))) as package:
        names = package.namelist()
        assert package.testzip() is None
        assert names[0] == "[Content_Types].xml"
        assert names[1:] == sorted(names[1:])
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_eight_threads_get_their_own_documents() -> None:
    documents = [gikreport.sound(plain(agency=f"第{n}街道办事处", overview=f"第{n}份" * 50)) for n in range(8)]
    alone = [render_docx(document) for document in documents]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(render_docx, documents * 12))
    assert together == alone * 12
    assert len(set(alone)) == 8


TRAPS = [
    "{{ 7*7 }}",
    "{% raw",
    "{_{ x }_}",
    "{# x #}",
    "R&D <局>",
    "]]>",
    "a\tb",
    "全角ＡＢＣ",
    "😀𠮷",
    '"“',
    "W" * 200,
]


@pytest.mark.parametrize("trap", TRAPS)
def test_data_is_never_a_template(trap: str) -> None:
    name = f"某{trap}局"
    report = plain(agency=name, title=(name, "年度报告"), overview=f"正文{trap}止", signed_by=f"署{trap}名")
    docx = render(report, ".docx")
    said = [text for _, text in paragraphs(docx)]
    assert f"{name}\n年度报告" in said
    assert f"正文{trap}止" in said
    assert f"署{trap}名" in said
    title, agency = (part(docx, "docProps/core.xml").findtext(tag) for tag in NAMES_IN_XML)
    assert (title, agency) == (f"{name}年度报告", name)


@pytest.mark.parametrize("trap", TRAPS)
def test_data_is_never_a_template_where_a_template_has_loops(trap: str) -> None:
    form = next(form for form in FORMS if form.name == "y2014")
    heading, word = f"一、{trap}概述", f"某{trap}类".replace("\t", " ")
    categories = type_of(form, "categories")
    row = categories.row(group=word, item=f"{word}项", number=7, note=word)
    docx = render(plain(form, headings={"overview": heading}, categories=categories(rows=(row,))), ".docx")
    assert heading in [text for _, text in paragraphs(docx)]
    assert [cell.text for cell in list(rows(tables(docx)[0]))[1]] == [word, f"{word}项", "7", word]


def type_of(form: Any, name: str) -> Any:
    return next(entry.of for entry in parts(form.report) if entry.name == name)


def test_a_draft_is_marked_on_every_page_and_a_sound_report_is_not() -> None:
    open_report = gikreport.new("某某街道办事处", 2024)
    docx = render_docx(gikreport.draft(open_report))
    assert headers(docx) == ["草稿", "草稿"]
    assert {cell.text for table in tables(docx) for cell in table} >= {"待填"}
    assert headers(render(plain(), ".docx")) == ["", ""]


def test_only_what_is_sound_becomes_a_document() -> None:
    report = plain()
    column = attrs.evolve(report.t3.natural_person, received=1)
    unsound = attrs.evolve(report, t3=attrs.evolve(report.t3, natural_person=column))
    with pytest.raises(gikreport.UnsoundReport):
        render(unsound, ".docx")
    with pytest.raises(gikreport.UnsoundReport):
        render(gikreport.new("某某街道办事处", 2024), ".docx")


def test_the_navigation_shows_the_sections_and_run_in_headings_stay_in_the_text() -> None:
    docx = render(
        plain(overview="（一）主动公开\n（二）监督保障。设立监督员。\n1.有关会议\n1.开会四次；\n其他"), ".docx"
    )
    styles = dict((text, style) for style, text in paragraphs(docx))
    sections = [text for style, text in paragraphs(docx) if style == "Heading1"]
    assert sections == [e.words[0] for e in parts(Y2021.report) if e.facts.role is Role.SECTION]
    assert styles["（一）主动公开"] == "Heading2"
    assert styles["（二）监督保障。设立监督员。"] == "BodyText"
    assert styles["1.有关会议"] == "Heading3"
    assert styles["1.开会四次；"] == "BodyText"
    marked = [text_of_run(run) for run in part(docx).iter(f"{W}r") if value(run, "rPr/rStyle") == "RunIn2"]
    assert marked == ["（二）监督保障。"]


def text_of_run(run: Any) -> str:
    return "".join(text.text or "" for text in run.iter(f"{W}t"))


def test_header_rows_repeat_and_no_row_splits() -> None:
    for table in part(render(plain(), ".docx")).iter(f"{W}tbl"):
        lines = table.findall(f"{W}tr")
        assert all(line.find(f"{W}trPr/{W}cantSplit") is not None for line in lines)
        repeated = [line.find(f"{W}trPr/{W}tblHeader") is not None for line in lines]
        assert repeated == sorted(repeated, reverse=True)
        assert sum(repeated) == {14: 0, 28: 3, 4: 3}[len(lines)]
        assert cells(table)


def test_name_and_date_stand_by_7_3_5() -> None:
    assert unsealed(17, 7.5) == (19, 17)
    assert unsealed(3, 7.5) == (11.5, 9.5)


@pytest.mark.parametrize(
    ("title", "agency", "lines"),
    [
        ("某局2024年政府信息公开工作年度报告", "某局", 1),
        ("宁波市北仑区人民政府小港街道办事处2024年政府信息公开工作年度报告", "宁波市北仑区人民政府小港街道办事处", 2),
        (
            "新疆维吾尔自治区伊犁哈萨克自治州人民政府办公厅2024年政府信息公开工作年度报告",
            "新疆维吾尔自治区伊犁哈萨克自治州人民政府办公厅",
            3,
        ),
    ],
)
def test_a_long_title_breaks_at_the_end_of_a_word(title: str, agency: str, lines: int) -> None:
    broken = title_lines((title,), agency, 20)
    assert "".join(broken) == title
    assert len(broken) == lines
    assert all(len(line) <= 20 for line in broken)
    assert len(broken) == 1 or broken[-1].endswith("政府信息公开工作年度报告")
    assert not any(line.endswith(("办", "自", "维", "报")) for line in broken)


def test_saving_writes_the_whole_file_or_none(tmp_path: Path) -> None:
    target = save(plain(), tmp_path / "报告.docx")
    assert target.read_bytes() == render(plain(), ".docx")
    with pytest.raises(gikreport.UnsoundReport):
        save(gikreport.new("某某街道办事处", 2024), tmp_path / "报告.docx")
    assert target.read_bytes() == render(plain(), ".docx")
    with pytest.raises(gikreport.CannotRender, match="不能写入"):
        save(plain(), tmp_path / "没有" / "报告.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["报告.docx"]


def test_an_unknown_format_names_the_known_ones() -> None:
    with pytest.raises(gikreport.CannotRender, match=r"\.docx"):
        render(plain(), ".odt")
    assert RENDERERS[0].suffix == ".docx"


def test_data_formats_take_what_is_not_sound() -> None:
    assert render(plain(), ".json").startswith(b"{")
    assert "待填" in render(gikreport.new("某某街道办事处", 2024), ".toml").decode()
    with pytest.raises(gikreport.CannotRender):
        render(gikreport.draft(plain()), ".json")


def test_a_very_long_report_is_whole() -> None:
    text = "\n".join(f"第{n}段" * 20 for n in range(2000))
    docx = render(plain(overview=Prose.of(text), signed_on=date(2025, 1, 9)), ".docx")
    assert [said for _, said in paragraphs(docx)][2:2002] == text.split("\n")


@EVERY_FORM
@settings(max_examples=3)
@given(data=st.data())
def test_every_document_is_valid_open_xml(form: Any, data: st.DataObject, tmp_path_factory: Any) -> None:
    audit = pytest.importorskip("openxml_audit")
    target = tmp_path_factory.mktemp("audit") / "a.docx"
    target.write_bytes(render_docx(data.draw(drawn(form))))
    result = audit.OpenXmlValidator().validate(target)
    assert not list(result.errors)


def with_options(form: Any = Y2021, **asked: Any) -> bytes:
    return render_docx(gikreport.sound(plain(form, other_matters="无。"), options=Options(**asked)))


def placed(docx: bytes) -> dict[str, tuple[str, str]]:
    """How far in name and date begin, and the room above them, in twips."""
    found = {}
    for paragraph in part(docx).iter(f"{W}p"):
        spacing, indent = (paragraph.find(f"{W}pPr/{W}{tag}") for tag in ("spacing", "ind"))
        if value(paragraph, "pPr/pStyle") in ("Signature", "Date"):
            room = "" if spacing is None else spacing.get(f"{W}before", "")
            found[text_of(paragraph)] = (indent.get(f"{W}left", "") if indent is not None else "", room)
    return found


def test_a_seal_has_its_room_and_a_report_without_one_has_none() -> None:
    assert sealed(4, 7.5) == (9.75, 11.5)
    assert sealed(17, 7.5) == (17.5, 12.75)
    left, room = placed(with_options(seal=True))["某某街道办事处"]
    assert room == str(2 * 579)
    assert 0 < int(left) < 8845
    assert placed(with_options())["某某街道办事处"][1] == ""


@EVERY_FORM
def test_word_s_own_grid_holds_22_lines_of_28_characters_of_its_size(form: Any) -> None:
    docx = with_options(form, grid="word")
    page, styles = part(docx), part(docx, "word/styles.xml")
    (grid_of_page,) = page.iter(f"{W}docGrid")
    facts = {name: grid_of_page.get(f"{W}{name}", "") for name in ("type", "linePitch", "charSpace")}
    pitch = 16 + int(facts["charSpace"]) / 4096
    assert facts["type"] == "linesAndChars"
    assert 12756 // int(facts["linePitch"]) == 22
    assert int(8845 / 20 // pitch) == 28
    body = next(style for style in styles.iter(f"{W}style") if value(style, "name") == "Body Text")
    assert (value(body, "pPr/snapToGrid"), value(body, "rPr/spacing")) == ("1", "0")
    table = next(style for style in styles.iter(f"{W}style") if value(style, "name") == "表内数据")
    assert value(table, "pPr/snapToGrid") == ""
    assert paragraphs(docx) == paragraphs(with_options(form))


@EVERY_FORM
def test_the_contents_are_one_field_whose_entries_lead_to_the_headings(form: Any) -> None:
    docx = with_options(form, toc=True)
    body = part(docx)
    kinds = [sign.get(f"{W}fldCharType") for sign in body.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    marks = {mark.get(f"{W}name"): mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")}
    links = [link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")]
    sections = [text for style, text in paragraphs(docx) if style in ("Heading1", "TableTitle")]
    assert [text for style, text in paragraphs(docx) if style == "TOC1"] == sections
    assert links == list(marks)
    assert len(set(marks.values())) == len(sections)
    assert [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkEnd")] == list(marks.values())


def test_the_contents_are_off_unless_asked_for() -> None:
    assert not list(part(with_options()).iter(f"{W}fldChar"))
