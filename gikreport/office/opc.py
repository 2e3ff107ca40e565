"""An Office file as a package: its members within bounds, its XML parsed one safe way."""

from __future__ import annotations

import contextlib
import enum
import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import attrs

from ..errors import GikreportError, Unreadable, too_large, unreadable
from ..files import opened_file
from ..signs import visible
from .tree import Tree, tree
from .xml import BadXml, begins_with_doctype, parse

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HEAD: Final = 64 * 1024  # a root element begins within so many bytes
_COMPRESSIONS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # what a package may use, and no decompressor else
_DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError, NotImplementedError, IndexError
)  # fmt: skip


class Fault(enum.Enum):
    """Why a package is not read."""

    NO_PACKAGE = enum.auto()
    LARGE_FILE = enum.auto()
    MANY_MEMBERS = enum.auto()
    DUPLICATE = enum.auto()
    LARGE = enum.auto()
    MISSING = enum.auto()
    ELSEWHERE = enum.auto()
    ENCRYPTED = enum.auto()
    DAMAGED = enum.auto()
    NO_XML = enum.auto()
    DOCTYPE = enum.auto()


@attrs.frozen
class Limits:
    """How much a package may hold: `file` bytes as it lies on the disk; unpacked, of one XML part and of all."""

    file: int = 256 * 2**20
    members: int = 5000
    part: int = 16 * 2**20
    unpacked: int = 256 * 2**20


DOCUMENT: Final = Limits()
WORKBOOK: Final = Limits(part=8 * 2**20)
LEDGER: Final = Limits(file=2**30, part=2**30, unpacked=2**30)  # what an office keeps all year, read row by row

Told = Callable[[Fault, str], GikreportError]


@attrs.define
class Package:
    """The members of a .docx, .xlsx or .odt. `told` words what is wrong with it: the fault, and the member or ""."""

    told: Told
    limits: Limits
    _stream: IO[bytes]
    _zip: zipfile.ZipFile
    _unpacked: int = 0

    def __contains__(self, member: str) -> bool:
        return member in self._zip.NameToInfo

    def members(self) -> tuple[str, ...]:
        """The names of all members, in their order."""
        return tuple(self._zip.NameToInfo)

    def read(self, member: str) -> bytes:
        """The bytes of a member; raises where it is missing, damaged, encrypted, or too large with what was read."""
        info = self._zip.NameToInfo.get(member)
        if info is None:
            raise self.told(Fault.MISSING, member)
        left = self.limits.unpacked - self._unpacked
        most = min(left, self.limits.part) if _is_xml(member) else left
        data = self._bytes(info, most + 1) if info.file_size <= most else b""
        if max(info.file_size, len(data)) > most:
            raise self.told(Fault.LARGE, member)
        self._unpacked += len(data)
        return data

    def _bytes(self, info: zipfile.ZipInfo, most: int) -> bytes:
        if info.flag_bits & 1:
            raise self.told(Fault.ENCRYPTED, info.filename)
        if info.compress_type not in _COMPRESSIONS:
            raise self.told(Fault.DAMAGED, info.filename)
        try:
            with self._zip.open(info) as stream:
                return stream.read(most)
        except _DAMAGE:
            raise self.told(Fault.DAMAGED, info.filename) from None

    def chunks(self, member: str) -> Iterator[bytes]:
        """The bytes of a member, a piece at a time, for what looks through a large one."""
        info = self._zip.NameToInfo.get(member)
        if info is None:
            raise self.told(Fault.MISSING, member)
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_HEAD):
                    yield chunk
        except _DAMAGE:
            raise self.told(Fault.DAMAGED, member) from None

    def contents(self) -> dict[str, bytes]:
        """Every member with its bytes, but for folders; nothing is read where together they are too large."""
        self._within_limits()
        return {info.filename: self.read(info.filename) for info in self._zip.infolist() if not info.is_dir()}

    def ready_for_others(self) -> None:
        """Raise where a library that opens the package itself would meet too much, or a document type."""
        self._within_limits()
        for info in self._zip.infolist():
            if begins_with_doctype(self._bytes(info, _HEAD)):
                raise self.told(Fault.DOCTYPE, info.filename)

    def _within_limits(self) -> None:
        """By what the package says of its members, more than which none of them yields."""
        infos = self._zip.infolist()
        largest = max((info.file_size for info in infos if _is_xml(info.filename)), default=0)
        if largest > self.limits.part or sum(info.file_size for info in infos) > self.limits.unpacked:
            raise self.told(Fault.LARGE, "")

    def with_changed(self, changed: Mapping[str, bytes]) -> bytes:
        """The package with some members changed, and those that are new at its end; every other member as it was."""
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self._zip.infolist():
                target.writestr(info, changed[info.filename] if info.filename in changed else self.read(info.filename))
            for name in changed.keys() - self._zip.NameToInfo.keys():
                new = zipfile.ZipInfo(name)
                new.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(new, changed[name])
        return written.getvalue()

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()
        self._stream.close()

    def xml(self, member: str) -> Element:
        """The root element of a member."""
        with self._sound(member):
            return parse(self.read(member))

    def tree(self, member: str) -> Tree:
        """A member that is to be changed."""
        with self._sound(member):
            return tree(self.read(member))

    @contextlib.contextmanager
    def _sound(self, member: str) -> Iterator[None]:
        try:
            yield
        except BadXml as error:
            raise self.told(Fault.DOCTYPE if error.doctype else Fault.NO_XML, member) from None

    def parts(self) -> dict[str, Element]:
        """The root element of each member that is XML by its name."""
        return {member: self.xml(member) for member in self.members() if _is_xml(member)}


