"""Word's own character grid: 22 lines of 28 characters on a page, set by Word and WPS instead of the styles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ...model.document import Draft, SoundReport
from ...office.parts import MAIN, STYLES
from ...office.tree import tree
from .styles import STYLES as ROLES, W, inherited, style_named

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

LINES, CHARACTERS = 22, 28
_SHARES: Final = 4096  # w:charSpace counts in 4096ths of a point
_TWIPS: Final = 20
# What may stand behind w:snapToGrid in w:pPr, and behind w:spacing in w:rPr.
_BEHIND_SNAP: Final = frozenset(
    W + name
    for name in (
        "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
        "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
)  # fmt: skip
_BEFORE_SPACING: Final = frozenset(
    W + name
    for name in (
        "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
        "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color",
    )
)  # fmt: skip
_PART_OF_TEXT: Final = ("body", "heading1", "heading2", "heading3", "heading4", "signature", "date")
_BEFORE_RPR: Final = frozenset(
    W + name
    for name in (
        "name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority", "semiHidden",
        "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose", "personalReply", "rsid", "pPr",
    )
)  # fmt: skip


def with_word_grid(members: Mapping[str, bytes], document: SoundReport | Draft) -> Mapping[str, bytes]:
    """The members of a .docx whose text keeps to Word's grid; title, tables and page numbers do not."""
    main, changed = tree(members[MAIN]), tree(members[STYLES])
    styles = changed.root
    for section in main.root.iter(f"{W}sectPr"):
        _set_grid(section, _size(styles))
    for style in (found for role in _PART_OF_TEXT for found in style_named(styles, ROLES[role])):
        _snap(style)
        _plain_spacing(style)
    return {**members, MAIN: main.written(), STYLES: changed.written()}


def _size(styles: Element) -> float:
    """The size of the default paragraph style in points, which Word's grid counts from."""
    default = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}default") and s.get(f"{W}type") == "paragraph")
    sizes = (source.find(f"{W}rPr/{W}sz") for source in inherited(styles, default))
    return next(float(size.get(f"{W}val", "20")) / 2 for size in sizes if size is not None)


def _set_grid(section: Element, size: float) -> None:
    """22 lines and 28 characters in the text area of a section."""
    grid, (width, height) = _grid(section), _area(section)
    pitch = width / _TWIPS / CHARACTERS
    grid.set(f"{W}type", "linesAndChars")
    grid.set(f"{W}linePitch", str(height // LINES))
    grid.set(f"{W}charSpace", str(int((pitch - size) * _SHARES // 1)))


def _grid(section: Element) -> Element:
    found = section.find(f"{W}docGrid")
    if found is None:
        found = section.makeelement(f"{W}docGrid", {})
        section.append(found)
    return found


def _area(section: Element) -> tuple[int, int]:
    """Width and height of the text area, in twips."""
    page, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert page is not None
    assert margins is not None
    width, height = (int(page.get(f"{W}{name}", "0")) for name in ("w", "h"))
    left, right, top, bottom = (int(margins.get(f"{W}{name}", "0")) for name in ("left", "right", "top", "bottom"))
    return width - left - right, height - top - bottom


def _snap(style: Element) -> None:
    """Let the paragraphs of a style keep to the grid."""
    properties = style.find(f"{W}pPr")
    if properties is None:
        properties = style.makeelement(f"{W}pPr", {})
        style.insert(_place(style, _BEFORE_RPR), properties)
    for old in properties.findall(f"{W}snapToGrid"):
        properties.remove(old)
    at = next((n for n, one in enumerate(properties) if one.tag in _BEHIND_SNAP), len(properties))
    properties.insert(at, properties.makeelement(f"{W}snapToGrid", {f"{W}val": "1"}))


def _plain_spacing(style: Element) -> None:
    """The grid alone sets how far characters stand apart."""
    properties = style.find(f"{W}rPr")
    if properties is None:
        properties = style.makeelement(f"{W}rPr", {})
        style.insert(_place(style, _BEFORE_RPR), properties)
    for old in properties.findall(f"{W}spacing"):
        properties.remove(old)
    properties.insert(_place(properties, _BEFORE_SPACING), properties.makeelement(f"{W}spacing", {f"{W}val": "0"}))


def _place(element: Element, before: frozenset[str]) -> int:
    """Behind the children that must come first."""
    return sum(one.tag in before for one in element)
