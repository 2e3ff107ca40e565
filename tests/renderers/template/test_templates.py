"""The templates: in step with class and witness, refused when they are broken, filled as docxtpl fills them."""

import functools
import io
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import attrs
import jinja2
import pytest
from docxtpl import DocxTemplate
from hypothesis import given, settings, strategies as st
from lxml import etree
from markupsafe import Markup

import gikreport
from gikreport.errors import BrokenTemplate
from gikreport.forms import FORMS
from gikreport.forms.categories import Categories
from gikreport.forms.y2021 import FORM as Y2021
from gikreport.model.cell import State
from gikreport.model.outline import CellPath
from gikreport.model.prose import Prose
from gikreport.model.report import prose_fields
from gikreport.model.table import tables_of
from gikreport.renderers import render
from gikreport.renderers.template.compile import compile_template
from gikreport.renderers.template.guard import opened
from gikreport.renderers.template.library import load_template, official
from gikreport.renderers.template.official import official_file
from gikreport.renderers.template.plan import Scripted, Slotted, context
from gikreport.renderers.template.tags import facts
from gikreport.renderers.word.blocks import blocks
from gikreport.renderers.word.fit import fitted
from gikreport.renderers.word.styles import look
from support import ROOT
from support.documents import EVERY_FORM, headers, plain
from support.docx_cells import W, part, tables, text_of
from support.strategies import reports
from support.templates import DOCUMENT, changed, replaced


def with_member(docx: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(docx)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, content)
    return out.getvalue()


def test_words_that_stand_for_a_figure_are_escaped_in_a_run_and_in_an_attribute() -> None:
    in_run: CellPath = ("t3", "natural_person", "received")
    in_attribute: CellPath = ("t3", "natural_person", "carried_over")
    words = 'a<b & "c"'
    reading = gikreport.new("某某街道办事处", 2024)
    typed = {path: attrs.evolve(reading.cells[path], text=words, state=State.TEXT) for path in (in_run, in_attribute)}
    draft = gikreport.draft(attrs.evolve(reading, cells={**reading.cells, **typed}))
    tag = "{{ t3.natural_person.carried_over }}"
    moved = replaced(f"<w:r><w:t>{tag}", f'<w:r w:rsidR="{tag}"><w:t>')
    root = etree.fromstring(contents(compile_template(moved, Y2021).render(draft))[DOCUMENT])
    assert [one.text for one in root.iter(f"{W}t") if one.text and "<" in one.text] == [words]
    assert [one.get(f"{W}rsidR") for one in root.iter(f"{W}r") if one.get(f"{W}rsidR")] == [words]


@pytest.mark.parametrize(("said", "narrower"), [("12345", False), ("数字待核实", True)])
def test_wide_words_in_a_narrow_cell_are_set_narrower(said: str, narrower: bool) -> None:
    reading, path = gikreport.new("某某街道办事处", 2024), ("t3", "natural_person", "received")
    typed = attrs.evolve(reading.cells[path], text=said, state=State.TEXT)
    draft = gikreport.draft(attrs.evolve(reading, cells={**reading.cells, path: typed}))
    before = contents(compile_template(official_file(Y2021), Y2021).render(draft))[DOCUMENT].decode().split(said)[0]
    assert before[-60:].count("<w:w ") == narrower


def contents(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_the_checked_in_templates_are_what_the_script_builds(tmp_path: Path) -> None:
    script = ROOT / "tools" / "build_templates.py"
    if not script.is_file():
        pytest.skip("not a checkout")
    subprocess.run([sys.executable, script, tmp_path], check=True, capture_output=True)
    for form in FORMS:
        assert contents((tmp_path / form.name / "report.docx").read_bytes()) == contents(official_file(form))


@EVERY_FORM
def test_every_cell_of_the_class_stands_once_in_the_template(form: Any) -> None:
    stated: Counter[str] = Counter()
    for table in tables(official_file(form)):
        tags = (re.fullmatch(r"\{\{ (\w+\..+) \}\}", cell.text) for cell in table)
        stated.update(tag[1] for tag in tags if tag)
    loops = {"row.item", "row.group", "row.number", "row.note"}
    due = {".".join(path) for name, table in tables_of(form.report).items() for path in table.paths((name,))}
    assert {tag for tag in stated if tag not in loops} == due
    assert all(times == 1 for tag, times in stated.items() if tag in due)


@EVERY_FORM
def test_every_prose_stands_once_in_the_template(form: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(official_file(form))) as package:
        tags = re.findall(r"\{\{p (\w+) \}\}", package.read(DOCUMENT).decode())
    assert tags == ["title", *prose_fields(form.report), "signature"]


def reference(document: Any) -> dict[str, bytes]:
    """The members as docxtpl itself renders them."""
    members = opened(official_file(document.form))
    styles, main = (ElementTree.fromstring(members[name]) for name in ("word/styles.xml", DOCUMENT))
    stated = context(document, facts(document.form), blocks(document.form.report, look(styles, main)))
    stated.update(vars(stated.pop("blocks")))
    for member in official(document.form)._plan.members:
        for path, room in zip(member.figures, member.rooms, strict=True) if isinstance(member, Slotted) else ():
            owner = functools.reduce(getattr, path[1:-1], stated[path[0]])
            setattr(owner, path[-1], Markup(fitted(document.figures[path], room)))
    no_core = changed(official_file(document.form), "docProps/core.xml", lambda xml: re.sub(r"\{\{.*?\}\}", "", xml))
    template = DocxTemplate(io.BytesIO(no_core))
    template.render(stated, jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True))
    saved = io.BytesIO()
    template.save(saved)
    return contents(saved.getvalue())


