"""Which kind of document a file is, told by its content; its name only helps where the content cannot tell."""

from __future__ import annotations

import re
from typing import Final

from ...errors import Words

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML: Final = re.compile(rb"<(!doctype\s+html|html|head|body|table|div|meta|p|span)\b", re.IGNORECASE)
_TOML: Final = re.compile(rb'^\s*(#.*|\[+\s*[\w."-]+|[\w."-]+\s*=.*)$')
_HEAD: Final = 4096


def refused(data: bytes, suffix: str) -> tuple[Words, Words] | None:
    """What a file is that nothing here reads, and what to do with it; None for any other."""
    head = data[:_HEAD]
    if data.startswith(_ZIP) and _is_package(data, "OFD.xml", says_so=False):
        return _OFD
    if _MHT.match(head) and b"multipart/related" in head.lower():
        return _ARCHIVE
    return _OFFICE_2003 if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _XML_2003.search(head) else None


_MHT: Final = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?MIME-Version:", re.IGNORECASE)
_XML_2003: Final = re.compile(
    rb"<\?mso-application|urn:schemas-microsoft-com:office:spreadsheet|office/word/2003/wordml|office/2006/xmlPackage"
)
_OFD: Final = (
    Words("是 OFD 版式文件，不能读", "is an OFD document, which is not read"),
    Words(
        "请找原来的 Word 文件，或在 OFD 阅读器中导出文字、另存为 PDF", "take the Word file, or export it as PDF or text"
    ),
)
_ARCHIVE: Final = (
    Words("是网页存档（.mht），不能读", "is an archived web page (.mht), which is not read"),
    Words("请在浏览器中打开，另存为“网页，仅 HTML”（.html）", "open it in a browser and save it as HTML only"),
)
_OFFICE_2003: Final = (
    Words("是 Office 2003 的 XML 文件，不能读", "is an XML file of Office 2003, which is not read"),
    Words("请在 Word 或 WPS 中打开，另存为 .docx 或 .xlsx", "open it in the office program; save it as .docx or .xlsx"),
)


def is_docx(data: bytes, suffix: str) -> bool:
    """A zip package with Word's main part, or one that says it is one and is cut short."""
    return _is_package(data, "word/document.xml", suffix == ".docx")


def is_xlsx(data: bytes, suffix: str) -> bool:
    """A zip package with a workbook, or one that says it is one and is cut short."""
    return _is_package(data, "xl/workbook.xml", suffix == ".xlsx")


def _is_package(data: bytes, main: str, says_so: bool) -> bool:
    if not data.startswith(_ZIP):
        return False
    from ...office.opc import member_names

    members = member_names(data)
    return main in members or (says_so and not members)


def is_open_document(data: bytes, suffix: str) -> bool:
    """A zip package of OpenDocument: .odt, .ods."""
    return _is_package(data, "content.xml", says_so=False)


def is_pdf(data: bytes, suffix: str) -> bool:
    """A PDF, perhaps with some bytes before it."""
    return b"%PDF-" in data[:1024]


def is_old_office(data: bytes, suffix: str) -> bool:
    """What only an office program can open: .doc, .wps, .xls, .et, .rtf."""
    return data.startswith(_OLE) or data.startswith(b"{\\rtf")


def is_html(data: bytes, suffix: str) -> bool:
    """A web page, or a piece of one."""
    head = data[:_HEAD].replace(b"\0", b"")
    return suffix in (".html", ".htm", ".xhtml", ".shtml") or (
        head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] == b"<" and (_HTML.search(head) is not None)
    )


def is_toml(data: bytes, suffix: str) -> bool:
    """TOML by its name, or by its first line."""
    lines = [line for line in data[:_HEAD].lstrip(b"\xef\xbb\xbf").splitlines() if line.strip()]
    return suffix == ".toml" or (
        not suffix and b"\0" not in data[:_HEAD] and bool(lines) and _TOML.match(lines[0]) is not None
    )


def is_text(data: bytes, suffix: str) -> bool:
    """Anything else that holds no zero byte, or that says by its mark that it is UTF-16."""
    return suffix == ".txt" or b"\0" not in data[:_HEAD] or data.startswith((b"\xff\xfe", b"\xfe\xff"))
