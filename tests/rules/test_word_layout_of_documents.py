"""The layout rules: silent on what we make, heard on what others make."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner

import gikreport
from gikreport.cli import group
from gikreport.forms import FORMS
from gikreport.model.options import Options
from gikreport.renderers import render
from gikreport.renderers.docx import render_docx
from support import ROOT, office
from support.documents import EVERY_FORM, plain
from support.docx_cells import W, part

EXAMPLES = ROOT / "examples"
ASKED: tuple[dict[str, Any], ...] = ({}, {"charts": True}, {"seal": True}, {"toc": True}, {"grid": "word"},
         {"charts": True, "seal": True, "toc": True, "grid": "word"})  # fmt: skip


def codes(content: bytes) -> list[str]:
    return sorted({finding.code for finding in gikreport.check_layout(content)})


@pytest.mark.parametrize("asked", ASKED, ids=lambda asked: " ".join(asked) or "plain")
@pytest.mark.parametrize("data", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_document_we_make_is_well_made(data: Path, asked: dict[str, Any]) -> None:
    document = gikreport.sound(gikreport.read(data), options=Options(**asked))
    assert codes(render_docx(document)) == []


@EVERY_FORM
def test_drafts_and_waived_reports_are_well_made(form: Any) -> None:
    assert codes(render_docx(gikreport.draft(plain(form)))) == []


def test_a_document_from_python_docx_s_own_template_gets_its_findings() -> None:
    made, saved = docx.Document(), io.BytesIO()
    made.add_paragraph("政府信息公开工作年度报告")
    made.add_table(6, 3)
    made.save(saved)
    assert codes(saved.getvalue()) == ["L102", "L103", "L104", "L201", "L202", "L401", "L403", "L404"]


@pytest.mark.slow  # LibreOffice starts
@pytest.mark.layout
def test_a_document_saved_by_libreoffice_gets_findings_only_where_libreoffice_changed_it(tmp_path: Path) -> None:
    source = tmp_path / "in" / "报告.docx"
    source.parent.mkdir()
    source.write_bytes(render(plain(), ".docx"))
    (saved,) = office.convert([source], tmp_path, "docx")
    assert set(codes(saved.read_bytes())) <= {"L101", "L103", "L201", "L202", "L203", "L403"}


def test_what_is_no_word_document_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    for content in (b"text", render(plain(), ".xlsx")):
        target.write_bytes(content)
        said = CliRunner().invoke(group, ["check", "--layout", str(target)])
        assert said.exit_code == 3
        assert "a.docx" in said.output
    assert CliRunner().invoke(group, ["check", "--layout", str(tmp_path / "none.docx")]).exit_code == 3


@EVERY_FORM
def test_the_document_tells_what_it_is(form: Any) -> None:
    made = render(plain(form), ".docx")
    core = {one.tag.rpartition("}")[2]: one.text for one in part(made, "docProps/core.xml")}
    year = form.last or 2024
    assert core == {
        "title": f"某某街道办事处{year}年政府信息公开工作年度报告",
        "subject": f"政府信息公开工作年度报告（{year}年度）",
        "creator": "某某街道办事处",
        "keywords": f"政府信息公开，年度报告，某某街道办事处，{year}年",
        "language": "zh-CN",
    }
    captions = [one.get(f"{W}val") for one in part(made).iter(f"{W}tblCaption")]
    assert len(captions) == len(list(part(made).iter(f"{W}tbl")))
    assert all(captions)


def test_every_form_is_among_the_examples() -> None:
    assert {gikreport.read(path).form for path in EXAMPLES.glob("*.toml")} == set(FORMS)
