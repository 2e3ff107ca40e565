"""A form (multipart/form-data) taken apart within bounds: its parts by their names."""

from __future__ import annotations

import contextlib
import email.errors
import email.header
import pathlib
import re
import urllib.parse
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from ..errors import Problem, Words
from .answers import Refused, bad_request

_PARTS: Final = 2100  # parts of one form: the reports of a county, and what is asked of them


@attrs.frozen
class File:
    """A file of a form; its name, without folders, is for telling and for its ending only."""

    name: str
    content: bytes

    @property
    def suffix(self) -> str:
        """Its ending, ".docx"."""
        return pathlib.PurePath(self.name).suffix.lower()


def form_parts(kind: str, content: bytes) -> Mapping[str, list[File | str]]:
    """The parts of a form by their names; one with a file name is a file, any other text. Raises Refused."""
    found: dict[str, list[File | str]] = {}
    for headers, part in _parts(kind, content):
        name, file = _names(headers)
        if name is None:
            raise bad_request([_NAMELESS])
        if file is None:
            found.setdefault(name, []).append(part.decode("utf-8", "replace"))
        else:
            found.setdefault(name, []).append(File(file, part))
    return found


def _names(headers: Mapping[bytes, bytes]) -> tuple[str | None, str | None]:
    """The name of a part, and that of its file, without folders."""
    from python_multipart.multipart import parse_options_header

    stated = headers.get(b"content-disposition", b"")
    _, options = parse_options_header(stated)
    name, file = options.get(b"name"), _file_name(stated, options.get(b"filename"))
    return None if name is None else _text(name), None if file is None else re.split(r"[/\\]", file)[-1]


def _file_name(stated: bytes, plain: bytes | None) -> str | None:
    """The name of a file as clients write it: in UTF-8, as RFC 7578 asks, or as RFC 8187 and 2047 have it."""
    if extended := _EXTENDED.search(stated):
        return _text(urllib.parse.unquote_to_bytes(extended[1]))
    text = None if plain is None else _text(plain)
    if text and text.startswith("=?"):
        with contextlib.suppress(ValueError, LookupError, email.errors.HeaderParseError):
            return str(email.header.make_header(email.header.decode_header(text)))
    return text


def _text(raw: bytes) -> str:
    """A name in UTF-8, or in the encoding of Chinese systems that do not use it."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


_EXTENDED: Final = re.compile(rb";[ \t]*filename\*[ \t]*=[ \t]*\"?[\w-]+'[\w-]*'([^;\s\"]+)", re.IGNORECASE)


def _parts(kind: str, content: bytes) -> Iterator[tuple[Mapping[bytes, bytes], bytes]]:
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import MultipartParser, parse_options_header

    _, options = parse_options_header(kind)
    collected = _Collected()
    try:
        parser = MultipartParser(options[b"boundary"], collected.callbacks())
        parser.write(content)
        parser.finalize()
    except (KeyError, FormParserError, ValueError):
        raise bad_request([_BROKEN]) from None
    if not collected.whole:
        raise bad_request([_BROKEN])
    return iter(collected.parts)


_NAMELESS: Final = Problem("", Words("表单中有一部分没有名称", "a part of the form has no name"))
_BROKEN: Final = Problem("", Words("表单（multipart）不完整", "the form (multipart) is broken"))


class _Collected:
    """The parts of a form, as its parser comes upon them."""

    def __init__(self) -> None:
        self.parts: list[tuple[dict[bytes, bytes], bytes]] = []
        self.whole = False
        self._headers: dict[bytes, bytes] = {}
        self._name, self._value, self._content = bytearray(), bytearray(), bytearray()

    def callbacks(self) -> Any:
        return {
            "on_part_begin": self._begin,
            "on_part_data": lambda data, start, end: self._content.extend(memoryview(data)[start:end]),
            "on_part_end": self._end,
            "on_header_field": lambda data, start, end: self._name.extend(memoryview(data)[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(memoryview(data)[start:end]),
            "on_header_end": self._header,
            "on_end": self._all,
        }

    def _begin(self) -> None:
        if len(self.parts) >= _PARTS:
            raise Refused("too-large", Words(f"表单超过 {_PARTS} 部分", f"a form has at most {_PARTS} parts"))
        self._headers, self._content = {}, bytearray()

    def _header(self) -> None:
        self._headers[bytes(self._name).lower()] = bytes(self._value)
        self._name, self._value = bytearray(), bytearray()

    def _end(self) -> None:
        self.parts.append((self._headers, bytes(self._content)))

    def _all(self) -> None:
        self.whole = True
