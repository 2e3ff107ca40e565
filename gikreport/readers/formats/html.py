"""What a web page holds: the article with its tables, and around it the furniture of the page, marked as such."""

from __future__ import annotations

import re
from typing import Final

import attrs

from ...limits import hold, limits
from ...model.cell import Place
from ..amounts import is_datum, is_number, marks_a_note
from ..found import (
    Found,
    FoundParagraph,
    FoundTable,
    Item,
    Piece,
    Role,
    changes,
    hidden,
    table_of,
)
from ..left import Kind, Left
from .html_left import LISTS, MET, PageLeavings
from .html_tokens import COMMENT, Tag, tokens
from .own_page import OwnPage
from .text import decode_text

_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_BREAKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "ul", "caption", "figcaption", "table", "tr", "td", "th", "tbody", "thead", "tfoot",
))  # fmt: skip
_SILENT: Final = frozenset((
    "del", "script", "style", "noscript", "template", "select", "textarea", "title", "head", "object", "svg", "iframe",
    "math", "canvas", "video", "audio",
))  # fmt: skip
_VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDES: Final = re.compile(r"mso-hide\s*:\s*all", re.IGNORECASE)  # hidden words of a document saved as a page
_STRUCK: Final = frozenset(["s", "strike"])
_DECORATION: Final = "text-decoration"
_NEAR: Final = 8  # pieces and signs before a raised one: whether the last of them is a digit
_LONGEST_MARK: Final = 8
_HAN: Final = "\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’"
_WRAP: Final = re.compile(f"(?<=[{_HAN}])[ \t]*+[\r\n]\\s*+(?=[{_HAN}0-9])")
_SITE: Final = re.compile(r"[_|]|[-–—]{1,2}(?=\D)")  # parts the title of an article from the name of its site
_FIELDS: Final = ("", "text", "number", "tel")
_SPACE: Final = re.compile("[ \t\r\n\f]+")


def find_html(data: bytes, name: str = "") -> Found:
    """What a web page holds; raises Unreadable where it is too large or no text."""
    hold(len(data), "markup", name)
    page = _Page(name)
    for token in tokens(_text(data, name)):
        page.take(token)
    return page.found()


def _text(data: bytes, name: str) -> str:
    """The page in its own encoding: the one that it names, or the one that fits."""
    named = _CHARSET.search(data[:4096])
    encoding = named.group(1).decode("ascii").lower() if named else ""
    if encoding in ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return decode_text(data, name)


@attrs.define
class _Cell:
    rowspan: int = 1
    colspan: int = 1
    items: list[Item] = attrs.field(factory=list)

    @property
    def text(self) -> str:
        """Its paragraphs, a line each; of small tables within it the cells."""
        said = []
        for item in self.items:
            cells = item.cells if isinstance(item, FoundTable) else ()
            said.append(item.text if isinstance(item, FoundParagraph) else " ".join(cell.text for cell in cells))
        return "\n".join(said)


@attrs.define
class _Table:
    rows: list[list[_Cell]] = attrs.field(factory=list)
    open: bool = False


