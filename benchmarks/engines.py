"""Every way to the document that runs in Python: each engine is made ready once, then called for one document."""

from __future__ import annotations

import functools
import io
import itertools
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import gikreport
from gikreport.office.packing import codec_named, member, packed
from gikreport.renderers.template.official import official_file

from . import subject

Engine = Callable[[], Any]
REPORTS: Final = 60  # with some 50 sentences each that tell a number
BLOCK: Final = re.compile(r"\{\{p (\w+) \}\}")


def ours(codec: str) -> Engine:
    """gikreport: a SoundReport rendered on the official template."""
    document = subject.sound()
    template = gikreport.compile(document.form, codec=codec)
    return lambda: template.render(document)


def limit(codec: str) -> Engine:
    """What no engine can go below: deflate, checksum and write of document.xml, ready beforehand."""
    chosen = codec_named(codec)
    contents = dict(_members(official_bytes()))
    main = contents["word/document.xml"]
    others = [member(name, content) for name, content in contents.items() if name != "word/document.xml"]

    def write() -> bytes:
        return packed([*others, member("word/document.xml", main, codec=chosen)])

    return write


def official_bytes() -> bytes:
    """The document as gikreport renders it."""
    return gikreport.render(subject.sound(), ".docx")


def _members(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def official_members() -> list[tuple[str, bytes]]:
    """The members of the official template."""
    return _members(official_file(subject.sound().form))


def docxtpl_template(path: Path) -> Path:
    """The official template, its structural tags under a name of their own, as docxtpl fills it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in official_members():
            renamed = BLOCK.sub(r"{{p blocks.\1 }}", content.decode()) if name.endswith(".xml") else content
            package.writestr(name, renamed)
    return path


@functools.cache
def docxtpl_context() -> dict[str, Any]:
    """What docxtpl is given: every figure as text, every narrative part as finished XML (which spares it work)."""
    document = subject.sound()
    words = _vocabulary(document.form)
    context: dict[str, Any] = {"blocks": {name: fill(document) for name, fill in words.blocks.items()}}
    stated = {tuple(name.split(".")): fill(document) for name, fill in words.facts.items()} | dict(document.figures)
    for path, text in stated.items():
        inner = context
        for step in path[:-1]:
            inner = inner.setdefault(step, {})
        inner[path[-1]] = text
    return context


def _vocabulary(form: Any) -> Any:
    from gikreport.office.parts import MAIN, STYLES
    from gikreport.renderers.template.guard import opened, part
    from gikreport.renderers.template.tags import vocabulary
    from gikreport.renderers.word.styles import look

    members = opened(official_file(form))
    return vocabulary(form, look(part(STYLES, members[STYLES]), part(MAIN, members[MAIN])))


def docxtpl(room: Path) -> Engine:
    """docxtpl as its documentation shows it: a new DocxTemplate for each document."""
    from docxtpl import DocxTemplate

    path, context = docxtpl_template(room / "docxtpl.docx"), docxtpl_context()

    def render() -> None:
        template = DocxTemplate(path)
        template.render(context)
        template.save(room / "docxtpl.out.docx")

    return render


def docxtpl_unchecked(room: Path) -> Engine:
    """json.loads, then docxtpl: no check of anything, the context lies ready in the data file."""
    from docxtpl import DocxTemplate

    path, text = docxtpl_template(room / "unchecked.docx"), json.dumps(docxtpl_context(), ensure_ascii=False)

    def render() -> None:
        template = DocxTemplate(path)
        template.render(json.loads(text))
        template.save(room / "unchecked.out.docx")

    return render


def docxtpl_memoised(room: Path) -> Engine:
    """docxtpl with patching and Jinja's compiling remembered between documents, by three patches of its class."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    compiled = functools.lru_cache(None)(Environment().from_string)

    class Memoised(DocxTemplate):  # type: ignore[misc]
        patch_xml = functools.lru_cache(None)(lambda self, text: DocxTemplate.patch_xml(shared, text))

        def __hash__(self) -> int:
            return 0

        def __eq__(self, other: object) -> bool:
            return True

        def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
            found = compiled(src_xml).render(context).replace("{_{", "{{").replace("}_}", "}}")
            return str(self.resolve_listing(found))

    shared = Memoised("")
    path, context = docxtpl_template(room / "memoised.docx"), docxtpl_context()

    def render() -> None:
        template = Memoised(path)
        template.render(context)
        template.save(room / "memoised.out.docx")

    return render


def python_docx(room: Path) -> Engine:
    """python-docx from scratch: paragraphs, then each table with its merges and its numbers."""
    from docx import Document

    document = subject.sound()

    def render() -> None:
        made = Document()
        for name, prose in document.prose.items():
            if name in document.headings:
                made.add_heading(document.headings[name], 1)
            for paragraph in prose.paragraphs:
                made.add_paragraph(paragraph.text)
        for name, held in document.tables.items():
            _table(made, name, held.grid, document.figures)
        made.save(str(room / "python-docx.out.docx"))

    return render


def _table(made: Any, name: str, printed: Any, figures: Any) -> None:
    rows = [row.cells for row in made.add_table(printed.rows, printed.columns).rows]  # Table.cell is far slower
    for one in printed.cells:
        cell = rows[one.row - 1][one.column - 1]
        if one.rowspan > 1 or one.colspan > 1:
            cell = cell.merge(rows[one.row + one.rowspan - 2][one.column + one.colspan - 2])
        cell.text = figures[name, *one.line.path] if one.line else one.text


def whole_road(room: Path) -> Engine:
    """gikreport from the JSON text: read, checked against all rules, rendered; every time another report.

    What is kept of sentences once understood is of no use here: they come back after more of them than are kept.
    """
    data = itertools.cycle([text.encode() for text in subject.texts(REPORTS)])
    return lambda: gikreport.render(gikreport.read(next(data)), ".docx")


ENGINES: Final[dict[str, Callable[[Path], Engine]]] = {
    "ours-zlib": lambda room: ours("zlib"),
    "ours-isal": lambda room: ours("isal"),
    "limit-zlib": lambda room: limit("zlib"),
    "limit-isal": lambda room: limit("isal"),
    "docxtpl": docxtpl,
    "docxtpl-memoised": docxtpl_memoised,
    "python-docx": python_docx,
    "road-ours": whole_road,
    "road-docxtpl": docxtpl_unchecked,
}
