"""The report as PDF/A: the Word document, printed by LibreOffice, and compared with what it printed."""

from __future__ import annotations

import io
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import attrs

from ...errors import CannotRender, Problem, Words
from ...model.document import Draft, SoundReport
from ...office.libreoffice import print_all
from ...office.opc import package_to_read
from ...office.parts import MAIN
from ..docx import render_docx
from ..word.styles import W
from .fonts import asked, required, stand_ins


@attrs.frozen
class Pdf:
    """A printed document, and the fonts that were replaced: the one asked for, the one used."""

    data: bytes
    replaced: Mapping[str, str]


def render_pdf(document: SoundReport | Draft, template: Any = None) -> bytes:
    """The document as PDF/A-2b, tagged.

    Raises CannotRender where LibreOffice or a font is missing, or where the PDF does not hold the document's text.
    """
    options = attrs.evolve(document.options, grid="")  # LibreOffice knows no grid closer than the font; styles set it
    made = render_docx(attrs.evolve(document, options=options), template)
    return to_pdf([made], substitute_fonts=options.substitute_fonts)[0].data


def to_pdf(
    documents: Sequence[bytes], *, substitute_fonts: bool = False, seconds: float | None = None
) -> tuple[Pdf, ...]:
    """Many .docx as PDF/A-2b, in one call of LibreOffice, which may take so many seconds.

    Raises CannotRender where LibreOffice or, unless others may stand in, a font is missing; where LibreOffice makes
    nothing of a document; or where text is missing in what it made.
    """
    if not documents:
        return ()
    wanted = [asked(document) for document in documents]
    others = stand_ins({name: names for one in wanted for name, names in one.items()})
    if not substitute_fonts:
        required(others)
    printed = print_all(documents, seconds)
    for document, pdf in zip(documents, printed, strict=True):
        compare(document, pdf)
    replaced = [{name: others[name] for name in one if name in others} for one in wanted]
    return tuple(map(Pdf, printed, replaced))


def compare(document: bytes, pdf: bytes) -> None:
    """Raise CannotRender where a character of the document is not in the PDF."""
    lost = Counter(_plain(document_text(document))) - Counter(_plain(pdf_text(pdf)))
    if lost:
        shown = "".join(sorted(lost.elements()))[:40]
        zh, en = f"缺少 {lost.total()} 个字：{shown}", f"{lost.total()} characters are missing: {shown}"
        raise CannotRender(
            Words("PDF 的文字与文件不一致", "the PDF does not hold the text of the document"),
            [Problem("", Words(zh, en)), Problem("", _NO_FONT)],
        )


_NO_FONT: Final = Words("安装含有这些字的字体后再试", "install a font that has these characters, and try again")


def _plain(text: str) -> str:
    """What is seen of a text: no spaces, no signs that only steer the line."""
    seen = "".join(unicodedata.normalize("NFKC", text).split())
    return "".join(sign for sign in seen if unicodedata.category(sign) != "Cf")


def document_text(document: bytes) -> str:
    """The text of a .docx."""
    return "".join(text.text or "" for text in package_to_read(document).xml(MAIN).iter(f"{W}t"))


def pdf_text(pdf: bytes) -> str:
    """The text of a PDF, in the order in which it was printed."""
    try:
        from pdfminer.high_level import extract_text_to_fp
    except ImportError as error:
        raise CannotRender(
            Words("核对 PDF 的文字需要 pdfplumber", "comparing the text of a PDF needs pdfplumber"),
            [Problem("", Words('运行 pip install "gikreport[pdf]"', 'run pip install "gikreport[pdf]"'))],
        ) from error
    said = io.StringIO()
    try:
        extract_text_to_fp(io.BytesIO(pdf), said, laparams=None)
    except Exception as error:  # of a damaged file the library says it in many ways
        words = Words("LibreOffice 生成的 PDF 已损坏，读不出来", "the PDF that LibreOffice made is broken")
        what = f"{type(error).__name__}: {error}"
        raise CannotRender(words, [Problem("", Words(what, what))]) from error
    return said.getvalue()