def canonical(xml: bytes) -> bytes:
    return bytes(etree.tostring(etree.fromstring(xml), method="c14n"))


def tame(value: Any) -> Any:
    """A value without what docxtpl itself does not carry; test_docx has that by value."""
    if isinstance(value, str):
        return re.sub(r"[\t\a\f]|\{_|_\}|%_", "", value)
    if isinstance(value, tuple):
        return tuple(map(tame, value))
    if isinstance(value, Prose):
        return Prose.of("\n".join(tame(paragraph.text) for paragraph in value.paragraphs))
    if isinstance(value, Categories):
        return Categories(rows=tuple(attrs.evolve(row, **words_of(row)) for row in value.rows))
    return value


def words_of(row: Any) -> dict[str, Any]:
    return {name: tame(getattr(row, name)) for name in ("group", "item", "note")}


@EVERY_FORM
@settings(max_examples=8)
@given(data=st.data())
def test_every_member_is_what_docxtpl_renders(form: Any, data: st.DataObject) -> None:
    drawn = data.draw(reports(form))
    document = gikreport.sound(form.report(**{f.name: tame(getattr(drawn, f.name)) for f in attrs.fields(form.report)}))
    ours, theirs = contents(render(document, ".docx")), reference(document)
    assert ours.keys() == theirs.keys()
    for name in ours.keys() - {"docProps/core.xml", "[Content_Types].xml"}:
        assert not difference(unordered(ours[name], name), unordered(theirs[name], name)), name


def difference(one: bytes, other: bytes) -> str:
    """Where two texts part, told briefly: a full comparison of such long lines takes pytest minutes."""
    if one == other:
        return ""
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    around = slice(max(0, at - 90), at + 90)
    return f"{one[around].decode(errors='replace')} / {other[around].decode(errors='replace')}"


def unordered(xml: bytes, name: str) -> bytes:
    """Relationships are a set; python-docx writes them in its own order."""
    if not name.endswith(".rels"):
        return canonical(xml)
    return repr(sorted(sorted(one.items()) for one in etree.fromstring(xml))).encode()


def test_the_2021_and_2019_templates_hold_no_script() -> None:
    for form in FORMS:
        kinds = {type(part) for part in official(form)._plan.members}
        assert (Scripted in kinds) == (form.last is not None and form.last < 2019)
        assert Slotted in kinds


def test_an_office_s_own_template_is_used_from_file_folder_and_bytes(tmp_path: Path) -> None:
    own = replaced("二、主动公开政府信息情况", "二、本机关主动公开情况")
    (tmp_path / "y2021").mkdir()
    (tmp_path / "y2021" / "report.docx").write_bytes(own)
    sources = (own, tmp_path / "y2021" / "report.docx", str(tmp_path / "y2021"), tmp_path)
    made = {render(plain(), ".docx", template=source) for source in sources}
    assert len(made) == 1
    assert "二、本机关主动公开情况".encode() in contents(made.pop())[DOCUMENT]


def test_a_template_with_a_condition_of_its_own_gives_the_same_figures() -> None:
    own = replaced("二、主动公开政府信息情况", "{% if year %}二、主动公开政府信息情况{% endif %}")
    seen, due = render(plain(), ".docx", template=own), render(plain(), ".docx")
    assert tables(seen) == tables(due)
    one, other = (contents(docx)[DOCUMENT].replace(b' xml:space="preserve"', b"") for docx in (seen, due))
    assert not difference(canonical(one), canonical(other))


def test_tags_that_word_has_cut_into_runs_are_found() -> None:
    cut = "</w:t></w:r><w:r><w:t>".join(["{{", " t4.reconsideration", ".upheld }", "}"])
    own = replaced("{{ t4.reconsideration.upheld }}", cut)
    assert tables(render(plain(), ".docx", template=own)) == tables(render(plain(), ".docx"))


