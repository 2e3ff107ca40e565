"""What a page of a PDF holds beside its text and its tables: pictures, drawings, annotations, fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from ...model.cell import Place
from ..left import Kind, Left

Box = tuple[float, float, float, float]
Line = tuple[float, float, str]
_LEAST: Final = 8.0  # points: what is thinner is a line
_SEEN: Final = 3.0
_PAGE: Final = 0.8  # of the width and half the height of a page: a background
_AXES: Final = 6  # lines in a chart, where a frame around words has four
_FULL: Final = 0.3  # of the area of a box that its characters fill: words with a frame
_NOTES: Final = ("Text", "FreeText", "Highlight", "Underline", "StrikeOut", "Squiggly", "Caret", "Stamp")
_MOST: Final = 2000  # drawings of a page that are looked at


def beside_text(page: Any, number: int, tables: Sequence[Box], lines: Sequence[Line]) -> Iterator[Left]:
    """What a page holds that is neither text nor table; `tables` are its tables, `lines` top, bottom and words."""
    place = Place(page=number)
    pictures = []
    for image in page.images:
        box = _box(image)
        if min(box[2] - box[0], box[3] - box[1]) > _SEEN:
            pictures.append(box)
            kind = Kind.BACKGROUND if _is_background(box, page) else Kind.PICTURE
            yield Left(kind, place, near="\n".join(words for top, bottom, words in lines if _over(box, top, bottom)))
    for one in page.rects[:_MOST]:
        if isinstance(one.get("non_stroking_color"), str):  # the name of a pattern, which is a picture
            yield Left(Kind.BACKGROUND, place)
    yield from _drawings(page, place, [*tables, *pictures])
    yield from _annotations(page, place)


def _box(one: Any) -> Box:
    return one["x0"], one["top"], one["x1"], one["bottom"]


def _over(box: Box, top: float, bottom: float) -> bool:
    return box[1] < bottom and top < box[3]


def _is_background(box: Box, page: Any) -> bool:
    return bool(box[2] - box[0] > _PAGE * page.width and box[3] - box[1] > _PAGE * page.height / 2)


def _drawings(page: Any, place: Place, taken: Sequence[Box]) -> Iterator[Left]:
    """Shapes that stand by themselves; several that overlap are a drawing or a chart."""
    drawn = [_box(one) for one in (*page.curves, *page.rects)[:_MOST]]
    shapes = [
        box
        for box in drawn
        if min(box[2] - box[0], box[3] - box[1]) > _LEAST
        and not _is_background(box, page)
        and not any(_meet(box, other) for other in taken)
    ]
    for group, count in _groups(shapes):
        strokes = sum(_meet(group, _box(line)) for line in page.lines[:_MOST]) if count > 1 else 0
        if strokes >= _AXES or not _holds_words(group, page):
            yield Left(Kind.FIGURE if count > 1 else Kind.SHAPE, place)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _groups(boxes: Sequence[Box]) -> list[tuple[Box, int]]:
    """Boxes that overlap or touch from the top down as one, with their number."""
    groups: list[tuple[Box, int]] = []
    for box in sorted(boxes, key=lambda one: one[1]):
        last = groups[-1] if groups else None
        if last is not None and box[1] <= last[0][3] + _LEAST:
            joint = (min(box[0], last[0][0]), last[0][1], max(box[2], last[0][2]), max(box[3], last[0][3]))
            groups[-1] = joint, last[1] + 1
        else:
            groups.append((box, 1))
    return groups


def _holds_words(box: Box, page: Any) -> bool:
    """Whether it is a frame around words, which are read."""
    inside = [c["size"] ** 2 for c in page.chars if _meet(box, (c["x0"], c["top"], c["x1"], c["bottom"]))]
    return bool(sum(inside) > _FULL * (box[2] - box[0]) * (box[3] - box[1]))


def _annotations(page: Any, place: Place) -> Iterator[Left]:
    """Comments, and what was typed or ticked in fields; an annotation that cannot be read says nothing."""
    from pdfminer.pdftypes import resolve1

    for reference in resolve1(page.page_obj.annots) or ():
        one = resolve1(reference)
        if not isinstance(one, dict):
            continue
        kind = getattr(one.get("Subtype"), "name", "")
        if kind in _NOTES and _text(one.get("Contents")).strip():
            yield Left(Kind.COMMENT, place, _text(one.get("Contents")))
        elif kind == "Widget":
            value = resolve1(one.get("V"))
            words = _text(value) or str(getattr(value, "name", ""))
            if words.strip() and words != "Off":
                yield Left(Kind.FIELD, place, words)
        elif kind == "FileAttachment":
            yield Left(Kind.PART, place, _text(one.get("Contents")))


def _text(value: Any) -> str:
    """A text string of a PDF: in UTF-16, or in the encoding of PDF, of which the Latin part is taken."""
    if not isinstance(value, bytes):
        return value if isinstance(value, str) else ""
    if value.startswith((b"\xfe\xff", b"\xff\xfe")):
        return value.decode("utf-16", "replace")
    return value.decode("utf-8", "replace")
