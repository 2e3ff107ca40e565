"""What a web page holds: the article with its tables, and around it the furniture of the page, marked as such."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

import attrs

from ..model.reading import Place
from .found import (
    LONGEST_TEXT,
    MOST_ITEMS,
    MOST_ROWS,
    Found,
    FoundParagraph,
    FoundTable,
    Item,
    Piece,
    table_of,
    too_large,
)
from .text import decoded

PAGE: Final = "page"
_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_BREAKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "ul",
        "caption",
        "table",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
    ]
)
_SILENT: Final = frozenset(
    ["script", "style", "noscript", "template", "select", "textarea", "title", "head", "object", "svg", "iframe"]
)
_VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_HIDDEN: Final = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|visibility\s*:\s*hidden", re.IGNORECASE)
_WRAP: Final = re.compile(
    "(?<=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’])[ \t]*[\r\n]\\s*(?=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f“”‘’0-9])"
)
_SPACE: Final = re.compile("[ \t\r\n\f]+")
_FURNITURE: Final = re.compile(
    "^(【|\\[)?(发布|发文|成文|更新|生成|公开)?(时间|日期)[:： ]|^(信息)?来源[:： ]|^(浏览|阅读|点击|访问)(次数|量|数)?[:： ]|^字(体|号)"
    "|打印(本页)?|分享(到|至)|扫一扫|^(您的|当前|你|您)?(所在)?位置|首页.*[>＞»]|^索引?号|^(责任)?编辑[:： ]|^作者[:： ]|^发布(机构|单位|人)"
    "|^主题(词|分类)|^文号|^(有效性|信息名称|公开(方式|责任部门|范围|时限))|版权所有|ICP备|网站标识码|公网安备|^主办|^承办|^技术支持"
    "|^(上|下)一(篇|条)|^关闭(窗口|本页)?|^收藏|^(相关|附件)(链接|文章|信息|稿件)?[:：]?$|^无障碍|^视力保护|^返回顶部|^语音播报|^责任编辑"
)
_LONGEST_FURNITURE: Final = 90


def find_html(data: bytes, name: str = "") -> Found:
    """What a web page holds; raises Unreadable where it is too large or no text."""
    if len(data) > LONGEST_TEXT:
        raise too_large(name)
    page = _Page(name)
    page.feed(_text(data, name))
    page.close()
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
    return decoded(data, name)


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


class _Page(HTMLParser):
    """Reads a page as it comes: an open cell takes what is said in it; a table of tables gives up its cells."""

    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self._top: list[Item] = []
        self._tables: list[_Table] = []
        self._words: list[str] = []
        self._facts: dict[str, str] = {}
        self._silent: list[str] = []
        self._own = _OwnPage()
        self._count = self._paragraphs = self._table_count = 0

    def found(self) -> Found:
        """Everything on the page in order."""
        while self._tables:
            self._end_table()
        self._flush()
        return Found(self._name, tuple(self._top), {**self._facts, **self._own.facts})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent:
            self._silent += [tag] if tag == self._silent[0] else []
            return
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._facts |= _facts(given)
        elif tag not in _VOID and (tag in _SILENT - {"head"} or _HIDDEN.search(given.get("style", ""))):
            self._silent = [tag]
        elif tag == "br" or (tag == "span" and self._own.within and given.get("class") == "line"):
            self._words.append("\x00")
        elif tag in _BREAKS:
            self._flush()
            self._own.opened(tag, given)
            self._open(tag, given)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            self._silent = self._silent[1:] if tag == self._silent[0] else self._silent
        elif tag in _BREAKS:
            self._flush()
            self._own.shut(tag)
            self._shut(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)

    def _open(self, tag: str, given: dict[str, str]) -> None:
        if tag == "table":
            self._tables.append(_Table())
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
            self._into().append(_finished(table, self._table_count))

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
        whole = "".join(self._words)
        said = whole if self._own.within else _SPACE.sub(" ", _WRAP.sub("", whole))
        self._words = []
        text = "\n".join(line.strip() for line in said.replace("\x00", "\n").split("\n")).strip()
        if text:
            self._paragraphs += 1
            self._counted()
            keeps = self._tables or self._own.role == "title"
            for line in [text] if keeps else text.split("\n"):
                if line:
                    self._into().append(self._own.paragraph(line, Place(paragraph=self._paragraphs)))

    def _counted(self) -> None:
        self._count += 1
        if self._count > MOST_ITEMS or (self._tables and len(self._tables[-1].rows) > MOST_ROWS):
            raise too_large(self._name)


@attrs.define
class _OwnPage:
    """What the project's own page says of its parts: facts on the article, title, headings, signature, date."""

    facts: dict[str, str] = attrs.field(factory=dict)
    within: bool = False
    role: str = ""
    title: str = ""
    _signed: bool = False

    def opened(self, tag: str, given: dict[str, str]) -> None:
        """An element begins; `data-form` on an article marks a page of ours."""
        if tag == "article" and "data-form" in given:
            self.within = True
            self.facts |= {name: given.get(f"data-{name}", "") for name in ("form", "year", "agency")}
        elif self.within:
            self._signed = self._signed or (tag == "footer" and given.get("class") == "signature")
            self.title = given.get("data-title", "") if tag == "h1" else self.title
            self.role = {"h1": "title", "h2": "heading", "caption": PAGE}.get(tag, "signature" if self._signed else "")

    def shut(self, tag: str) -> None:
        """An element ends; what stands behind the article is the page's."""
        if tag == "article":
            self.within = False
        self._signed = self._signed and tag != "footer"
        self.role = ""

    def paragraph(self, text: str, place: Place) -> FoundParagraph:
        """A paragraph with its role; on a page of ours nothing outside the article is said by the report."""
        if self.role == "title" and self.title:
            return FoundParagraph(self.title, place, "title")
        if self.role or self.within:
            furniture = not self.role and text.startswith("发布时间：")
            return FoundParagraph(text, place, PAGE if furniture else self.role)
        strange = bool(self.facts) or (len(text) <= _LONGEST_FURNITURE and _FURNITURE.search(text) is not None)
        return FoundParagraph(text, place, PAGE if strange else "")


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


def _span(value: str | None) -> int:
    digits = re.match("[0-9]{1,4}", (value or "1").strip())
    number = int(digits.group()) if digits else 1
    return number or MOST_ROWS


def _facts(meta: dict[str, str]) -> dict[str, str]:
    """What the page says of itself: the title that the rules for government web sites ask for."""
    name = meta.get("name", "").lower()
    return {"page_title": meta.get("content", "")} if name == "articletitle" else {}
