"""An XML text as a tree, by the standard library alone: no document type, no entity, nothing fetched, within bounds."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree

from .libraries import needed

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from lxml.etree import _Element as LxmlElement

DEEPEST: Final = 256  # elements inside one another, as libxml2 has it
MOST_MARKUP: Final = 2_000_000  # signs "<": the start or the end of an element each
_PROLOG: Final = re.compile(rb"(?:\xef\xbb\xbf)?(?>\s|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)
_DECLARED: Final = re.compile(rb"""\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.-]+)["']""")
_OTHERS: Final = {  # encodings beside UTF-8 and UTF-16 in which an office's program might write
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "iso-8859-1": "latin-1", "windows-1252": "cp1252",
}  # fmt: skip


class BadXml(Exception):
    """A text that is no sound XML, or is not read; `doctype` tells that it holds a document type."""

    def __init__(self, *, doctype: bool = False) -> None:
        self.doctype = doctype
        super().__init__(doctype)


def parse(data: bytes) -> Element:
    """The root of an XML text, without comments and instructions.

    Raises BadXml for broken syntax, a document type, and nesting or markup without end.
    """
    return parsed_into(ElementTree.TreeBuilder(), data)


def parsed_into(builder: ElementTree.TreeBuilder, data: bytes) -> Element:
    """The root that a builder makes of an XML text, within the bounds of `parse`."""
    text = _bounded(data)
    parser = ElementTree.XMLParser(target=builder, encoding="utf-8")
    try:
        parser.feed(text)
        root: Element = parser.close()
    except (ElementTree.ParseError, ValueError):
        raise BadXml from None
    if _is_deep(root):
        raise BadXml
    return root


def lxml_root(data: bytes) -> LxmlElement:
    """The root of an XML text as lxml has it, for what walks up the tree; raises BadXml as `parse` does."""
    with needed("lxml"):
        from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, encoding="utf-8")
    try:
        return etree.fromstring(_bounded(data), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise BadXml from None


def _bounded(data: bytes) -> bytes:
    """The text as UTF-8, without a document type, and with no more markup than a report has."""
    text = utf8(data)
    if _behind_prolog(text).startswith(b"<!DOCTYPE"):
        raise BadXml(doctype=True)
    if text.count(b"<") > MOST_MARKUP:
        raise BadXml
    return text


def begins_with_doctype(head: bytes) -> bool:
    """Whether a document type, or nothing that comes to an end, stands before the root in the first bytes of a text."""
    return _behind_prolog(utf8(head, "ignore")).startswith((b"<!", b"<?"))


def _behind_prolog(text: bytes) -> bytes:
    """What follows spaces, comments and instructions: a few bytes of it."""
    prolog = _PROLOG.match(text)
    end = prolog.end() if prolog else 0
    return text[end : end + 16]


def utf8(data: bytes, errors: str = "strict") -> bytes:
    """The text as UTF-8, which it is already in almost every file; what it says of its encoding counts no more."""
    encoding = _encoding(data)
    if encoding is None:
        return data
    try:
        return data.decode(encoding, errors).encode()
    except UnicodeError:
        raise BadXml from None


def _encoding(data: bytes) -> str | None:
    """The encoding of a text that is not in UTF-8: by its mark, its zero bytes, or what it says."""
    head = data[:2]
    if head in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if 0 in head:
        return "utf-16-be" if head[0] == 0 else "utf-16-le"
    declared = _DECLARED.match(data[:200])
    return _OTHERS.get(declared.group(1).decode().lower()) if declared else None


def _is_deep(root: Element) -> bool:
    level = [root]
    for _ in range(DEEPEST):
        level = list(chain.from_iterable(level))
        if not level:
            return False
    return True