def package(source: bytes | Path, told: Told, limits: Limits = DOCUMENT) -> Package:
    """An Office file opened; raises what `told` makes of its fault where it is none, or not within its limits.

    Raises OSError where there is no such file.
    """
    size = len(source) if isinstance(source, bytes) else source.stat().st_size
    if size > limits.file:
        raise told(Fault.LARGE_FILE, "")
    stream: IO[bytes] = io.BytesIO(source) if isinstance(source, bytes) else opened_file(source)
    try:
        if _listed(stream) > limits.members:
            raise told(Fault.MANY_MEMBERS, "")
        opened = zipfile.ZipFile(stream)
        _plain(opened, told, limits)
    except _DAMAGE:
        stream.close()
        raise told(Fault.NO_PACKAGE, "") from None
    except GikreportError:
        stream.close()
        raise
    return Package(told, limits, stream, opened)


def _plain(opened: zipfile.ZipFile, told: Told, limits: Limits) -> None:
    """No more members than a document has, and each name once: capitals do not tell two parts apart."""
    if len(opened.infolist()) > limits.members:
        raise told(Fault.MANY_MEMBERS, "")
    if len({name.lower() for name in opened.NameToInfo}) < len(opened.infolist()):
        raise told(Fault.DUPLICATE, "")


def package_to_read(data: bytes, name: str = "", limits: Limits = DOCUMENT, main: str = "") -> Package:
    """A file that somebody gives to be read; raises Unreadable, and so does the package, where it cannot be.

    With `main` also where an office program would open another part than this one.
    """
    opened = package(data, lambda fault, member: unread(name, fault, member), limits)
    if main:
        expect_main(opened, main)
    return opened


def expect_main(package: Package, main: str) -> None:
    """Raise where an office program that follows the relations of the package opens another part than this one."""
    for _, kind, part in related_parts(package, ""):
        if kind == "officeDocument" and part.lower() != main:
            raise package.told(Fault.ELSEWHERE, visible(part))


def related_parts(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """Id, kind ("header") and part of each relation of a part, or of the package for "", to another of its parts."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    for one in package.xml(relations) if relations in package else ():
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target") or ""))
            yield one.get("Id") or "", (one.get("Type") or "").rpartition("/")[2], target.lstrip("/")


def unread(name: str, fault: Fault, member: str) -> Unreadable:
    """The error for a file to be read, with its fault."""
    if fault is Fault.ENCRYPTED:
        return encrypted(name)
    if fault in (Fault.LARGE, Fault.LARGE_FILE, Fault.MANY_MEMBERS):
        return too_large(name)
    zh, en = WORDS[fault]
    return unreadable(name, zh.format(member), en.format(member), "damaged")


def encrypted(name: str) -> Unreadable:
    """The error for a file with a password."""
    return unreadable(name, "文件有密码，请先去掉密码再读", "the file has a password; remove it first", "encrypted")


WORDS: Final = {
    Fault.NO_PACKAGE: ("文件不完整，或不是 Office 文档", "the file is cut short, or no Office document"),
    Fault.DUPLICATE: ("文件中有重名的部件，不予读取", "two of its parts have one name, which is not read"),
    Fault.MISSING: ("缺少 {}，文件不完整", "{} is missing; the file is not whole"),
    Fault.ELSEWHERE: (
        "打开时显示的是其中的 {}，与常规不同，不予读取；请在 Word、WPS 或 Excel 中打开，核对无误后另存一份再读",
        "what it shows stands in {}, not where it usually does; open it, look it over, and save it once more",
    ),
    Fault.DAMAGED: ("{} 已损坏", "{} is broken"),
    Fault.NO_XML: ("{} 不是完好的 XML", "{} is no sound XML"),
    Fault.DOCTYPE: ("{} 含有 DOCTYPE，不予读取", "{} holds a DOCTYPE, which is not read"),
}


def member_names(data: bytes) -> frozenset[str]:
    """The names of the members of a package, to tell what kind it is; empty where it is none, or has far too many."""
    stream = io.BytesIO(data)
    try:
        if _listed(stream) > DOCUMENT.members:
            return frozenset()
        with zipfile.ZipFile(stream) as opened:
            return frozenset(opened.namelist())
    except _DAMAGE:
        return frozenset()


_END, _END_64, _ENTRY = struct.Struct("<4s8xL6x"), struct.Struct("<4s36xQ8x"), b"PK\x01\x02"
_LOCATOR: Final = 20  # bytes between the end of a long package's directory and the end of any


def _listed(stream: IO[bytes]) -> int:
    """No fewer than the members that its directory lists, counted before anything is made of them; 0 without one."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 2**16 - _END.size))
    tail = stream.read()
    plain = len(tail) - _END.size if tail[-_END.size :].startswith(b"PK\x05\x06") and tail.endswith(b"\0\0") else -1
    at = plain if plain >= 0 else tail.rfind(b"PK\x05\x06", 0, len(tail) - _END.size + 4)
    if at < 0:
        return 0
    listed, end = _END.unpack_from(tail, at)[1], size - len(tail) + at
    long = end - _LOCATOR - _END_64.size
    if long >= 0 and tail[max(0, at - _LOCATOR) : at].startswith(b"PK\x06\x07"):
        stream.seek(long)
        listed, end = _END_64.unpack(stream.read(_END_64.size))[1], long
    stream.seek(max(0, end - listed))
    return stream.read(listed).count(_ENTRY)


def _is_xml(member: str) -> bool:
    return member.lower().endswith((".xml", ".rels"))