def test_facts_may_stand_anywhere_in_a_template() -> None:
    own = replaced("二、主动公开政府信息情况", "{{ agency }}（{{ year }}）{{signed_on}}{{ draft_mark }}二、")
    docx = render(plain(agency="某&lt;局", year=2023), ".docx", template=own)
    assert "某&lt;局（2023）二、" in [text_of(p) for p in part(docx).iter(f"{W}p")]


BROKEN = {
    "lost cell": (replaced("{{ t3.total.received }}", "0"), "t3.total.received"),
    "cell twice": (replaced("{{ t3.total.received }}", "{{ t3.total.carried_over }}"), "应出现一次，实有 2 次"),
    "misspelt cell": (replaced("{{ t3.total.received }}", "{{ t3.total.recieved }}"), "是否为 {{ t3.total.received }}"),
    "unknown prose": (replaced("{{p overview }}", "{{p overveiw }}"), "是否为 {{p overview }}"),
    "prose as text": (replaced("{{p overview }}", "{{ overview }}"), "没有标签 {{ overview }}"),
    "text beside a block": (replaced("{{p overview }}", "正文{{p overview }}"), "须独占一段"),
    "block in a cell": (replaced("{{ t4.reconsideration.upheld }}", "{{p overview }}"), "须在正文中"),
    "syntax": (replaced("{{ t3.total.received }}", "{% if %}"), "语法"),
    "unknown in a condition": (replaced("二、主动", "{% if yaer %}二、{% endif %}主动"), "yaer"),
    "no style": (replaced('w:val="Body Text"', 'w:val="Main Text"', "word/styles.xml"), "没有样式“Body Text”"),
    "no text": (b"", "不是 .docx"),
    "no docx": (b"PK\3\4 but no more", "不是 .docx"),
    "macros": (with_member(official_file(Y2021), "word/vbaProject.bin", b"x"), "宏"),
    "macro type": (
        replaced("document.main+xml", "document.macroEnabled.main+xml", "[Content_Types].xml"),
        "启用宏",
    ),
    "external": (
        replaced('Target="styles.xml"', 'Target="http://x/s" TargetMode="External"', "word/_rels/document.xml.rels"),
        "http://x/s",
    ),
    "entities": (replaced("?>\n", '?>\n<!DOCTYPE x [<!ENTITY a "b">]>\n'), "DOCTYPE"),
    "bad xml": (replaced("<w:body>", "<w:body><w:p>"), "不是合法的 XML"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_template_is_refused_with_the_reason(fault: str) -> None:
    docx, reason = BROKEN[fault]
    with pytest.raises(BrokenTemplate) as refused:
        load_template(docx, Y2021)
    assert reason in str(refused.value)
    assert refused.value.told("en")
    assert refused.value.exit_code == 4


def test_every_fault_of_a_template_is_told_at_once() -> None:
    docx = changed(
        replaced("{{ t3.total.received }}", "0"), DOCUMENT, lambda xml: xml.replace("{{p overview }}", "{{p x }}")
    )
    with pytest.raises(BrokenTemplate) as refused:
        load_template(docx, Y2021)
    said = [problem.words.zh.partition("，")[0] for problem in refused.value.problems]
    assert said == ["没有标签 {{p x }}", "此处应为 {{ t3.total.received }}", "{{p overview }} 应出现一次"]


def test_a_zip_bomb_is_refused_unopened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(DOCUMENT, b" " * 30_000_000)
    with pytest.raises(BrokenTemplate, match="展开后过大"):
        load_template(out.getvalue(), Y2021)


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenTemplate, match=r"report\.docx"):
        load_template(tmp_path, Y2021)


def test_a_template_of_another_form_is_refused() -> None:
    y2019 = next(form for form in FORMS if form.name == "y2019")
    with pytest.raises(BrokenTemplate):
        compile_template(official_file(y2019), Y2021)
    with pytest.raises(BrokenTemplate, match="y2019"):
        official(y2019).render(gikreport.sound(plain()))


def test_a_draft_never_goes_unmarked() -> None:
    own = replaced("{{ draft_mark }}", "", "word/header2.xml")
    assert headers(render(plain(), ".docx", template=own)) == ["", ""]
    with pytest.raises(BrokenTemplate, match="draft_mark"):
        render(gikreport.draft(plain()), ".docx", template=own)


def test_a_template_cannot_run_code() -> None:
    for code in ("{{ agency.__class__.__mro__ }}", "{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}"):
        with pytest.raises((BrokenTemplate, jinja2.exceptions.SecurityError)):
            render(plain(), ".docx", template=replaced("二、主动", code + "二、主动"))


def test_compiled_templates_are_kept_and_the_official_ones_made_once() -> None:
    assert official(Y2021) is official(Y2021)
    own = replaced("二、主动", "二、本机关主动")
    assert load_template(own, Y2021) is load_template(own, Y2021)
