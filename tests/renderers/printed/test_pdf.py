"""The PDF: the whole text of the document, or an error in words."""

import contextlib
import io
import os
import stat
import zipfile
from pathlib import Path

import pdfplumber
import pytest

import gikreport
from gikreport.model.options import Options
from gikreport.renderers.docx import render_docx
from gikreport.renderers.printed.fonts import asked
from gikreport.renderers.printed.pdf import compare, to_pdf
from support import ROOT
from support.office import FONTS_CONF

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))
OFFICE_FONTS = {"Times New Roman", "仿宋_GB2312", "宋体", "方正小标宋简体", "楷体_GB2312", "黑体"}


@pytest.fixture
def _test_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", str(FONTS_CONF))
    monkeypatch.setenv("SAL_USE_VCLPLUGIN", "svp")


def document(path: Path = EXAMPLES[-1], **changed: object) -> bytes:
    return render_docx(gikreport.sound(gikreport.read({**gikreport.to_data(gikreport.load(path)), **changed})))


def soffice(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """A program that stands where LibreOffice is looked for, beside the machine's other programs."""
    for name in ("fc-list", "fc-match", "sleep", "cat"):
        for place in ("/usr/bin", "/bin"):
            if (Path(place) / name).exists() and not (folder / name).exists():
                (folder / name).symlink_to(Path(place) / name)
    if script:
        program = folder / "soffice"
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(folder))


@pytest.mark.slow  # LibreOffice prints every example
@pytest.mark.layout
@pytest.mark.usefixtures("_test_fonts")
def test_every_example_is_printed_in_one_call_as_tagged_pdf_a_with_all_its_text() -> None:
    documents = [document(path) for path in EXAMPLES]
    printed = to_pdf(documents, substitute_fonts=True)
    for made, pdf in zip(documents, printed, strict=True):
        compare(made, pdf.data)
        assert set(pdf.replaced) <= OFFICE_FONTS
        assert b"/StructTreeRoot" in pdf.data
        with pdfplumber.open(io.BytesIO(pdf.data)) as opened:
            metadata = opened.doc.catalog["Metadata"].resolve().get_data()
            assert b"<pdfaid:part>2</pdfaid:part>" in metadata
            assert b"<pdfaid:conformance>B</pdfaid:conformance>" in metadata
            assert {(round(page.width), round(page.height)) for page in opened.pages} == {(595, 842)}


@pytest.mark.slow  # LibreOffice prints
@pytest.mark.layout
@pytest.mark.usefixtures("_test_fonts")
def test_text_that_the_pdf_lacks_is_named() -> None:
    one, other = document(EXAMPLES[0]), document(EXAMPLES[0], overview="本段多出三个字：甪琊鄞。")
    (pdf,) = to_pdf([one], substitute_fonts=True)
    with pytest.raises(gikreport.CannotRender) as raised:
        compare(other, pdf.data)
    assert "PDF 的文字与文件不一致" in raised.value.told()
    assert all(sign in raised.value.told() for sign in "甪琊鄞")


def test_the_fonts_that_a_document_asks_for_are_those_of_its_styles() -> None:
    found = asked(document())
    assert set(found) == OFFICE_FONTS
    assert "仿宋" in found["仿宋_GB2312"]


@pytest.mark.layout
@pytest.mark.usefixtures("_test_fonts")
def test_missing_fonts_are_named_with_the_remedy() -> None:
    with pytest.raises(gikreport.CannotRender) as raised:
        to_pdf([document()])
    said = raised.value.told()
    assert "缺少文件所用的字体，不能生成 PDF" in said
    assert "仿宋_GB2312：没有安装" in said
    assert "--substitute-fonts" in said


def test_a_missing_libreoffice_is_told_with_the_line_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    soffice(monkeypatch, tmp_path, "")
    with pytest.raises(gikreport.CannotRender) as raised:
        to_pdf([document()], substitute_fonts=True)
    assert raised.value.told().splitlines() == [
        "没有找到 LibreOffice，不能生成 PDF",
        "  安装 LibreOffice：Debian/Ubuntu 运行 sudo apt-get install libreoffice-writer，其他系统见 libreoffice.org",
    ]


def test_a_libreoffice_that_does_not_come_back_is_ended_with_all_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    mark = f"1000.{os.getpid()}"  # seconds that nobody else sleeps: a fence may give processes other numbers
    soffice(monkeypatch, tmp_path, f"sleep {mark} & echo started >> {tmp_path}/started; wait")
    with pytest.raises(gikreport.CannotRender) as raised:
        to_pdf([document()], substitute_fonts=True, seconds=1)
    assert "LibreOffice 没有生成 PDF，已重试一次" in raised.value.told()
    assert "超过" in raised.value.told()
    assert (tmp_path / "started").read_text()
    assert not _runs(mark)


def _runs(mark: str) -> bool:
    """Whether a process of this command line is there; a zombie has none."""
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if process.read_bytes() == b"sleep\0" + mark.encode() + b"\0":
                return True
    return False


def test_a_libreoffice_that_says_all_is_well_and_leaves_no_file_is_found_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    soffice(monkeypatch, tmp_path, "echo 'convert done'; exit 0")
    with pytest.raises(gikreport.CannotRender) as raised:
        to_pdf([document()], substitute_fonts=True)
    assert "convert done" in raised.value.told()


@pytest.mark.slow  # LibreOffice starts four times
@pytest.mark.layout
@pytest.mark.usefixtures("_test_fonts")
def test_what_fails_once_is_tried_again_and_the_rest_is_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = "/usr/bin/soffice"
    path = os.environ["PATH"]
    soffice(monkeypatch, tmp_path, f'[ -e {tmp_path}/again ] && PATH={path} exec {real} "$@"; : > {tmp_path}/again')
    (pdf,) = to_pdf([document()], substitute_fonts=True)
    assert pdf.data.startswith(b"%PDF")


def test_nothing_is_printed_of_nothing() -> None:
    assert to_pdf([]) == ()


@pytest.mark.slow  # LibreOffice prints
@pytest.mark.layout
@pytest.mark.usefixtures("_test_fonts")
def test_an_option_of_the_data_file_lets_other_fonts_stand_in() -> None:
    report = gikreport.load(EXAMPLES[-1])
    assert gikreport.render(report, ".pdf", options=Options(substitute_fonts=True)).startswith(b"%PDF-1.")
    assert zipfile.is_zipfile(io.BytesIO(gikreport.render(report, ".docx")))
