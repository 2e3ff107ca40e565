"""What a template's styles say about the text that is put into it: names, sizes, room on a line."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from ...errors import BrokenTemplate, Problem, Words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# The styles that structural tags use, by the names that Word keeps in every language version.
STYLES: Final[Mapping[str, str]] = {
    "title": "Title",
    "body": "Body Text",
    "heading1": "heading 1",
    "heading2": "heading 2",
    "heading3": "heading 3",
    "heading4": "heading 4",
    "run_in1": "段首一级标题",
    "run_in2": "段首二级标题",
    "run_in3": "段首三级标题",
    "run_in4": "段首四级标题",
    "signature": "Signature",
    "date": "Date",
}


_SINGLE: Final = 240  # single spacing, as w:line counts it


@attrs.frozen
class Look:
    """The style ids of a template by role, and the measures that placing by 7.3.5 and breaking by 7.3.1 need."""

    ids: Mapping[str, str]
    title_room: float  # how many characters a line of the title holds
    width: int  # the width of the text area, in twips
    character: int  # the width of one character of the signature, in twips
    line: int = 579  # the height of one line of the signature, in twips


def look(styles: Element, document: Element) -> Look:
    """Read the look of a template; raises BrokenTemplate for every style that is missing."""
    by_name = {_val(style, "name").casefold(): style for style in styles.iter(f"{W}style")}
    missing = [name for name in STYLES.values() if name.casefold() not in by_name]
    if missing:
        raise BrokenTemplate(
            Words("模板缺少样式", "the template lacks styles"),
            [Problem("word/styles.xml", Words(f"没有样式“{name}”", f"no style named {name!r}")) for name in missing],
        )
    found = {role: by_name[name.casefold()] for role, name in STYLES.items()}
    ids = {role: style.get(f"{W}styleId", "") for role, style in found.items()}
    width = _text_width(document)
    signature = found["signature"]
    return Look(ids, width / _pitch(styles, found["title"]), width, _pitch(styles, signature), _line(styles, signature))


def style_named(styles: Element, name: str) -> list[Element]:
    """The styles of a name, as Word compares names; none where there is none."""
    return [style for style in styles.iter(f"{W}style") if _val(style, "name").casefold() == name.casefold()]


def ems(text: str) -> float:
    """The width of a text in characters: 1 for a full-width one, 1/2 for a digit or a letter, 1/4 between the two."""
    narrow = [unicodedata.east_asian_width(sign) in ("Na", "H", "N") for sign in text]
    return len(narrow) - sum(narrow) / 2 + sum(a != b for a, b in itertools.pairwise(narrow)) / 4


def _pitch(styles: Element, style: Element) -> int:
    """The width of a full-width character in a style, in twips."""
    return _run_value(styles, style, "sz", 20) * 10 + _run_value(styles, style, "spacing", 0)


def _run_value(styles: Element, style: Element, name: str, default: int) -> int:
    for source in inherited(styles, style):
        found = source.find(f"{W}rPr/{W}{name}")
        if found is not None:
            return _whole(found.get(f"{W}val"), default)
    return default


def _line(styles: Element, style: Element) -> int:
    """The height of a line in a style, in twips: exact, or as many times a single line as it says."""
    for source in inherited(styles, style):
        found = source.find(f"{W}pPr/{W}spacing")
        if found is not None and found.get(f"{W}line") is not None:
            line = _whole(found.get(f"{W}line"), _SINGLE)
            fixed = found.get(f"{W}lineRule") in ("exact", "atLeast")
            return line if fixed else round(line / _SINGLE * 1.3 * _pitch(styles, style))
    return round(1.3 * _pitch(styles, style))


def inherited(styles: Element, style: Element) -> Iterator[Element]:
    """A style, those that it is based on, and the defaults of the document."""
    by_id = {one.get(f"{W}styleId"): one for one in styles.iter(f"{W}style")}
    seen: list[Element] = []
    at: Element | None = style
    while at is not None and at not in seen:
        seen.append(at)
        at = by_id.get(_val(at, "basedOn"))
    yield from seen
    for default in ("rPrDefault", "pPrDefault"):
        yield from styles.iter(f"{W}{default}")


def _text_width(document: Element) -> int:
    size, margins = next(document.iter(f"{W}pgSz"), None), next(document.iter(f"{W}pgMar"), None)
    if size is None or margins is None:
        raise BrokenTemplate(Words("模板没有页面设置", "the template has no page size or margins"))
    width = _whole(size.get(f"{W}w"), 0)
    return width - _whole(margins.get(f"{W}left"), 0) - _whole(margins.get(f"{W}right"), 0)


def _whole(value: str | None, default: int) -> int:
    try:
        return round(float(value or ""))
    except ValueError:
        return default


def _val(element: Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")
