"""What identifies a file, the rules and the packing of a document: digests and versions."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import importlib.resources
import zlib
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import attrs

from ..errors import BrokenTemplate, Words
from ..files import file_bytes
from ..model.form import Form
from ..office.packing import ZLIB, Codec
from ..renderers.environment import official_folder
from .sm3 import sm3

# The rooms that decide what is found in a report.
_DECIDING: Final = ("model", "forms", "narrative", "rules", "readers", "expressions", "checking")
_TEMPLATES: Final = (".docx", ".html", ".jinja", ".css")


@attrs.frozen(kw_only=True)
class FileDigest:
    """A file as it was: its name without folders, its size, and its SHA-256 and SM3 in hexadecimal digits."""

    name: str
    bytes: int
    sha256: str
    sm3: str


def file_digest(name: str, content: bytes) -> FileDigest:
    """The digests of what stands in a file."""
    return FileDigest(
        name=name, bytes=len(content), sha256=hashlib.sha256(content).hexdigest(), sm3=sm3_digest(content)
    )


def sm3_digest(content: bytes) -> str:
    """SM3 in hexadecimal digits, by OpenSSL where it has it."""
    if "sm3" in hashlib.algorithms_available:
        return hashlib.new("sm3", content).hexdigest()
    return sm3(content).hex()


@functools.cache
def rules_digest() -> str:
    """SHA-256 over the source of all that decides what is found; line ends as on Unix."""
    found = hashlib.sha256()
    package = importlib.resources.files(__name__.split(".")[0])
    for room in _DECIDING:
        for name, content in _sources(package / room, room):
            found.update(f"{name}\0{len(content)}\0".encode() + content)
    return found.hexdigest()


def _sources(folder: Traversable, named: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _sources(entry, f"{named}/{entry.name}")
        elif entry.name.endswith(".py"):
            yield f"{named}/{entry.name}", entry.read_bytes().replace(b"\r\n", b"\n")


@attrs.frozen(kw_only=True)
class CodecUsed:
    """How a .docx is packed: the same report gives the same bytes with the same codec, version and level."""

    name: str
    version: str
    level: int


def codec_used(codec: Codec = ZLIB) -> CodecUsed:
    """The codec as it is on this machine."""
    isal = codec.name != ZLIB.name
    version = importlib.metadata.version("isal") if isal else zlib.ZLIB_RUNTIME_VERSION
    return CodecUsed(name=codec.name, version=version, level=codec.level)


def template_digests(form: Form, own: Any = None) -> tuple[FileDigest, ...]:
    """The templates that a document is made on: an office's own as own/…, then the official ones of its form."""
    official = official_folder()
    found = [*_own_files(own)]
    for folder in (official / form.name, official / "shared"):
        found += [(f"{folder.name}/{path.name}", path.read_bytes()) for path in sorted(folder.iterdir())]
    return tuple(file_digest(name, content) for name, content in found)


def _own_files(own: Any) -> Iterator[tuple[str, bytes]]:
    """The files of an office's own template, bytes or a path; BrokenTemplate for a compiled one."""
    if own is None:
        return
    if isinstance(own, bytes):
        yield "own/report.docx", own
        return
    if not isinstance(own, str | Path):
        zh = "清单要写明模板的摘要，请给出模板文件，而不是编译好的模板"
        raise BrokenTemplate(Words(zh, "a manifest tells the digests of a template: name its file, not a compiled one"))
    path = Path(own)
    paths = sorted(path.rglob("*")) if path.is_dir() else [path]
    for one in (one for one in paths if one.suffix.lower() in _TEMPLATES and one.is_file()):
        name = one.relative_to(path).as_posix() if path.is_dir() else one.name
        yield f"own/{name}", file_bytes(one)
