"""目录: the headings of a document in a field that Word can update, its entries already filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ...model.document import Draft, SoundReport
from ...office.parts import MAIN, STYLES
from ...office.tree import tree
from ...office.xml import parse
from .runs import escaped
from .styles import STYLES as ROLES, W, style_named

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TITLE: Final = "目录"
# Headings and links, without page numbers: only a layout knows these, and a wrong one would be printed.
_FIELD: Final = ' TOC \\o "1-1" \\n \\h \\z \\u '
_SPACES: Final = f'xmlns:w="{W[1:-1]}"'
_HEADING_STYLE, _ENTRY_STYLE = "TOC Heading", "toc 1"


def with_contents(members: Mapping[str, bytes], document: SoundReport | Draft) -> Mapping[str, bytes]:
    """The members of a .docx with a table of contents behind its title."""
    changed, styles = tree(members[MAIN]), parse(members[STYLES])
    main = changed.root
    headings = list(_headings(main, styles))
    title = _title(main, styles)
    if not headings or title is None:
        return members
    first = 1 + max((int(one.get(f"{W}id", "0")) for one in main.iter(f"{W}bookmarkStart")), default=0)
    for number, heading in enumerate(headings, first):
        _mark(heading, number)
    written = parse(_contents([_text(heading) for heading in headings], first, styles).encode())
    changed.put_behind(title, written)
    return {**members, MAIN: changed.written()}


def _headings(main: Element, styles: Element) -> list[Element]:
    """The paragraphs of the first outline level."""
    top = {
        style.get(f"{W}styleId")
        for style in styles.iter(f"{W}style")
        if (level := style.find(f"{W}pPr/{W}outlineLvl")) is not None and level.get(f"{W}val") == "0"
    }
    return [one for one in main.iterfind(f"{W}body/{W}p") if _style(one) in top and _text(one)]


def _title(main: Element, styles: Element) -> Element | None:
    ids = {style.get(f"{W}styleId") for style in style_named(styles, ROLES["title"])}
    return next((one for one in main.iterfind(f"{W}body/{W}p") if _style(one) in ids), None)


def _style(paragraph: Element) -> str | None:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if found is None else found.get(f"{W}val")


def _text(paragraph: Element) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{W}t"))


def _mark(heading: Element, number: int) -> None:
    """Put a bookmark around the text of a heading."""
    begins = heading.makeelement(f"{W}bookmarkStart", {f"{W}id": str(number), f"{W}name": _name(number)})
    heading.insert(int(heading.find(f"{W}pPr") is not None), begins)
    heading.append(heading.makeelement(f"{W}bookmarkEnd", {f"{W}id": str(number)}))


def _name(number: int) -> str:
    return f"_Toc{number:09}"


def _contents(texts: Sequence[str], first: int, styles: Element) -> str:
    """The paragraphs: 目录, then an entry for each heading inside one field."""
    heading, entry = _style_id(styles, _HEADING_STYLE), _style_id(styles, _ENTRY_STYLE)
    code = f'<w:r><w:instrText xml:space="preserve">{escaped(_FIELD)}</w:instrText></w:r>'
    begin = _sign("begin") + code + _sign("separate")
    last = len(texts) - 1
    entries = [
        _entry(
            entry, (begin if n == 0 else "") + _link(text, first + n) + (_sign("end") if n == last else ""), n == last
        )
        for n, text in enumerate(texts)
    ]
    title = f"<w:p><w:pPr>{heading}</w:pPr><w:r><w:t>{TITLE}</w:t></w:r></w:p>"
    return f"<w:body {_SPACES}>{title}{''.join(entries)}</w:body>"


def _style_id(styles: Element, name: str) -> str:
    """The properties that give a paragraph this style, or that of the text where the template lacks it."""
    found = [*style_named(styles, name), *style_named(styles, ROLES["body"])]
    return f'<w:pStyle w:val="{escaped(found[0].get(f"{W}styleId", ""))}"/>'


def _entry(style: str, runs: str, last: bool) -> str:
    free_below = '<w:spacing w:after="579"/>' if last else ""
    return f"<w:p><w:pPr>{style}{free_below}</w:pPr>{runs}</w:p>"


def _link(text: str, number: int) -> str:
    said = f'<w:r><w:t xml:space="preserve">{escaped(text)}</w:t></w:r>'
    return f'<w:hyperlink w:anchor="{_name(number)}" w:history="1">{said}</w:hyperlink>'


def _sign(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
