"""How much the pages of a PDF have their reader do, counted in their content streams before it begins."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from typing import Any, Final

from ...errors import unreadable
from ...fence import more_time
from ...limits import exceeded, hold, limits
from .pdf_fonts import MOST_CODES, codes_named, widths_named

# A form that is drawn; a text; a name; a comment; an operator.
_TOKENS: Final = re.compile(
    rb"/(?P<form>[^\s()<>\[\]{}/%]*+)\s++Do(?![A-Za-z])"
    rb"|(?P<text>\((?:[^()\\]|\\.)*+)|(?P<hex><[0-9A-Fa-f\s]*+>)"
    rb"|/[^\s()<>\[\]{}/%]*+|%[^\r\n]*+|(?P<operator>[A-Za-z'\"*]++)",
    re.DOTALL,
)
_BYTES_OF_A_SIGN: Final = {"text": 2, "hex": 4}
_BYTES_OF_AN_OPERATOR: Final = 100  # with all that stands before it, blanks too, which cost a parser time as well
_FULL_PAGE: Final = 3000  # signs, the most that a page is given time for
_USUAL: Final = 6000  # signs of a report that needs no more time than any file
_SECONDS_OF_A_SIGN: Final = 0.0004  # four times what it takes on a usual machine


def refuse_wide_rows(data: bytes, name: str) -> None:
    """Raise Unreadable where a stream states rows of data wider than any picture, for which a parser makes room."""
    if any(len(found[1]) > _WIDEST for found in _ROW.finditer(data)):
        raise unreadable(name, "PDF 已损坏", "the PDF is broken")


_ROW: Final = re.compile(rb"/(?:Columns|Colors|BitsPerComponent)\s*+0*+([0-9]++)")
_WIDEST: Final = 6  # digits


class PagesWork:
    """The work of one PDF, page by page: held to its limits, and given time for pages that are full of text."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._counted: dict[object, int] = {}
        self._texts: set[object] = set()
        self._fonts: set[object] = set()
        self._signs = self._granted = 0

    def hold(self, page: Any, number: int) -> None:
        """Raise Unreadable where a page (of pdfminer) holds more than it may; each distinct one adds to the time."""
        place = f"第 {number} 页"
        parts = [part for part in map(_resolved, page.contents) if _is_stream(part)]
        work = sum(self._work(part, page.resources, place, 0) for part in parts)
        hold(work, "operators", self._name, place)
        seen = tuple(_key(part) for part in parts)
        if seen not in self._texts:
            self._texts.add(seen)
            self._give_time(min(work, _FULL_PAGE))

    def _give_time(self, signs: int) -> None:
        self._signs += signs
        due = max(0, self._signs - _USUAL)
        more_time((due - self._granted) * _SECONDS_OF_A_SIGN)
        self._granted = due

    def _work(self, stream: Any, resources: Any, place: str, depth: int) -> int:
        """The operators and signs of a content stream, and of the forms that it draws, as often as it draws them."""
        key = _key(stream)
        if key not in self._counted:
            if depth > limits().depth:
                raise exceeded("depth", self._name, place)
            self._counted[key] = 0  # a form within itself is drawn once
            self._counted[key] = self._own_work(stream, resources, place, depth)
        return self._counted[key]

    def _own_work(self, stream: Any, resources: Any, place: str, depth: int) -> int:
        forms = _named(resources, "XObject")
        self._hold_fonts(resources, place)
        content = self._content(stream, place)
        work, most = 0, limits().operators
        hold(len(content) // _BYTES_OF_AN_OPERATOR, "operators", self._name, place)
        for token in _TOKENS.finditer(content):
            kind = token.lastgroup or ""
            if kind == "form":
                drawn = forms.get(token["form"].decode("latin-1"))
                drawn = _resolved(drawn)
                if _is_stream(drawn) and _is_form(drawn):
                    work += self._work(drawn, drawn.get("Resources", resources), place, depth + 1)
            elif kind in _BYTES_OF_A_SIGN:
                work += len(token[kind]) // _BYTES_OF_A_SIGN[kind]
            work += bool(kind)
            if work > most:
                break
        return work

    def _hold_fonts(self, resources: Any, place: str) -> None:
        """Raise Unreadable where a font names more codes than there are characters."""
        for reference in _named(resources, "Font").values():
            key = getattr(reference, "objid", id(reference))
            if key not in self._fonts:
                self._fonts.add(key)
                if self._codes(_resolved(reference), place) > MOST_CODES:
                    raise unreadable(self._name, "PDF 已损坏", "the PDF is broken")

    def _codes(self, font: Any, place: str) -> int:
        if not isinstance(font, dict):
            return 0
        tables = [one for one in map(_resolved, (font.get("ToUnicode"), font.get("Encoding"))) if _is_stream(one)]
        listed = _resolved(font.get("DescendantFonts"))
        below = [_resolved(one) for one in listed[:1]] if isinstance(listed, list) else []
        widths = [_resolved(one.get(name)) for one in below if isinstance(one, dict) for name in ("W", "W2")]
        resolved = [[_resolved(one) for one in each] for each in widths if isinstance(each, list)]
        return sum(codes_named(self._content(one, place)) for one in tables) + sum(map(widths_named, resolved))

    def _content(self, stream: Any, place: str) -> bytes:
        """What stands in a stream, unpacked no further than a part may be."""
        filters = [getattr(name, "name", name) for name, _ in stream.get_filters()]
        if stream.rawdata is None or not filters or set(filters) - _FLATE:
            data: bytes = stream.get_data()
        else:
            data = _deciphered(stream)
            for _ in filters:
                data = self._inflated(data, place)
        hold(len(data), "part", self._name, place)
        return data

    def _inflated(self, data: bytes, place: str) -> bytes:
        try:
            found = zlib.decompressobj().decompress(data, limits().part + 1)
        except zlib.error:
            raise unreadable(self._name, "PDF 已损坏", "the PDF is broken") from None
        hold(len(found), "part", self._name, place)
        return found


_FLATE: Final = frozenset(("FlateDecode", "Fl"))


def _deciphered(stream: Any) -> bytes:
    raw: bytes = stream.rawdata
    if stream.decipher is None or stream.objid is None or stream.genno is None:
        return raw
    found: bytes = stream.decipher(stream.objid, stream.genno, raw, stream.attrs)
    return found


def _resolved(value: Any) -> Any:
    from pdfminer.pdftypes import resolve1

    return resolve1(value)


def _is_stream(value: Any) -> bool:
    from pdfminer.pdftypes import PDFStream

    return isinstance(value, PDFStream)


def _is_form(stream: Any) -> bool:
    kind = _resolved(stream.get("Subtype"))
    return bool(getattr(kind, "name", kind) == "Form")


def _named(resources: Any, kind: str) -> Mapping[str, Any]:
    """The forms, or the fonts, that a page names."""
    known = _resolved(resources)
    found = _resolved(known.get(kind)) if isinstance(known, dict) else None
    return found if isinstance(found, dict) else {}


def _key(stream: Any) -> object:
    return stream.objid if stream.objid is not None else id(stream)
