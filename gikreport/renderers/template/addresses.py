"""What in the XML of a template would make a program fetch, run or merge something: addresses, and some elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ...errors import Words

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# What an element would bring in, by its local name (ECMA-376 part 1, 17.15, 17.17, 17.19, 19.5).
_ELEMENTS: Final = frozenset((
    "altChunk", "subDoc", "object", "control", "OLEObject", "OLELink", "objectEmbed", "objectLink", "movie",
    "contentPart", "attachedTemplate", "mailMerge", "dataBinding", "saveThroughXslt", "attachedSchema", "schema",
    "frameset", "frame", "sourceFileName", "smartTagType", "entryMacro", "exitMacro", "hlinkClick", "hlinkHover",
    "hlinkMouseOver", "snd", "audioFile", "videoFile", "wavAudioFile", "quickTimeFile", "externalData",
    "HyperlinkBase", "recipientData", "printerSettings", "script", "webVideoPr", "svgBlip", "linkedToFile",
))  # fmt: skip
_REFERENCES: Final = frozenset(("src", "href", "althref", "link", "dataSource", "url", "namespaceuri", "macro"))
_NAMESPACES: Final = re.compile(
    r"(?:http://(?:schemas\.openxmlformats\.org|schemas\.microsoft\.com|purl\.oclc\.org|www\.w3\.org|purl\.org|"
    r"www\.wps\.cn|web\.wps\.cn)/[\w./-]*|urn:schemas-microsoft-com:[\w:.-]+)"
)
_ADDRESS: Final = re.compile(
    r"(?<![A-Za-z])[A-Za-z][A-Za-z0-9+.-]*://|\\\\|^\s*[\\/]{2}|^\s*[A-Za-z]:[\\/]|"
    r"(?:^|[\s\"'(])(?:https?|ftps?|smb|ldap|dav|file|mailto|javascript|vbscript|data|urn|ms-[a-z-]+|search-ms|tel|jar|mk|mhtml|res|cid):|"
    r"url\s*\(|\bwww\.[\w-]+\.",
    re.IGNORECASE,
)
_PRINTED: Final = frozenset(("t", "delText", "instrText", "delInstrText"))  # words, and codes that are judged apart
_SHOWN: Final = 60


def faults_of(root: Element) -> Iterator[tuple[Element, Words]]:
    """Each element of a part that reaches out, with the reason."""
    for one in _instructions(root):
        yield one, Words("模板不得含有处理指令", "no processing instructions")
    for one in root.iter("*"):
        local = _local(one.tag)
        if local in _ELEMENTS:
            yield one, Words(f"模板不得含有 {local}", f"no {local} may stand in a template")
            continue
        for name, value in map(_texts, one.items()):
            if (_local(name) in _REFERENCES and not _inside(value)) or _is_address(value):
                yield one, _told(f"{local} {_local(name)}", value)
        if local not in _PRINTED and not _has_children(one) and _is_address(one.text or ""):
            yield one, _told(local, one.text or "")


def _instructions(root: Element) -> Iterator[Element]:
    from lxml import etree

    beside = [*root.itersiblings(preceding=True), *root.itersiblings()]
    yield from (one for one in [*beside, *root.iter()] if isinstance(one, etree._ProcessingInstruction))


def _texts(attribute: tuple[str | bytes, str | bytes]) -> tuple[str, str]:
    """An attribute as lxml has it in every version of its types: name and value."""
    name, value = attribute
    return str(name), str(value)


def _local(name: object) -> str:
    return str(name).rpartition("}")[2]


def _has_children(one: Element) -> bool:
    return len(one) > 0


def _inside(value: str) -> bool:
    """Whether a reference stays in the document: a bookmark, or nothing."""
    return not value or re.fullmatch(r"#[\w.-]*", value) is not None


def _is_address(value: str) -> bool:
    return bool(_ADDRESS.search(value)) and not all(_NAMESPACES.fullmatch(word) for word in value.split())


def _told(name: str, value: str) -> Words:
    shown = value.strip()[:_SHOWN]
    return Words(
        f"{name} 中有地址 {shown}：模板不得引用外部内容",
        f"{name} holds the address {shown}: a template refers to nothing outside",
    )
