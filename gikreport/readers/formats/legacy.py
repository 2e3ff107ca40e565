"""Files that only an office program can open, .doc, .wps, .xls, .rtf, .odt: turned into what we read by LibreOffice."""

from __future__ import annotations

import re
from typing import Final

import attrs

from ...errors import Unreadable, unreadable
from ...limits import hold
from ...office.libreoffice import converted, program
from ...office.opc import encrypted
from ..found import Found
from .docx import find_docx

_LARGEST: Final = 64 * 1024 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0"
_WORKBOOK: Final = (b"W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00", b"B\x00o\x00o\x00k\x00\x00")
_ENCRYPTED: Final = b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"
_SHEET: Final = b"application/vnd.oasis.opendocument.spreadsheet"


def find_legacy(data: bytes, name: str = "") -> Found:
    """What such a file holds; raises Unreadable where LibreOffice is missing, fails, or the file has a password."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        raise encrypted(name)
    hold(_groups(data), "depth", name)
    if _runs_over(data):
        raise failed(name)
    soffice = program()
    if soffice is None:
        raise unreadable(
            name,
            "这种文件要用 LibreOffice 打开，本机没有安装；请在 Word 或 WPS 中另存为 .docx 再读",
            "LibreOffice is needed to open it and is not installed; save it as .docx in Word or WPS",
        )
    if len(data) > _LARGEST:
        raise unreadable(name, "文件过大，不像一份年度报告", "is too large for a yearly report", "too_large")
    if _is_sheet(data):
        from .xlsx import find_xlsx

        return find_xlsx(_converted(soffice, data, name, "xlsx"), name)
    found = find_docx(_converted(soffice, data, name, "docx"), name)
    return attrs.evolve(found, name=name)


def _is_sheet(data: bytes) -> bool:
    if data.startswith(_OLE):
        return any(mark in data for mark in _WORKBOOK)
    return _SHEET in data[:200]


def _groups(data: bytes) -> int:
    """How deep the groups of an RTF file stand inside one another; 0 of any other file."""
    if not data.startswith(b"{\\rtf"):
        return 0
    deep = deepest = 0
    for sign in _BRACE.finditer(data):
        deep += (sign[0] == b"{") - (sign[0] == b"}")
        deepest = max(deepest, deep)
    return deepest


def _runs_over(data: bytes) -> bool:
    """Whether an RTF file states more bytes of binary data than follow in it, for which LibreOffice waits."""
    if not data.startswith(b"{\\rtf"):
        return False
    return any(len(found[1]) > _DIGITS or int(found[1]) > len(data) - found.end() for found in _BINARY.finditer(data))


_BINARY: Final = re.compile(rb"\\bin([0-9]++)")
_DIGITS: Final = 9
_BRACE: Final = re.compile(rb"\\[\\{}]|[{}]")


def _suffix(data: bytes, kind: str) -> str:
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith(_OLE):
        return ".xls" if kind == "xlsx" else ".doc"
    return ".ods" if kind == "xlsx" else ".odt"


def _converted(soffice: str, data: bytes, name: str, kind: str) -> bytes:
    """The file as .docx or .xlsx."""
    made = converted(soffice, data, _suffix(data, kind), kind)
    if not made:
        raise failed(name)
    return made


def failed(name: str) -> Unreadable:
    """The error for a file that LibreOffice could not convert."""
    return unreadable(
        name,
        "LibreOffice 打不开这个文件，它可能已损坏或有密码；请在 Word 或 WPS 中另存为 .docx 再读",
        "LibreOffice cannot open it; it may be broken or have a password; save it as .docx in Word or WPS",
    )
