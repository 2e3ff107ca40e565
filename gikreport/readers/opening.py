"""Opening a .docx to look at how it is made."""

from __future__ import annotations

from ..errors import unreadable
from ..model.package import MAIN, DocumentPackage
from .package import Package


def open_document(data: bytes, name: str = "") -> DocumentPackage:
    """The parts of a .docx; raises Unreadable where it is broken, encrypted or no Word document."""
    package = Package(data, name)
    if MAIN not in package:
        raise unreadable(name, "不是 Word 文档（.docx）", "no Word document (.docx)")
    members = package.members()
    xml = {member: package.xml(member) for member in members if member.endswith((".xml", ".rels"))}
    return DocumentPackage(name, frozenset(members), xml)
