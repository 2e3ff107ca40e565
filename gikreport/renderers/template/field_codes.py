"""Which fields a template may hold: those that a program works out from the document itself, in the same way always."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import attrs

from ...errors import Words
from ..word.styles import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

ALLOWED: Final = (
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "PAGEREF", "REF", "NOTEREF", "SEQ", "STYLEREF", "TITLE", "TOC", "TC",
    "HYPERLINK",
)  # fmt: skip
_CHANGING: Final = ("DATE", "TIME", "CREATEDATE", "SAVEDATE", "PRINTDATE", "EDITTIME")
_CODE: Final = re.compile(r"\s*([A-Za-z]+)(?=[\s\\]|$)(.*)", re.DOTALL)
_ARGUMENT: Final = r'(?:"[^"\\:/{}]*"|[^\s"\\:/{}]+)'
_ARGUMENTS: Final = re.compile(rf"(?:\s*(?:\\[*#@]\s*{_ARGUMENT}|\\[a-z]|{_ARGUMENT}))*\s*", re.IGNORECASE)
_BOOKMARK: Final = re.compile(rf"(?:\s*\\[lotn]\s*{_ARGUMENT}|\s*\\[hmn])+\s*", re.IGNORECASE)
_SHOWN: Final = 60  # characters of a code that are told


@attrs.define
class Field:
    """A field: the element that it begins with, and its code."""

    element: Element
    code: str = ""
    nested: bool = False  # whether another field stands in its code


def fields(root: Element) -> Iterator[Field]:
    """Every field of a part, complex or simple; a code that stands in no field is one too."""
    found = _Found()
    for one in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}delInstrText", f"{W}fldSimple"):
        if one.tag == f"{W}fldSimple":
            found.all.append(Field(one, one.get(f"{W}instr", "")))
        elif one.tag == f"{W}fldChar":
            found.sign(one, one.get(f"{W}fldCharType", ""))
        else:
            found.code(one)
    yield from found.all


@attrs.define
class _Found:
    """The fields of a part as far as it was read: those that are open, and those among them whose code goes on."""

    all: list[Field] = attrs.field(factory=list)
    open: list[Field] = attrs.field(factory=list)
    coding: list[Field] = attrs.field(factory=list)

    def sign(self, element: Element, kind: str) -> None:
        if kind == "begin":
            if self._current is not None:
                self._current.nested = True
            field = Field(element)
            for fields_of in (self.all, self.open, self.coding):
                fields_of.append(field)
        elif kind in ("separate", "end"):
            if self._current is not None:
                self.coding.pop()
            if kind == "end" and self.open:
                self.open.pop()

    def code(self, element: Element) -> None:
        text = "".join(map(str, element.itertext()))
        if self._current is not None:
            self._current.code += text
        else:
            self.all.append(Field(element, text))

    @property
    def _current(self) -> Field | None:
        """The innermost field, where its code goes on."""
        return self.coding[-1] if self.coding and self.open and self.coding[-1] is self.open[-1] else None


def fault_of(field: Field) -> Words | None:
    """Why a template may not hold this field; None where it may."""
    found = _CODE.fullmatch(field.code)
    name = found[1].upper() if found else ""
    shown = " ".join(field.code.split())[:_SHOWN]
    if name in _CHANGING:
        return Words(
            f"域 {name} 每次打开都变，同一份报告会印出不同的字：请改为文字或标签",
            f"the field {name} changes whenever the document is opened: write words or a tag in its place",
        )
    arguments = _BOOKMARK if name == "HYPERLINK" else _ARGUMENTS
    if found and name in ALLOWED and not field.nested and arguments.fullmatch(found[2]):
        return None
    return Words(
        f"模板不得含有这种域（{shown}）：只可用 {'、'.join(ALLOWED)}，HYPERLINK 只可指向本文的书签（\\l）",
        f"no such field ({shown}): there are {', '.join(ALLOWED)}; HYPERLINK leads to a bookmark only (\\l)",
    )
