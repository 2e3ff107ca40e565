"""The smallest Word documents and workbooks that are read as a report, with room for what is hostile in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from support.hostile.kind import SECTIONS, TITLE

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument"
DOCUMENT, STYLES, RELATIONS = "word/document.xml", "word/styles.xml", "word/_rels/document.xml.rels"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip package of these parts."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return written.getvalue()


def paragraph(text: str) -> str:
    """A paragraph of one run."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(rows: Sequence[str]) -> str:
    """A table of rows, each the markup of its cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def cell(content: str = "<w:p/>", properties: str = "") -> str:
    """A cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def docx_parts(hostile: str, styles: str = "", relations: str = "") -> dict[str, str | bytes]:
    """The parts of a report with hostile markup below its first heading, in its styles, or among its relationships."""
    first, *others = map(paragraph, SECTIONS)
    body = paragraph(TITLE) + first + hostile + "".join(others)
    spaces = (
        f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}/relationships" xmlns:wps="urn:wps" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    main = f"{_KIND}.wordprocessingml"
    kinds = {DOCUMENT: f"{main}.document.main+xml", STYLES: f"{main}.styles+xml"}
    return {
        **_package(kinds, DOCUMENT),
        DOCUMENT: f"{_HEAD}<w:document {spaces}><w:body>{body}</w:body></w:document>",
        STYLES: f'{_HEAD}<w:styles xmlns:w="{_WORD}">{styles}</w:styles>',
        RELATIONS: _relations(_relation("s", "styles", "styles.xml") + relations),
    }


def docx(hostile: str = "", styles: str = "", relations: str = "", **parts: str | bytes) -> bytes:
    """A report in Word; `parts` are further parts of the folder word, `comments="…"` for word/comments.xml."""
    further = {f"word/{name}.xml": content for name, content in parts.items()}
    return packed({**docx_parts(hostile, styles, relations), **further})


def word_part(root: str, content: str) -> str:
    """A part of a Word document with a root element of this name."""
    return f'{_HEAD}<w:{root} xmlns:w="{_WORD}">{content}</w:{root}>'


def xlsx(
    data: str = "", *, before: str = "", after: str = "", strings: str = "", styles: str = "", names: str = "",
    sheets: int = 1, called: str = "表", parts: Mapping[str, str | bytes] | None = None,
) -> bytes:  # fmt: skip
    """A workbook of equal sheets: `data` within sheetData, markup before and after it, and what the book shares."""
    main, numbers = f"{_KIND}.spreadsheetml", range(1, sheets + 1)
    sheet = f'{_HEAD}<worksheet xmlns="{_SHEET}">{before}<sheetData>{data}</sheetData>{after}</worksheet>'
    paths = {f"xl/worksheets/sheet{number}.xml": sheet for number in numbers}
    kinds = {
        "xl/workbook.xml": f"{main}.sheet.main+xml", "xl/styles.xml": f"{main}.styles+xml",
        "xl/sharedStrings.xml": f"{main}.sharedStrings+xml", **dict.fromkeys(paths, f"{main}.worksheet+xml"),
    }  # fmt: skip
    relations = _relation("t", "styles", "styles.xml") + _relation("u", "sharedStrings", "sharedStrings.xml")
    relations += "".join(_relation(f"s{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    listed = "".join(f'<sheet name="{called}{n if n > 1 else ""}" sheetId="{n}" r:id="s{n}"/>' for n in numbers)
    return packed({
        **_package(kinds, "xl/workbook.xml"),
        "xl/workbook.xml": (
            f'{_HEAD}<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}/relationships">'
            f"<sheets>{listed}</sheets><definedNames>{names}</definedNames></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _relations(relations),
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{_SHEET}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'{_HEAD}<sst xmlns="{_SHEET}">{strings}</sst>',
        **paths,
        **(parts or {}),
    })  # fmt: skip


def sheet_part(root: str, content: str) -> str:
    """A part of a workbook with a root element of this name."""
    return f'{_HEAD}<{root} xmlns="{_SHEET}">{content}</{root}>'


def _package(kinds: Mapping[str, str], main: str) -> dict[str, str | bytes]:
    listed = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items())
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    return {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{xml}{rels}{listed}</Types>',
        "_rels/.rels": _relations(_relation("m", "officeDocument", main)),
    }


def _relations(listed: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _relation(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{_OFFICE}/relationships/{kind}" Target="{target}"/>'
