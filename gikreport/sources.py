"""From any path, bytes, file object or mapping to a Reading, by its content."""

from __future__ import annotations

import functools
import importlib
import os
import pathlib
from collections.abc import Callable, Mapping
from typing import IO, Any, Final

import attrs

from .datafile import decode, file_bytes, line_of, parse
from .errors import Unreadable, Words
from .forms import form_named
from .model.form import Form
from .model.reading import Reading
from .readers.formats import kinds

Source = str | os.PathLike[str] | bytes | IO[bytes] | Mapping[str, Any]


@attrs.frozen
class Reader:
    """One kind of input: how to know it, and how to read it. `knows` is given the content and the suffix."""

    knows: Callable[[bytes, str], bool]
    read: Callable[[bytes, str, str, Form | None], Reading]


def read(source: Source, *, form: str | Form | None = None) -> Reading:
    """What a data file or a document states; raises Unreadable where it cannot be read at all.

    A `str` or path names a file; bytes and file objects are told apart by their content; a mapping is plain data.
    """
    chosen = form_named(form) if isinstance(form, str) else form
    if isinstance(source, Mapping):
        return parse(source, form=chosen)
    data, name = _bytes(source)
    suffix = pathlib.PurePath(name).suffix.lower()
    reader = next((reader for reader in READERS if reader.knows(data, suffix)), None)
    if reader is None:
        raise Unreadable(Words(f"{name or '输入'} 不是能读的格式", f"{name or 'input'} is of no readable kind"))
    return reader.read(data, suffix, name, chosen)


def _bytes(source: Any) -> tuple[bytes, str]:
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source), ""
    if hasattr(source, "read"):
        content = source.read()
        name = getattr(source, "name", "")
        named = pathlib.PurePath(name).name if isinstance(name, str) else ""
        return content.encode() if isinstance(content, str) else content, named
    path = pathlib.Path(source)
    return file_bytes(path), path.name


def _is_json(data: bytes, suffix: str) -> bool:
    return suffix == ".json" or (not suffix and data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{")


def _is_yaml(data: bytes, suffix: str) -> bool:
    return suffix in (".yaml", ".yml") or (not suffix and data.startswith(b"%YAML"))


_HEAD: Final = 4096
_Read = Callable[[bytes, str, str, Form | None], Reading]


def _data(kind: str) -> _Read:
    def read_data(data: bytes, suffix: str, name: str, form: Form | None) -> Reading:
        lines = functools.partial(line_of, data, kind)
        return parse(decode(data, kind, name), form=form, name=name, lines=lines)

    return read_data


def _document(module: str) -> _Read:
    """A reader of documents, imported when it is first used: `readers.formats.docx` has `find_docx`."""

    def read_document(data: bytes, suffix: str, name: str, form: Form | None) -> Reading:
        from .readers.binding import bind

        found = importlib.import_module(f".readers.formats.{module}", __package__)
        return bind(getattr(found, f"find_{module}")(data, name), form)

    return read_document


# Under these names a report may lie in a folder.
SUFFIXES: Final = frozenset(
    {
        *(".docx", ".doc", ".wps", ".odt", ".rtf", ".pdf", ".html", ".htm", ".xlsx", ".xls"),
        *(".txt", ".md", ".json", ".toml", ".yaml", ".yml"),
    }
)
READERS: Final[tuple[Reader, ...]] = (
    Reader(_is_json, _data(".json")),
    Reader(_is_yaml, _data(".yaml")),
    Reader(kinds.is_toml, _data(".toml")),
    Reader(kinds.is_docx, _document("docx")),
    Reader(kinds.is_xlsx, _document("xlsx")),
    Reader(kinds.is_old_office, _document("legacy")),
    Reader(kinds.is_open_document, _document("legacy")),
    Reader(kinds.is_pdf, _document("pdf")),
    Reader(kinds.is_html, _document("html")),
    Reader(kinds.is_text, _document("text")),
)
