"""Which kind of document a file is, told by its content; its name only helps where the content cannot tell."""

from __future__ import annotations

import re
from typing import Final

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML: Final = re.compile(rb"<(!doctype\s+html|html|head|body|table|div|meta|p|span)\b", re.IGNORECASE)
_TOML: Final = re.compile(rb'^\s*(#.*|\[+\s*[\w."-]+|[\w."-]+\s*=.*)$')
_HEAD: Final = 4096


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
