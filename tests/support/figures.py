"""Pictures, small tables, emphasis and attachments, generated; and reports that hold them."""

from __future__ import annotations

import functools
import struct
import zlib

import attrs
from hypothesis import strategies as st

from gikreport.model.attachment import Attachment
from gikreport.model.figures import Figure, Merge, Picture, SmallTable
from gikreport.model.form import Form
from gikreport.model.prose import Block, Paragraph, Part, Prose, Run
from gikreport.model.report import Report, prose_fields
from support.strategies import cell_words, lines, reports


def png(width: int = 4, height: int = 3, shade: int = 200) -> bytes:
    """A picture of one colour."""
    raw = b"".join(b"\0" + bytes([shade]) * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(raw)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def jpeg(width: int = 40, height: int = 30) -> bytes:
    """As much of a JPEG as says what it is."""
    frame = b"\xff\xc0\0\x11\x08" + struct.pack(">HH", height, width) + b"\x03\x01\x11\0\x02\x11\x01\x03\x11\x01"
    return b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0" + frame + b"\xff\xd9"


def gif(width: int = 40, height: int = 30) -> bytes:
    """As much of a GIF as says what it is."""
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0\0\0;"


def emf(width: int = 5000, height: int = 3000) -> bytes:
    """As much of an EMF as says what it is; lengths in hundredths of a millimetre."""
    return b"\x01\0\0\0" + b"\0" * 20 + struct.pack("<4i", 0, 0, width, height) + b" EMF" + b"\0" * 44


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120"><circle cx="150" cy="60" r="50"/></svg>'
PICTURES = (png(), png(900, 20), png(20, 900, 7), jpeg(), gif(), emf(), SVG)
_words = st.one_of(st.just(""), lines().map(lambda line: line.replace("\t", " ").strip()))
_captions = st.one_of(_words, st.sampled_from(["表1 渠道", "图2 现场", "附件1", "单位：件", "一、标题"]))


@functools.cache
def pictures() -> st.SearchStrategy[Picture]:
    """A picture of each kind, as wide as it would be, or narrower."""
    made = st.builds(Picture, st.sampled_from(PICTURES), alt=_words, caption=_captions)
    return st.builds(
        lambda one, width: attrs.evolve(one, width=min(width, one.image.widest)), made, st.integers(1, 156)
    )


@st.composite
def small_tables(draw: st.DrawFn) -> SmallTable:
    """A table with up to five rows, cells of it merged, its captions traps among them."""
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    rows += columns == rows == 1
    cells = [[draw(cell_words()) for _ in range(columns)] for _ in range(rows)]
    cells[0][0] = cells[0][0] or "渠道"
    merges = []
    if rows > 2 and columns > 1 and draw(st.booleans()):
        row, column = draw(st.integers(0, rows - 2)), draw(st.integers(0, columns - 2))
        merges.append(Merge(row, column, draw(st.integers(1, rows - row - 1)), draw(st.integers(1, columns - column))))
        merges = [one for one in merges if list(one.covered)]
        for one in merges:
            for at in one.covered:
                cells[at[0]][at[1]] = ""
    return SmallTable(cells, draw(st.integers(0, rows)), merges, draw(_captions), draw(_words))


@functools.cache
def figures() -> st.SearchStrategy[Figure]:
    """A small table or a picture."""
    return st.one_of(small_tables(), pictures())


_part = st.text("政府 公开，年1&<", min_size=1, max_size=5)
_marks = st.lists(st.booleans(), min_size=4, max_size=4).filter(any)


@st.composite
def emphasized(draw: st.DrawFn) -> Paragraph:
    """A paragraph in which words are set off."""
    opening = draw(st.sampled_from(["", "（一）公开。", "一、小标题", "1."]))
    parts: list[Part] = [f"{opening}公"] if draw(st.booleans()) else []
    for _ in range(draw(st.integers(1, 3))):
        text = draw(_part)
        parts.append(Run(text, *draw(_marks)) if draw(st.booleans()) else text)
    return Paragraph((*parts, Run("开", bold=True)) if not parts or str(parts[0])[:1].isspace() else (*parts, "件"))


def _stripped(paragraph: Paragraph) -> bool:
    return paragraph.text == paragraph.text.strip()


@functools.cache
def blocks() -> st.SearchStrategy[Block]:
    """Anything that stands in a narrative."""
    line = lines().map(lambda text: Paragraph((text.strip(),)))
    return st.one_of(line, figures(), emphasized().filter(_stripped))


@functools.cache
def prose() -> st.SearchStrategy[Prose]:
    """A narrative with figures."""
    return st.lists(blocks(), max_size=5).map(lambda found: Prose.of(*found))


@functools.cache
def attachments() -> st.SearchStrategy[tuple[Attachment, ...]]:
    """No attachment, one without a number, or several with theirs."""
    one = st.builds(Attachment, _captions, prose())
    several = st.lists(one, max_size=3)
    return several.map(
        lambda found: tuple(attrs.evolve(a, number=n if len(found) > 1 else 0) for n, a in enumerate(found, 1))
    )


@st.composite
def reports_with_figures(draw: st.DrawFn, form: Form) -> Report:
    """A sound report on a form, with figures in its narrative and attachments."""
    report = draw(reports(form))
    chosen = draw(st.lists(st.sampled_from(sorted(prose_fields(form.report))), unique=True, max_size=4))
    facts = {"headings": {}} if hasattr(report, "headings") else {}  # those that are swapped are not read as their own
    return attrs.evolve(report, attachments=draw(attachments()), **{name: draw(prose()) for name in chosen}, **facts)


def unlike(one: Report, other: Report) -> dict[str, tuple[object, object]]:
    """The fields in which two reports differ; a whole report is too long to be looked at."""
    values = ((field.name, getattr(one, field.name), getattr(other, field.name)) for field in attrs.fields(type(one)))
    return {name: (mine, theirs) for name, mine, theirs in values if mine != theirs}
