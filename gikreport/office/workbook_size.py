"""How large a workbook is by its XML, before a library that keeps a cell for each place is asked to open it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final
from xml.parsers import expat

import attrs

from ..errors import GikreportError, Problem, Unreadable, Words
from ..limits import exceeded, hold, limits
from .opc import Fault, Package
from .xml import BadXml, utf8

LAST_ROW: Final = 1_048_576  # of any worksheet
_LAST_COLUMN: Final = 16_384
_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_NUMBER: Final = re.compile(r"\s*[0-9]{1,9}\s*")
_NAMED: Final = {"mergeCell": "ref", "hyperlink": "ref", "dataValidation": "sqref", "conditionalFormatting": "sqref"}
_LETTERS: Final = "$ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_EMPTY: Final = 4  # times as many cells as hold anything: those of a template are mostly borders
_HEAD: Final = 2000
_SHOWN: Final = 20
_COVERING: Final = frozenset(["mergeCell", "hyperlink"])  # the library makes each cell of these


@attrs.define
class _Look:
    """What was counted in the parts of one workbook so far."""

    name: str
    lengths: list[int] = attrs.field(factory=list)  # of the shared strings
    elements: int = 0
    cells: int = 0
    characters: int = 0
    covered: int = 0
    ranges: int = 0
    styles: int = 0


def look_over(package: Package, name: str = "") -> None:
    """Raise Unreadable where a workbook holds more than its limits allow.

    Everything that a library would make an object of is counted: cells, rows, merges, links, styles, and the characters
    of shared strings as often as they are used.
    """
    look = _Look(name)
    parts = {member: data for member in package.members() if (data := _markup(package, member))}
    for member in sorted(parts, key=lambda member: b"sst" not in parts[member][:_HEAD]):  # strings before their use
        _part(parts[member], member, look, package)


def _markup(package: Package, member: str) -> bytes:
    """What is XML by its first sign, whatever it is called."""
    data = b"" if member.endswith("/") else package.read(member)
    if not data[:_HEAD].lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
        return b""
    try:
        return utf8(data)
    except BadXml:
        raise package.told(Fault.NO_XML, member) from None


def _part(data: bytes, member: str, look: _Look, package: Package) -> None:
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = _Walk(look, member, parser).root
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise package.told(Fault.NO_XML, member) from None


class _Walk:
    """Goes through one part once, element by element."""

    def __init__(self, look: _Look, member: str, parser: expat.XMLParserType) -> None:
        self._look, self._member, self._parser = look, member, parser
        self._shared, self._column = False, 0
        self._text: list[str] = []

    def root(self, tag: str, given: dict[str, str]) -> None:
        """The first element, which tells what the part is."""
        kind = tag.rpartition(":")[2]
        handlers: dict[str, Callable[[str, dict[str, str]], None]] = {
            "worksheet": self._in_sheet, "sst": self._in_strings, "styleSheet": self._in_styles,
        }  # fmt: skip
        self._parser.StartElementHandler = handlers.get(kind, self._elsewhere)
        if kind in handlers:
            self._parser.EndElementHandler = self._end

    def _counted(self) -> None:
        self._look.elements += 1
        if self._look.elements > limits().elements:
            raise self._beyond("elements")

    def _beyond(self, limit: str) -> GikreportError:
        return exceeded(limit, self._look.name, self._member)

    def _elsewhere(self, tag: str, given: dict[str, str]) -> None:
        self._counted()

    def _in_styles(self, tag: str, given: dict[str, str]) -> None:
        self._counted()
        self._look.styles += 1
        hold(self._look.styles, "styles", self._look.name, self._member)

    def _in_strings(self, tag: str, given: dict[str, str]) -> None:
        self._counted()
        local = tag.rpartition(":")[2]
        if local == "si":
            self._look.lengths.append(0)
        elif local == "t":
            self._parser.CharacterDataHandler = self._measure

    def _measure(self, text: str) -> None:
        if self._look.lengths:
            self._look.lengths[-1] += len(text)

    def _in_sheet(self, tag: str, given: dict[str, str]) -> None:
        self._counted()
        local = tag.rpartition(":")[2]
        if local == "c":
            self._cell(given)
        elif local == "row":
            self._numbered(given.get("r"))
            self._column = 0
        elif local == "v" and self._shared:
            self._parser.CharacterDataHandler = self._text.append
        elif local in _NAMED:
            self._ranges(given.get(_NAMED[local], ""), covering=local in _COVERING)

    def _numbered(self, number: str | None) -> None:
        if number is not None and _whole(number) > LAST_ROW:
            raise no_row(self._look.name, number, self._member)

    def _cell(self, given: dict[str, str]) -> None:
        self._look.cells += 1
        if self._look.cells > limits().cells * _EMPTY:
            raise self._beyond("cells")
        reference = given.get("r", "")
        self._numbered(reference.lstrip(_LETTERS) or None)
        self._column = self._column + 1 if not reference else 0  # the library counts on where none is given
        hold(self._column - _LAST_COLUMN + limits().columns, "columns", self._look.name, self._member)
        self._shared = given.get("t") == "s"

    def _ranges(self, words: str, *, covering: bool) -> None:
        self._look.ranges += words.count(" ") + 1
        hold(self._look.ranges, "ranges", self._look.name, self._member)
        if covering:
            self._look.covered += _area(words)
            hold(self._look.covered, "merged", self._look.name, self._member)

    def _end(self, tag: str) -> None:
        self._parser.CharacterDataHandler = None
        if self._text:
            index, self._text = _whole("".join(self._text)), []
            self._look.characters += self._look.lengths[index] if index < len(self._look.lengths) else 0
            hold(self._look.characters, "characters", self._look.name, self._member)


def _whole(text: str) -> int:
    """A number as an attribute has it; of anything else one beyond all rows and strings."""
    return int(text) if _NUMBER.fullmatch(text) else LAST_ROW + 1


def no_row(name: str, number: str, at: str = "") -> Unreadable:
    """The error for a row that no worksheet has."""
    said = number if len(number) <= _SHOWN else number[:_SHOWN] + "…"
    zh = f"行号 {said} 超出了工作表的 {LAST_ROW:,} 行；请在 Excel 中另存一次再读"
    en = f"there is no row {said}: a worksheet ends at {LAST_ROW:,}; save it in Excel once more"
    return Unreadable(Words(f"{name} 读不出来", f"{name} cannot be read"), [Problem(at, Words(zh, en))])


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _area(words: str) -> int:
    """How many cells an area covers; one that names no cells covers none."""
    first, _, last = words.partition(":")
    one, other = _REFERENCE.fullmatch(first.strip()), _REFERENCE.fullmatch((last or first).strip())
    if not one or not other:
        return 0
    height, width = abs(int(other[2]) - int(one[2])) + 1, abs(_column(other[1]) - _column(one[1])) + 1
    return height * width
