"""An opened Word document: the names of its members, and its XML parts as trees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import attrs

from ..errors import unreadable

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAIN: Final = "word/document.xml"
STYLES: Final = "word/styles.xml"
SETTINGS: Final = "word/settings.xml"
CORE: Final = "docProps/core.xml"
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@attrs.frozen
class DocumentPackage:
    """What a .docx is made of; `xml` holds the root of each part that is XML."""

    name: str
    members: frozenset[str]
    xml: Mapping[str, Element] = attrs.field(repr=False)

    @property
    def texts(self) -> dict[str, Element]:
        """The parts that are printed: the text, headers and footers, notes."""
        printed = ("document", "header", "footer", "footnotes", "endnotes")
        return {
            name: root for name, root in self.xml.items() if name.startswith(tuple(f"word/{one}" for one in printed))
        }


def open_document(data: bytes, name: str = "") -> DocumentPackage:
    """The parts of a .docx; raises Unreadable where it is broken, encrypted or no Word document."""
    from .opc import package_to_read

    package = package_to_read(data, name, main=MAIN)
    if MAIN not in package:
        raise unreadable(name, "不是 Word 文档（.docx）", "no Word document (.docx)")
    return DocumentPackage(name, frozenset(package.members()), package.parts())
