"""A template as it comes from an office: opened within bounds, with nothing in it that runs or calls home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ...errors import BrokenTemplate, Problem, Words
from ...office.opc import Fault, Limits, package
from ...office.packing import CONTENT_TYPES
from ...office.parts import MAIN, STYLES
from ...office.xml import BadXml, lxml_root, parse
from ..word.styles import W
from . import addresses, hidden_tags
from .field_codes import fault_of, fields
from .part_kinds import RELATIONS, TAGGED, content_types, is_xml, relations, strange_parts, strange_relations
from .template_grid import spots

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from lxml.etree import _Element as LxmlElement

_LIMITS: Final = Limits(file=32 * 2**20, members=2000, unpacked=128 * 2**20)
_MACROS: Final = ("macroEnabled", "vbaProject", "vbaData", "activeX", "oleObject")


def opened(data: bytes) -> dict[str, bytes]:
    """The members of a template; raises BrokenTemplate with the reason where it may not be used."""
    members = package(data, _told, _LIMITS).contents()
    problems = [*_missing(members), *_running(members), *_reaching_out(members)]
    if problems:
        raise BrokenTemplate(Words("模板不能使用", "the template cannot be used"), problems)
    return members


def part(name: str, content: bytes) -> Element:
    """An XML part as a tree; no document type, no entities."""
    try:
        return parse(content)
    except BadXml as error:
        raise _told(Fault.DOCTYPE if error.doctype else Fault.NO_XML, name) from error


def parsed(name: str, content: bytes) -> LxmlElement:
    """An XML part as a tree of lxml, which knows its parents; no document type, no entities."""
    try:
        return lxml_root(content)
    except BadXml as error:
        raise _told(Fault.DOCTYPE if error.doctype else Fault.NO_XML, name) from error


def _told(fault: Fault, name: str) -> BrokenTemplate:
    zh, en = _WORDS.get(fault, _WORDS[Fault.DAMAGED])
    part = f" {name}" if fault in (Fault.DOCTYPE, Fault.NO_XML) else ""
    return BrokenTemplate(Words(zh + part, en + part))


_WORDS: Final = {
    Fault.NO_PACKAGE: ("模板不是 .docx 文件", "the template is not a .docx file"),
    Fault.LARGE_FILE: ("模板文件过大", "the template file is too large"),
    Fault.MANY_MEMBERS: ("模板的部件过多或重名", "the template has too many parts, or two of one name"),
    Fault.DUPLICATE: ("模板的部件过多或重名", "the template has too many parts, or two of one name"),
    Fault.LARGE: ("模板展开后过大", "the template is too large when unpacked"),
    Fault.ENCRYPTED: ("模板有密码，请先去掉密码", "the template has a password; remove it first"),
    Fault.DAMAGED: ("模板文件已损坏", "the template file is damaged"),
    Fault.NO_XML: ("模板中的部件不是合法的 XML", "a part of the template is not well-formed XML"),
    Fault.DOCTYPE: ("模板中的部件带有 DOCTYPE", "a part of the template has a DOCTYPE"),
}


def _missing(members: Mapping[str, bytes]) -> Iterator[Problem]:
    for name in (CONTENT_TYPES, MAIN, STYLES):
        if name not in members:
            yield Problem(name, Words("不是 Word 文档：缺少该部件", "not a Word document: this part is missing"))


def _running(members: Mapping[str, bytes]) -> Iterator[Problem]:
    """Macros, controls and embedded programs."""
    types = members.get(CONTENT_TYPES, b"")
    for name in members:
        if any(mark.casefold() in name.casefold() for mark in _MACROS):
            yield Problem(name, Words("模板不得含有宏、控件或嵌入对象", "no macros, controls or embedded objects"))
    if any(mark.encode() in types for mark in _MACROS):
        yield Problem(CONTENT_TYPES, Words("模板不得为启用宏的文档", "the template is macro-enabled"))


def _reaching_out(members: Mapping[str, bytes]) -> Iterator[Problem]:
    """Parts and relationships that a template has no use for, fields and addresses that lead out of it."""
    if CONTENT_TYPES not in members:
        return
    types = content_types(part(CONTENT_TYPES, members[CONTENT_TYPES]), members)
    yield from strange_parts(types, members)
    for name, kind in types.items():
        if kind == RELATIONS:
            yield from strange_relations(relations(name, part(name, members[name])), types)
        elif is_xml(kind):
            yield from _calling_out(name, parsed(name, members[name]))


def _calling_out(name: str, root: LxmlElement) -> Iterator[Problem]:
    """The fields and addresses of a part, each with its paragraph."""
    wrong = [(field.element, words) for field in fields(root) if (words := fault_of(field))]
    hidden = hidden_tags.faults_of(root) if TAGGED.fullmatch(name) else ()
    found = [*wrong, *addresses.faults_of(root), *hidden]
    places = {spot.paragraph: spot.place for spot in spots(name, root)} if found else {}
    for element, words in found:
        around = [element, *element.iterancestors(f"{W}p")]
        place = next((places[one].told() for one in around if one in places), "")
        yield Problem(f"{name} {place}".rstrip(), words)
