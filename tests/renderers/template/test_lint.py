"""The lint of templates: what it says, and that nothing it lets pass can lose a number."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings, strategies as st
from lxml import etree

import gikreport
from gikreport.cli import group
from gikreport.errors import BrokenTemplate
from gikreport.forms import FORMS
from gikreport.forms.y2021 import FORM as Y2021
from gikreport.model.report import tables as tables_of
from gikreport.renderers import render
from gikreport.renderers.template.compile import compile_template
from gikreport.renderers.template.official import official_file
from gikreport.renderers.template.own import lint_template
from support.documents import EVERY_FORM, plain
from support.docx_cells import W, tables
from support.strategies import figures
from support.templates import DOCUMENT, changed, replaced

Y2014 = next(form for form in FORMS if form.name == "y2014")
RECEIVED = "{{ t3.total.received }}"


def told(docx: bytes, form: Any = Y2021) -> list[str]:
    return [fault.told() for fault in lint_template(docx, form)]


@EVERY_FORM
def test_the_official_templates_are_sound_and_known_by_their_cells(form: Any) -> None:
    assert lint_template(official_file(form)) == ()


SAID = {
    "lost": (
        replaced(RECEIVED, ""),
        ["word/document.xml 第2个表第4行第10列: 错误 此处应为 {{ t3.total.received }}"],
    ),
    "misspelt": (
        replaced(RECEIVED, "{{ t3.total.recieved }}"),
        [
            "word/document.xml 第2个表第4行第10列 “{{ t3.total.recieved }}”: 错误 "
            "没有标签 {{ t3.total.recieved }}；是否为 {{ t3.total.received }}",
            "word/document.xml 第2个表第4行第10列 “{{ t3.total.recieved }}”: 错误 此处应为 {{ t3.total.received }}",
        ],
    ),
    "number beside a tag": (
        replaced(RECEIVED, f"1{RECEIVED}"),
        ["word/document.xml 第2个表第4行第10列 “1{{ t3.total.received }}”: 错误 此处应为 {{ t3.total.received }}"],
    ),
    "condition": (
        replaced(RECEIVED, "{% if year %}{{ t3.total.received }}{% endif %}"),
        [
            "word/document.xml 第2个表第4行第10列 “{% if year %}{{ t3.total.received }}{% endif %}”: 错误 "
            "此处应为 {{ t3.total.received }}",
            "word/document.xml 第2个表第4行第10列 “{{ t3.total.received }}”: 错误 "
            "不得在条件或循环之内（if year），否则可能不印",
        ],
    ),
    "unknown condition": (
        replaced("二、主动", "{% if yaer %}二、{% endif %}主动"),
        ["word/document.xml 第5段 “{% if yaer %}”: 错误 语法有误：条件只能是 {% if 名称 %}；是否为 year"],
    ),
    "no end": (
        replaced("二、主动", "{% if year %}二、主动"),
        ["word/document.xml 第5段 “{% if year %}”: 错误 语法有误：{% if year %} 没有结尾"],
    ),
    "half a tag": (
        replaced("二、主动", "{{ year 二、主动"),
        [
            "word/document.xml 第5段 “{{ year 二、主动公开政府信息情况”: 错误 "
            "语法有误：标签只能是 {{ 名称 }} 或可用的段落标签"
        ],
    ),
    "an expression": (
        replaced("二、主动", "{{ year + 1 }}二、主动"),
        ["word/document.xml 第5段 “{{ year + 1 }}”: 错误 语法有误：标签只能是 {{ 名称 }} 或可用的段落标签"],
    ),
    "text beside": (
        replaced("{{p overview }}", "见{{p overview }}"),
        ["word/document.xml 第4段 “见{{p overview }}”: 错误 段落标签须独占一段"],
    ),
    "lost prose": (
        replaced("{{p overview }}", ""),
        ["word/document.xml: 错误 {{p overview }} 应出现一次，实有 0 次：否则正文会缺失或重复"],
    ),
    "changed label": (
        replaced("自然人", "个人"),
        ["word/document.xml 第2个表第2行第4列 “个人”: 提示 此处应为 自然人"],
    ),
    "simple page field": (
        replaced("</w:p></w:ftr>", '<w:fldSimple w:instr=" PAGE "/></w:p></w:ftr>', "word/footer1.xml"),
        ["word/footer1.xml “PAGE”: 提示 简单域在 WPS 中印成文字：请改用完整的域（插入—页码）"],
    ),
    "open changes": (
        replaced("<w:r><w:t>二、主动", '<w:ins w:id="1" w:author="x"/><w:r><w:t>二、主动'),
        ["word/document.xml: 错误 有未接受的修订：先接受或拒绝全部修订"],
    ),
    "hidden cell": (
        replaced(f"<w:r><w:t>{RECEIVED}", f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{RECEIVED}"),
        ["word/document.xml 第2个表第4行第10列 “{{ t3.total.received }}”: 错误 这一格是隐藏文字，不会印出"],
    ),
    "draft mark": (
        replaced("{{ draft_mark }}", "{% if signed_on %}{{ draft_mark }}{% endif %}", "word/header1.xml"),
        ["word/header1.xml 第1段 “{{ draft_mark }}”: 错误 草稿标记不得在条件之内"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", SAID)
def test_each_fault_is_told_with_its_place(fault: str) -> None:
    docx, said = SAID[fault]
    assert told(docx) == said


def test_swapped_cells_are_told_at_both_places() -> None:
    a, b = RECEIVED, "{{ t3.total.carried_over }}"
    docx = changed(official_file(Y2021), DOCUMENT, lambda xml: xml.replace(a, "@").replace(b, a).replace("@", b))
    assert told(docx) == [
        f"word/document.xml 第2个表第4行第10列 “{b}”: 错误 此处应为 {a}",
        f"word/document.xml 第2个表第5行第10列 “{a}”: 错误 此处应为 {b}",
    ]


def test_a_table_that_a_report_may_lack_needs_its_condition() -> None:
    lone = '<w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'

    def bare(xml: str) -> str:
        begin, end = lone.format("{%p if categories %}"), lone.format("{%p endif %}")
        assert begin in xml
        before, _, after = xml.partition(begin)
        return before + after.replace(end, "", 1)

    docx = changed(official_file(Y2014), DOCUMENT, bare)
    assert told(docx, Y2014) == [
        "word/document.xml 第1个表第11行第3列 “{{ categories.total }}”: 错误 "
        "这张表可以没有：须放在 {%p if categories %} 与 {%p endif %} 之间"
    ]
    with pytest.raises(BrokenTemplate, match="这张表可以没有"):
        render(plain(Y2014), ".docx", template=docx)


def test_the_rows_of_a_loop_stay_as_they_are() -> None:
    docx = changed(official_file(Y2014), DOCUMENT, lambda xml: xml.replace("{{ row.number }}", "", 1))
    assert told(docx, Y2014) == ["word/document.xml 第1个表: 错误 循环的各行须与官方模板相同"]


def rows_of(body: Any) -> list[Any]:
    return list(body.iter(f"{W}tr"))


def texts_of(body: Any) -> list[Any]:
    return [t for t in body.iter(f"{W}t") if re.fullmatch(r"\{\{ \w+\.[\w.]+ \}\}", t.text or "")]


def delete_tag(body: Any, pick: Callable[[list[Any]], Any]) -> None:
    pick(texts_of(body)).text = ""


def swap_tags(body: Any, pick: Callable[[list[Any]], Any]) -> None:
    one, other = pick(texts_of(body)), pick(texts_of(body))
    one.text, other.text = other.text, one.text


def duplicate_tag(body: Any, pick: Callable[[list[Any]], Any]) -> None:
    one, other = pick(texts_of(body)), pick(texts_of(body))
    one.text = other.text


def wrap_tag(body: Any, pick: Callable[[list[Any]], Any]) -> None:
    one = pick(texts_of(body))
    one.text = "{% if signed_on %}" + one.text + "{% endif %}"


def wrap_table(body: Any, pick: Callable[[list[Any]], Any]) -> None:
    table = pick(list(body.iter(f"{W}tbl")))
    for place, text in ((table.addprevious, "{%p if signed_on %}"), (table.addnext, "{%p endif %}")):
        place(etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:r><w:t>{text}</w:t></w:r></w:p>'))


def rename_tag(body: Any, pick: Callable[[list[Any]], Any]) -> None:
    one = pick(texts_of(body))
    one.text = one.text.replace(".", ".x", 1)


def delete_row(body: Any, pick: Callable[[list[Any]], Any]) -> None:
    row = pick(rows_of(body))
    row.getparent().remove(row)


def swap_rows(body: Any, pick: Callable[[list[Any]], Any]) -> None:
    row = pick([row for row in rows_of(body) if row.getnext() is not None])
    row.getnext().addnext(row)


def merge_cells(body: Any, pick: Callable[[list[Any]], Any]) -> None:
    """As Word does it: the text of both in one cell."""
    cell = pick([tc for tc in body.iter(f"{W}tc") if (n := tc.getnext()) is not None and n.tag == tc.tag])
    other = cell.getnext()
    for paragraph in other.findall(f"{W}p"):
        cell.append(paragraph)
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    if span is None:
        cell.find(f"{W}tcPr/{W}tcW").addnext(etree.fromstring(f'<w:gridSpan xmlns:w="{W[1:-1]}" w:val="2"/>'))
    other.getparent().remove(other)


def delete_cell(body: Any, pick: Callable[[list[Any]], Any]) -> None:
    cell = pick([tc for tc in body.iter(f"{W}tc")])
    cell.getparent().remove(cell)


def style_words(body: Any, pick: Callable[[list[Any]], Any]) -> None:
    """An edit that an office may make."""
    text = pick([t for t in body.iter(f"{W}t") if "{" not in (t.text or "")])
    text.text = (text.text or "") + "（改）"


def test_a_printed_row_that_was_moved_into_a_loop_is_found() -> None:
    form = gikreport.form_for(2008)

    def swap(xml: str) -> str:
        body = etree.fromstring(xml.encode())
        head, loop = body.findall(f".//{W}tr")[:2]
        loop.addnext(head)
        return etree.tostring(body, encoding="unicode")

    said = [fault.words.zh for fault in lint_template(changed(official_file(form), DOCUMENT, swap), form)]
    assert said == ["循环的各行须与官方模板相同"]


def test_a_cell_that_goes_on_with_nothing_is_found() -> None:
    def wider(xml: str) -> str:
        body = etree.fromstring(xml.encode())
        label = next(tc for tc in body.iter(f"{W}tc") if "".join(map(str, tc.itertext())) == "（三）不予公开")
        (facts,) = label.iterfind(f"{W}tcPr")
        (merge,) = facts.iterfind(f"{W}vMerge")
        facts.remove(merge)
        next(body.iterfind(f".//{W}tc/{W}tcPr/{W}vMerge")).set(f"{W}val", "continue")
        return etree.tostring(body, encoding="unicode")

    docx = changed(official_file(Y2021), DOCUMENT, wider)
    found = [fault for fault in lint_template(docx, Y2021) if fault.severity.forbids]
    assert "这一格接不上它上面合并的单元格" in {fault.words.zh for fault in found}


EDITS = (
    delete_tag, swap_tags, duplicate_tag, wrap_tag, wrap_table, rename_tag, delete_row, swap_rows, merge_cells,
    delete_cell, style_words,
)  # fmt: skip


def edited(form: Any, edits: list[Any], data: st.DataObject) -> bytes:
    def apply(xml: str) -> str:
        body = etree.fromstring(xml.encode())
        for edit in edits:
            edit(body, lambda found: data.draw(st.sampled_from(found)))
        return etree.tostring(body, encoding="unicode")

    return changed(official_file(form), DOCUMENT, apply)


@EVERY_FORM
@settings(max_examples=15)
@given(data=st.data())
def test_what_passes_the_lint_prints_every_number_at_its_place(form: Any, data: st.DataObject) -> None:
    docx = edited(form, data.draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=2)), data)
    if any(fault.severity.forbids for fault in lint_template(docx, form)):
        return
    document = gikreport.sound(data.draw(figures(form)))
    printed = tables(compile_template(docx, form).render(document))
    stated = [name for name in tables_of(form.report) if name in document.tables]
    for name, found in zip(stated, printed, strict=True):
        seen = {(cell.row, cell.column): cell.text for cell in found}
        for due in document.tables[name].grid.cells:
            if due.line:
                assert seen[due.row, due.column] == document.figures[(name, *due.line.path)]


@pytest.mark.parametrize("edit", [edit for edit in EDITS if edit is not style_words], ids=lambda edit: edit.__name__)
@settings(max_examples=3)
@given(data=st.data())
def test_every_edit_that_loses_or_moves_a_number_is_found(edit: Any, data: st.DataObject) -> None:
    docx = edited(Y2021, [edit], data)
    same = edit in (swap_tags, duplicate_tag, swap_rows, delete_cell, merge_cells, delete_row)
    found = lint_template(docx, Y2021)
    assert found or (same and tables(docx) == tables(official_file(Y2021)))


def test_an_office_s_words_are_a_warning_and_no_more() -> None:
    (fault,) = lint_template(replaced("自然人", "个人"), Y2021)
    assert not fault.severity.forbids
    assert tables(render(plain(), ".docx", template=replaced("自然人", "个人")))


def run(*args: str) -> tuple[int, str]:
    said = CliRunner().invoke(group, ["template", *args])
    return said.exit_code, said.output


def test_a_template_is_exported_edited_checked_and_used(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    assert run("export", "y2021", str(folder)) == (
        0,
        f"已生成：{folder / 'report.docx'}\n已生成：{folder / 'report.html.jinja'}\n",
    )
    assert run("check", str(folder)) == (0, f"{folder}：没有发现问题\n")
    assert tables(render(plain(), ".docx", template=folder)) == tables(render(plain(), ".docx"))
    assert b"<html" in render(plain(), ".html", template=folder)
    code, said = run("export", "y2021", str(folder))
    assert (code, said) == (4, f"{folder / 'report.docx'} 已经存在，不会覆盖\n")
    (folder / "report.docx").write_bytes(SAID["lost"][0])
    code, said = run("check", str(folder))
    assert code == 1
    assert said == f"{SAID['lost'][1][0]}\n{folder}：错误 1 处，提示 0 处\n"
    assert (
        "table 2, row 4, column 10: error {{ t3.total.received }} belongs here"
        in run("check", str(folder), "--lang", "en")[1]
    )


def test_what_is_no_template_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"no docx")
    assert run("check", str(target)) == (4, "模板不是 .docx 文件\n")
    code, said = run("check", str(tmp_path / "none"))
    assert code == 4
    assert "不能读取模板" in said
    with pytest.raises(gikreport.UnknownForm):
        gikreport.lint_template(official_file(Y2021), "y1999")
