"""Which parts a template may be made of, and by which relationships they hang together; all others are refused."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from ...errors import Problem, Words
from ...office.packing import CONTENT_TYPES

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
# The parts that are filled in: all others are copied as they stand.
TAGGED: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/(core|app)\.xml")
RELATIONS: Final = "application/vnd.openxmlformats-package.relationships+xml"
PICTURES: Final[Mapping[str, tuple[bytes, ...]]] = {
    "image/png": (b"\x89PNG\r\n\x1a\n",), "image/jpeg": (b"\xff\xd8\xff",), "image/jpg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"), "image/bmp": (b"BM",), "image/tiff": (b"II*\0", b"MM\0*"),
}  # fmt: skip
# Each relationship with the content types that it may lead to (ECMA-376 part 1, 11.3 and 15.2).
KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    **{_OFFICE + name: (f"{_WORD}{name}+xml",) for name in (
        "styles", "settings", "webSettings", "fontTable", "numbering", "header", "footer", "footnotes", "endnotes",
    )},
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects": (
        "application/vnd.ms-word.stylesWithEffects+xml",
    ),
    _OFFICE + "officeDocument": (f"{_WORD}document.main+xml", f"{_WORD}template.main+xml"),
    _OFFICE + "theme": ("application/vnd.openxmlformats-officedocument.theme+xml",),
    _OFFICE + "extended-properties": ("application/vnd.openxmlformats-officedocument.extended-properties+xml",),
    _OFFICE + "custom-properties": ("application/vnd.openxmlformats-officedocument.custom-properties+xml",),
    _OFFICE + "customXml": ("application/xml",),
    _OFFICE + "customXmlProps": ("application/vnd.openxmlformats-officedocument.customXmlProperties+xml",),
    _OFFICE + "font": (
        "application/vnd.openxmlformats-officedocument.obfuscatedFont", "application/x-font-ttf",
        "application/x-fontdata",
    ),
    _OFFICE + "image": tuple(PICTURES),
    _PACKAGE + "core-properties": ("application/vnd.openxmlformats-package.core-properties+xml",),
    _PACKAGE + "thumbnail": tuple(PICTURES),
}  # fmt: skip
_ALLOWED: Final = frozenset(kind for kinds in KINDS.values() for kind in kinds) | {RELATIONS}
_PLAIN_TARGET: Final = re.compile(r"/?(?:\.\./)*[\w.-]+(?:/[\w.-]+)*", re.ASCII)


def content_types(root: Element, members: Mapping[str, bytes]) -> dict[str, str]:
    """The content type of each member but the list of types itself; "" where none is stated."""
    default, override = root.iter(f"{_TYPES}Default"), root.iter(f"{_TYPES}Override")
    by_ending = {one.get("Extension", "").casefold(): one.get("ContentType", "") for one in default}
    by_name = {one.get("PartName", "").casefold(): one.get("ContentType", "") for one in override}
    return {
        name: by_name.get(f"/{name}".casefold(), by_ending.get(name.rpartition(".")[2].casefold(), ""))
        for name in members
        if name != CONTENT_TYPES
    }


def is_xml(kind: str) -> bool:
    """Whether a part of this content type is XML."""
    return kind.endswith(("+xml", "/xml"))


def strange_parts(types: Mapping[str, str], members: Mapping[str, bytes]) -> Iterator[Problem]:
    """The parts of a type that a template has no use for, and pictures that are none."""
    for name, kind in types.items():
        if kind not in _ALLOWED:
            said = kind or "?"
            zh = f"模板不得含有这种部件（{said}）：请删去，图片请换成 PNG 或 JPEG"
            en = f"no part of this kind ({said}): remove it; a picture should be PNG or JPEG"
            yield Problem(name, Words(zh, en))
        elif kind in PICTURES and not members[name].startswith(PICTURES[kind]):
            yield Problem(name, Words("不是它所说的那种图片", "no picture of the kind that it says it is"))


@attrs.frozen
class Relation:
    """A relationship: the part that holds it, its id and type, and where it leads."""

    member: str  # the .rels part
    id: str
    type: str
    target: str
    external: bool

    @property
    def leads_to(self) -> str:
        """The member that it leads to."""
        owner = posixpath.dirname(posixpath.dirname(self.member))
        return posixpath.normpath(posixpath.join("/", owner, self.target)).lstrip("/")

    @property
    def name(self) -> str:
        """Its type in a word."""
        return self.type.rpartition("/")[2]


def relations(member: str, root: Element) -> Iterator[Relation]:
    """The relationships of a .rels part."""
    for one in root:
        external = one.get("TargetMode", "Internal").casefold() != "internal"
        yield Relation(member, one.get("Id", ""), one.get("Type", ""), one.get("Target", ""), external)


def strange_relations(found: Iterator[Relation], types: Mapping[str, str]) -> Iterator[Problem]:
    """The relationships that lead out of the package, to nothing, or to what a template has no use for."""
    for one in found:
        place = f"{one.member} {one.id} {one.name}".rstrip()
        if one.external or not _PLAIN_TARGET.fullmatch(one.target):
            zh, en = f"模板引用了外部文件 {one.target}", f"refers to the external file {one.target}"
            yield Problem(place, Words(zh, en))
        elif one.type not in KINDS:
            zh = f"模板不得含有这种关系（{one.type}）：请删去它所引的对象"
            en = f"no relationship of this type ({one.type}): remove what it belongs to"
            yield Problem(place, Words(zh, en))
        elif types.get(one.leads_to, "") not in KINDS[one.type]:
            zh = f"关系指向的 {one.target} 不在模板中，或不是这种部件"
            en = f"leads to {one.target}, which is not there or of another kind"
            yield Problem(place, Words(zh, en))