class _Page:
    """Reads a page as it comes: an open cell takes what is said in it; a table of tables gives up its cells."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._top: list[Item] = []
        self._tables: list[_Table] = []
        self._words: list[str] = []
        self._title = ""
        self._silent, self._silent_depth = "", 0
        self._own = OwnPage()
        self._hides = False
        self._hidden: list[str] = []
        self._left = PageLeavings()
        self._tags = self._count = self._paragraphs = self._table_count = self._changes = self._raised = 0

    def found(self) -> Found:
        """Everything on the page in order."""
        while self._tables:
            self._end_table()
        self._flush()
        facts = attrs.evolve(self._own.facts, page_title=self._title, is_page=True)
        self._left.stand(self._paragraphs)
        left = (*hidden(self._hidden), *self._left.found, *self._left.styles)
        return Found(self._name, tuple(self._top), facts, tuple(changes(self._changes)), left)

    def take(self, token: Tag | str) -> None:
        """The next tag, or the words before it."""
        if isinstance(token, str):
            self._said(token)
            return
        self._tags += 1
        hold(self._tags, "tags", self._name)
        if not token.ends:
            self._begun(token.name, dict(token.given))
        if token.ends or (token.closed and token.name not in _VOID):
            self._ended(token.name)

    def _begun(self, tag: str, given: dict[str, str]) -> None:
        if self._silent:
            self._silent_depth += tag == self._silent
            self._left.within(tag, given)
            return
        if tag == COMMENT:
            self._left.comment(given["text"])
            return
        if tag in MET or "style" in given:
            self._left.begun(tag, given)
        if tag == "meta":
            self._title = _article_title(given) or self._title
        elif tag not in _VOID and ("hidden" in given or _is_silent(tag, given.get("style", ""))):
            self._silent, self._silent_depth = tag, 1
            self._left.silent(tag, given, self._own)
            self._changes += tag == "del"
            self._hides = tag == "del" or _is_withheld(tag, given.get("style", ""))
        elif tag in _BREAKS:
            self._flush()
            self._own.opened(tag, given)
            self._open(tag, given)
        else:
            self._within_words(tag, given)

    def _within_words(self, tag: str, given: dict[str, str]) -> None:
        """Markup inside a line of words."""
        if tag == "br" or (tag == "span" and self._own.within and given.get("class") == "line"):
            self._words.append("\x00")
        elif tag == "input":
            self._field(given)
        elif tag == "sup":
            self._raised = len(self._words)

    def _ended(self, tag: str) -> None:
        if self._silent:
            self._silent_depth -= tag == self._silent
            if not self._silent_depth:
                self._silent = ""
                self._left.over()
        elif tag == "sup":
            self._lowered()
        elif tag in _BREAKS:
            self._flush()
            if tag in LISTS:
                self._left.ended()
            self._own.shut(tag)
            self._shut(tag)

    def _said(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)
            return
        if not self._hides:
            self._left.said(data)
        if self._silent == "title" and data.strip():
            self._title = self._title or _SITE.split(data.strip())[0]
        elif self._hides and data.strip():
            self._hidden.append(data.strip())

    def _field(self, given: dict[str, str]) -> None:
        """A number in a field of a form that stands in a cell is printed like any other; other fields are told."""
        shown = given.get("type", "text").lower() in _FIELDS and not _HIDDEN.search(given.get("style", ""))
        if shown and self._tables and self._tables[-1].open and is_number(given.get("value", "")):
            self._words.append(given["value"])
        else:
            self._left.field(given)

    def _lowered(self) -> None:
        """The number of a note behind a number is none of its digits."""
        before = "".join(self._words[max(0, self._raised - _NEAR) : self._raised])
        raised = "".join(self._words[self._raised :])
        if len(raised) <= _LONGEST_MARK and marks_a_note(before[-_NEAR:], raised):
            del self._words[self._raised :]
        self._raised = len(self._words)

    def _open(self, tag: str, given: dict[str, str]) -> None:
        if tag == "table":
            self._tables.append(_Table())
            hold(len(self._tables), "depth", self._name)
        elif self._tables and tag == "tr":
            self._tables[-1].rows.append([])
            self._tables[-1].open = False
        elif self._tables and tag in ("td", "th"):
            table = self._tables[-1]
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(_Cell(_span(given.get("rowspan")), _span(given.get("colspan"))))
            table.open = True
            self._counted()

    def _shut(self, tag: str) -> None:
        if tag == "table" and self._tables:
            self._end_table()
        elif tag in ("td", "th", "tr") and self._tables:
            self._tables[-1].open = False

    def _end_table(self) -> None:
        self._flush()
        table = self._tables.pop()
        cells = [cell for row in table.rows for cell in row]
        if len(cells) < 2 or any(_holds_table(cell) for cell in cells):
            for cell in cells:
                self._into().extend(cell.items)
        else:
            self._table_count += 1
            self._nested(cells)
            self._into().append(_finished(table, self._table_count))

    def _nested(self, cells: list[_Cell]) -> None:
        """Small tables in the cells of a table are told, where they hold more than a number."""
        inner = [item for cell in cells for item in cell.items if isinstance(item, FoundTable)]
        words = (" ".join(cell.text for cell in table.cells if not is_datum(cell.text)) for table in inner)
        self._left.found += [Left(Kind.NESTED, words=said) for said in words if said]

    def _into(self) -> list[Item]:
        """Where what is said now belongs: the open cell, or the page."""
        if self._tables and self._tables[-1].open:
            return self._tables[-1].rows[-1][-1].items
        return self._into_outer() if self._tables else self._top

    def _into_outer(self) -> list[Item]:
        for table in reversed(self._tables[:-1]):
            if table.open:
                return table.rows[-1][-1].items
        return self._top

    def _flush(self) -> None:
        if not self._words:
            self._left.stand(self._paragraphs, after=self._top[-1].place if self._top and not self._tables else None)
            return
        whole = "".join(self._words)
        said = whole if self._own.within else _SPACE.sub(" ", _WRAP.sub("", whole))
        self._words = []
        text = "\n".join(line.strip() for line in said.replace("\x00", "\n").split("\n")).strip()
        if text:
            self._paragraphs += 1
            self._counted()
            self._left.stand(self._paragraphs, text, None if self._tables else Place(paragraph=self._paragraphs))
            keeps = self._tables or self._own.role is Role.TITLE
            for line in [text] if keeps else text.split("\n"):
                if line:
                    self._into().append(self._own.paragraph(line, Place(paragraph=self._paragraphs)))

    def _counted(self) -> None:
        self._count += 1
        hold(self._count, "cells", self._name)
        hold(len(self._tables[-1].rows) if self._tables else 0, "rows", self._name)


def _finished(table: _Table, number: int) -> FoundTable:
    rows = [
        [
            Piece(cell.text, cell.rowspan, cell.colspan, Place(table=number, row=row + 1, column=column + 1))
            for column, cell in enumerate(cells)
        ]
        for row, cells in enumerate(table.rows)
        if cells or row + 1 < len(table.rows)
    ]
    return table_of(rows, Place(table=number))


_SMALL: Final = 2


def _holds_table(cell: _Cell) -> bool:
    return any(isinstance(item, FoundTable) and len(item.cells) > _SMALL for item in cell.items)


def _is_silent(tag: str, style: str) -> bool:
    return tag in _SILENT - {"head"} or _HIDDEN.search(style) is not None or _is_withheld(tag, style)


def _is_withheld(tag: str, style: str) -> bool:
    """Whether words are in the file and not in the report: hidden on paper, or struck out."""
    return tag in _STRUCK or _HIDES.search(style) is not None or _strikes(style)


def _strikes(style: str) -> bool:
    """Whether a style strikes words out."""
    if "line-through" not in style.lower():
        return False
    said = (one.partition(":") for one in style.lower().split(";"))
    return any(name.strip().startswith(_DECORATION) and "line-through" in value for name, _, value in said)


def _span(value: str | None) -> int:
    digits = re.match("[0-9]{1,4}", (value or "1").strip())
    number = int(digits.group()) if digits else 1
    return number or limits().rows


def _article_title(meta: dict[str, str]) -> str:
    """The title that the rules for government web sites ask a page to state of itself."""
    return meta.get("content", "") if meta.get("name", "").lower() == "articletitle" else ""
