"""An opened zip package and its XML, within bounds: no bomb, no entity, no network, no depth without end."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, Final

from ..errors import too_large, unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

LARGEST_MEMBER: Final = 16 * 1024 * 1024
_MOST_MEMBERS: Final = 5000


class Package:
    """The members of a .docx, .xlsx or .odt that a reader asks for."""

    def __init__(self, data: bytes, name: str = "") -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise unreadable(
                name, "文件不完整，或不是 Office 文档", "the file is cut short, or no Office document"
            ) from None
        if len(self._zip.infolist()) > _MOST_MEMBERS:
            raise too_large(name)

    def __contains__(self, member: str) -> bool:
        return member in self._zip.NameToInfo

    def members(self) -> tuple[str, ...]:
        """The names of all members."""
        return tuple(self._zip.NameToInfo)

    def read(self, member: str) -> bytes:
        """The bytes of a member; raises Unreadable where it is broken, encrypted or too large."""
        info = self._zip.NameToInfo.get(member)
        if info is None:
            raise unreadable(self.name, f"缺少 {member}，文件不完整", f"{member} is missing; the file is not whole")
        if info.flag_bits & 1:
            raise encrypted(self.name)
        if info.file_size > LARGEST_MEMBER:
            raise too_large(self.name)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(LARGEST_MEMBER + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError, NotImplementedError):
            raise unreadable(self.name, f"{member} 已损坏", f"{member} is broken") from None
        if len(data) > LARGEST_MEMBER:
            raise too_large(self.name)
        return data

    def xml(self, member: str) -> Element:
        """The root element of a member."""
        return parse_xml(self.read(member), self.name, member)


def encrypted(name: str) -> Any:
    """The error for a file with a password."""
    return unreadable(name, "文件有密码，请先去掉密码再读", "the file has a password; remove it first")


def parse_xml(data: bytes, name: str, member: str) -> Element:
    """The root of an XML text; raises Unreadable for a DOCTYPE, broken syntax or endless nesting."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise unreadable(name, f"{member} 不是完好的 XML", f"{member} is no sound XML") from None
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise unreadable(name, f"{member} 含有 DOCTYPE，不予读取", f"{member} holds a DOCTYPE, which is not read")
    return root
