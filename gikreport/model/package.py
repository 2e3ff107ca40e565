"""An opened Word document: the names of its members, and its XML parts as trees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

MAIN: Final = "word/document.xml"
STYLES: Final = "word/styles.xml"
SETTINGS: Final = "word/settings.xml"
CORE: Final = "docProps/core.xml"
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@attrs.frozen
class DocumentPackage:
    """What a .docx is made of. A tree is an element with `iter`, `find` and `get`, as lxml has them."""

    name: str
    members: frozenset[str]
    xml: Mapping[str, Any] = attrs.field(repr=False)

    @property
    def texts(self) -> dict[str, Any]:
        """The parts that are printed: the text, headers and footers, notes."""
        printed = ("document", "header", "footer", "footnotes", "endnotes")
        return {
            name: root for name, root in self.xml.items() if name.startswith(tuple(f"word/{one}" for one in printed))
        }
