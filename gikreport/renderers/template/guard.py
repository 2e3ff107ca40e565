"""A template as it comes from an office: opened within bounds, with nothing in it that runs or calls home."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...errors import BrokenTemplate, Problem, Words

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAIN: Final = "word/document.xml"
STYLES: Final = "word/styles.xml"

_MOST_BYTES: Final = 32 * 2**20  # of the file as it lies on the disk
_MOST_UNPACKED: Final = 128 * 2**20
_MOST_MEMBERS: Final = 2000
_MOST_XML: Final = 24 * 2**20  # of one XML part
_MACROS: Final = ("macroEnabled", "vbaProject", "vbaData", "activeX", "oleObject")


def opened(data: bytes) -> dict[str, bytes]:
    """The members of a template; raises BrokenTemplate with the reason where it may not be used."""
    members = _members(data)
    problems = [*_missing(members), *_running(members), *_reaching_out(members)]
    if problems:
        raise BrokenTemplate(Words("模板不能使用", "the template cannot be used"), problems)
    return members


def parsed(name: str, content: bytes) -> Element:
    """An XML part as a tree; no document type, no entities."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _broken("模板中的部件不是合法的 XML", "a part of the template is not well-formed XML", name) from error
    tree: Any = root.getroottree()
    if tree.docinfo.doctype:
        raise _broken("模板中的部件带有 DOCTYPE", "a part of the template has a DOCTYPE", name)
    return root


def _members(data: bytes) -> dict[str, bytes]:
    if len(data) > _MOST_BYTES:
        raise _broken("模板文件过大", "the template file is too large")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _within_bounds(package.infolist())
            return {info.filename: package.read(info) for info in package.infolist() if not info.is_dir()}
    except BrokenTemplate:
        raise
    except zipfile.BadZipFile as error:
        raise _broken("模板不是 .docx 文件", "the template is not a .docx file") from error
    except Exception as error:  # zlib.error, struct.error, …: whatever a damaged package brings about
        raise _broken("模板文件已损坏", "the template file is damaged") from error


def _within_bounds(infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len(infos) > _MOST_MEMBERS or len(set(names)) < len(names):
        raise _broken("模板的部件过多或重名", "the template has too many parts, or two of one name")
    large = any(info.filename.endswith((".xml", ".rels")) and info.file_size > _MOST_XML for info in infos)
    if large or sum(info.file_size for info in infos) > _MOST_UNPACKED:
        raise _broken("模板展开后过大", "the template is too large when unpacked")


def _missing(members: Mapping[str, bytes]) -> Iterator[Problem]:
    for name in ("[Content_Types].xml", MAIN, STYLES):
        if name not in members:
            yield Problem(name, Words("不是 Word 文档：缺少该部件", "not a Word document: this part is missing"))


def _running(members: Mapping[str, bytes]) -> Iterator[Problem]:
    """Macros, controls and embedded programs."""
    types = members.get("[Content_Types].xml", b"")
    for name in members:
        if any(mark.casefold() in name.casefold() for mark in _MACROS):
            yield Problem(name, Words("模板不得含有宏、控件或嵌入对象", "no macros, controls or embedded objects"))
    if any(mark.encode() in types for mark in _MACROS):
        yield Problem("[Content_Types].xml", Words("模板不得为启用宏的文档", "the template is macro-enabled"))


def _reaching_out(members: Mapping[str, bytes]) -> Iterator[Problem]:
    """Relationships that lead out of the package."""
    for name, content in members.items():
        if name.endswith(".rels"):
            for relation in parsed(name, content):
                if relation.get("TargetMode", "").casefold() == "external":
                    target = relation.get("Target", "")
                    yield Problem(name, Words(f"模板引用了外部文件 {target}", f"refers to the external file {target}"))


def _broken(zh: str, en: str, name: str = "") -> BrokenTemplate:
    return BrokenTemplate(Words(f"{zh} {name}".rstrip(), f"{en} {name}".rstrip()))
