"""What a Word document holds beside its words: drawings, fields, notes, comments, headers."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import attrs

from ...model.cell import Place
from ...model.document import DRAFT_MARK
from ...model.figures import Picture
from ...office.opc import Package, related_parts
from ..figures import picture_or_none
from ..left import Kind, Left

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_O: Final = "{urn:schemas-microsoft-com:office:office}"
_P, _T, _VAL, _ID, _BOX = W + "p", W + "t", W + "val", W + "id", W + "txbxContent"
_GRAPHIC: Final = A + "graphicData"
_MAIN: Final = "word/document.xml"
_OUR_CHART: Final = "rIdChart"  # a chart that the library draws of the report's own numbers
_SUPPRESSED: Final = frozenset(["separator", "continuationSeparator", "continuationNotice"])
_PAGE_NUMBER: Final = re.compile(r"[\s\d第页共/—–\-－·.]*")
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


class Media:
    """The parts that a document names by relations, and the pictures among them, each opened once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._made: dict[tuple[str, float | None, str], Picture | None] = {}

    @functools.cached_property
    def parts(self) -> dict[str, tuple[str, str]]:
        """The kind and the part of each relation of the document to a part that is there, by its id."""
        relations = related_parts(self._package, _MAIN)
        return {id_: (kind, part) for id_, kind, part in relations if part in self._package}

    def part(self, relation: str) -> str:
        """The part behind a relation; "" where there is none."""
        return self.parts.get(relation, ("", ""))[1]

    def picture(self, relation: str, millimetres: float | None, alt: str) -> Picture | None:
        """The picture behind a relation; None where it is none, and of more than a report has."""
        part = self.part(relation)
        known = (part, millimetres, alt)
        if known not in self._made:
            most = len(self._made) >= _MOST_PICTURES or not part
            self._made[known] = None if most else picture_or_none(self._package.read(part), millimetres, alt)
        return self._made[known]


_MOST_PICTURES: Final = 200


@attrs.define
class Leavings:
    """What a walk over a document meets and does not take; those of one paragraph get their place at its end."""

    package: Package
    found: list[Left] = attrs.field(factory=list)
    notes: list[tuple[str, str]] = attrs.field(factory=list)
    placed: int = 0
    just_placed: list[Left] = attrs.field(factory=list)
    _places: dict[tuple[str, str], Place] = attrs.field(factory=dict)
    _said: dict[str, str] = attrs.field(factory=dict)
    _media: Media = attrs.field(default=attrs.Factory(lambda self: Media(self.package), takes_self=True))

    @property
    def is_waiting(self) -> bool:
        """Whether something was met that has no place yet."""
        return len(self.found) > self.placed or bool(self.notes)

    def meet(self, element: Element) -> bool:
        """Note what an element is, where it is none of the words; True where nothing below it is looked at."""
        maker = _MET.get(element.tag)
        if maker is None:
            return False
        self.found.extend(maker(self, element))
        return element.tag in _CLOSED

    @property
    def waiting(self) -> list[Left]:
        """What has no place yet."""
        return self.found[self.placed :]

    def stand(self, place: Place, near: str = "", after: Place | None = None) -> None:
        """Give what was met since the last time its place, the words around it, and the place of what it follows."""
        self.just_placed = [attrs.evolve(one, place=place, near=near, after=after) for one in self.waiting]
        self.found[self.placed :] = self.just_placed
        self.placed = len(self.found)
        for note in self.notes:
            self._places.setdefault(note, place)
        self.notes.clear()

    def forget(self, one: Left) -> None:
        """What was met is taken after all."""
        self.found = [other for other in self.found if other is not one]
        self.placed = len(self.found)

    def all(self, title: str) -> Iterator[Left]:
        """Everything that was left in the document."""
        yield from self.found
        for part, kind, tag in _NOTES:
            yield from self._notes(part, kind, tag)
        yield from self._running(title)

    def _notes(self, part: str, kind: Kind, tag: str) -> Iterator[Left]:
        for one in self._parts(f"{tag}s", part):
            for note in self.package.xml(one).iter(W + tag):
                words = _words(note)
                if note.get(W + "type") not in _SUPPRESSED and words:
                    yield Left(kind, self._places.get((tag, note.get(_ID) or "")), words)

    def _running(self, title: str) -> Iterator[Left]:
        """Headers and footers that say more than the title and the page."""
        said: dict[str, Left] = {}
        for part, kind in self._running_parts():
            root = self.package.xml(part)
            for paragraph in root.iter(_P):
                words = "".join(_running_words(paragraph)).strip()
                known = "".join(words.split()) in "".join(title.split()) or words == DRAFT_MARK
                if not _PAGE_NUMBER.fullmatch(words) and not known:
                    said.setdefault(words, Left(kind, words=words))
            if any(True for _ in root.iter(A + "blip")) or any(True for _ in root.iter(_V + "imagedata")):
                said.setdefault(part, Left(kind, words="（图片）"))
        yield from said.values()

    def _running_parts(self) -> Iterator[tuple[str, Kind]]:
        for kind, name in ((Kind.HEADER, "header"), (Kind.FOOTER, "footer")):
            usual = [part for part in self.package.members() if re.fullmatch(rf"word/{name}\d*\.xml", part)]
            yield from ((part, kind) for part in dict.fromkeys([*usual, *self._parts(name)]))

    def related(self, relation: str) -> str:
        """The part that a relation of the document names; "" where there is none."""
        return self._media.part(relation)

    def picture(self, relation: str, millimetres: float | None, alt: str = "") -> Picture | None:
        """The picture that a relation names; None where it is none that a report can hold."""
        return self._media.picture(relation, millimetres, alt)

    def _parts(self, kind: str, usual: str = "") -> tuple[str, ...]:
        """The parts of one kind, whatever they are called, and the one that has its usual name."""
        found = [part for one, part in self._media.parts.values() if one == kind]
        return tuple(dict.fromkeys([*([usual] if usual in self.package else []), *found]))

    def words_of(self, relation: str) -> str:
        """The words of a chart or a diagram."""
        part = self.related(relation)
        if part not in self._said:
            said = (t.text or "" for t in self.package.xml(part).iter(A + "t")) if part.endswith(".xml") else ()
            self._said[part] = " ".join(filter(None, said))
        return self._said[part]


def _words(element: Element) -> str:
    return " ".join("".join(t.text or "" for t in p.iter(_T)) for p in element.iter(_P)).strip()


def _running_words(paragraph: Element) -> Iterator[str]:
    """The words of a paragraph in a header; of alternatives those that are drawn, and what a watermark says."""
    for child in paragraph:
        if child.tag == _T:
            yield child.text or ""
        elif child.tag == _V + "textpath":
            yield child.get("string") or ""
        elif child.tag != _FALLBACK:
            yield from _running_words(child)


def _drawing(leavings: Leavings, element: Element) -> Iterator[Left]:
    for data in element.iter(_GRAPHIC):
        uri = (data.get("uri") or "").rpartition("/")[2]
        if uri == "chart":
            yield from _chart(leavings, data)
        elif uri == "diagram":
            relations = next((one.get(R + "dm") or "" for one in data if one.get(R + "dm")), "")
            yield Left(Kind.DIAGRAM, words=leavings.words_of(relations))
        elif any(True for _ in data.iter(A + "blip")):
            yield _drawn_picture(leavings, element, data)
        elif not any(True for _ in data.iter(_BOX)):
            yield Left(Kind.SHAPE)


def _drawn_picture(leavings: Leavings, drawing: Element, data: Element) -> Left:
    """A picture on its own; of several drawn together none is carried."""
    blips, alt = list(data.iter(A + "blip")), _alternative(drawing)
    figure = leavings.picture(_relation(blips[0]), _width(drawing), alt) if len(blips) == 1 else None
    floats = any(one.tag.endswith("}anchor") for one in drawing)
    return Left(Kind.PICTURE, words=alt, figure=figure, floats=floats)


def _relation(blip: Element) -> str:
    """The relation of a picture: of its vector form where it has one."""
    vector = next((one for one in blip.iter() if one.tag.endswith("}svgBlip")), blip)
    return vector.get(R + "embed") or ""


def _width(drawing: Element) -> float | None:
    """How many mm wide a drawing is."""
    extent = next((one for one in drawing.iter() if one.tag.endswith("}extent")), None)
    wide = extent.get("cx") if extent is not None else None
    return int(wide) / _MILLIMETRE if wide and wide.isascii() and wide.isdigit() and len(wide) < 10 else None


_MILLIMETRE: Final = 36000


def _alternative(drawing: Element) -> str:
    """What the file says that a picture shows."""
    return next((one.get("descr") or "" for one in drawing.iter() if one.tag.endswith("}docPr")), "")


def _chart(leavings: Leavings, data: Element) -> Iterator[Left]:
    relation = next((one.get(R + "id") or "" for one in data), "")
    if not relation.startswith(_OUR_CHART):
        yield Left(Kind.CHART, words=leavings.words_of(relation))


def _picture(leavings: Leavings, element: Element) -> Iterator[Left]:
    """A drawing of the old kind, VML."""
    ole, images = element.find(_O + "OLEObject"), list(element.iter(_V + "imagedata"))
    figure, floats = _old_picture(leavings, element, images)
    if ole is not None or element.tag == W + "object":
        words = (ole.get("ProgID") or "") if ole is not None else ""
        yield Left(Kind.OBJECT, words=words, figure=figure, floats=floats)
    elif images:
        yield Left(Kind.PICTURE, figure=figure, floats=floats)
    elif not any(True for _ in element.iter(_BOX)) and not any(one.get(_O + "hr") for one in element):
        yield Left(Kind.SHAPE)


def _old_picture(leavings: Leavings, element: Element, images: list[Element]) -> tuple[Picture | None, bool]:
    """The picture of an old drawing, or the preview of an object, and whether it hangs beside the text."""
    shape = next((one for one in element if one.find(_V + "imagedata") is not None), None)
    if len(images) != 1 or shape is None:
        return None, False
    style = shape.get("style") or ""
    width = _OLD_WIDTH.search(style)
    millimetres = float(width[1]) * (_POINT if width[2] == "pt" else _INCH) if width else None
    alt = shape.get("alt") or images[0].get(_O + "title") or ""
    return leavings.picture(images[0].get(R + "id") or "", millimetres, alt), "position:absolute" in style


_OLD_WIDTH: Final = re.compile(r"(?<![-\w])width:([0-9]{1,5}(?:\.[0-9]{1,4})?)(pt|in)")
_POINT, _INCH = 25.4 / 72, 25.4


def _equation(leavings: Leavings, element: Element) -> Iterator[Left]:
    yield Left(Kind.EQUATION, words="".join(t.text or "" for t in element.iter(M + "t")))


def _symbol(leavings: Leavings, element: Element) -> Iterator[Left]:
    yield Left(Kind.SIGN, words=element.get(W + "font") or "")


def _field(leavings: Leavings, element: Element) -> Iterator[Left]:
    """A field of the old kind: a box that is ticked, or a choice; what was typed stands among the words."""
    box, choice = next(element.iter(W + "checkBox"), None), next(element.iter(W + "ddList"), None)
    if box is not None:
        ticked = box.find(W + "checked") if box.find(W + "checked") is not None else box.find(W + "default")
        is_on = ticked is not None and ticked.get(_VAL, "1") not in ("0", "false")
        yield Left(Kind.FIELD, words="☑" if is_on else "□")
    elif choice is not None:
        entries = [one.get(_VAL) or "" for one in choice.findall(W + "listEntry")]
        result = choice.find(W + "result")
        at = int(result.get(_VAL) or 0) if result is not None and (result.get(_VAL) or "").isdigit() else 0
        yield Left(Kind.FIELD, words=entries[at] if at < len(entries) else "")


def _part(leavings: Leavings, element: Element) -> Iterator[Left]:
    yield Left(Kind.PART, words=leavings.related(element.get(R + "id") or "").rpartition("/")[2])


def _note(leavings: Leavings, element: Element) -> Iterator[Left]:
    tag = element.tag.removeprefix(W).removesuffix("Reference").removesuffix("RangeStart")
    leavings.notes.append((tag, element.get(_ID) or ""))
    return iter(())


_MET: Final = {
    W + "drawing": _drawing, W + "pict": _picture, W + "object": _picture, M + "oMath": _equation, W + "sym": _symbol,
    W + "ffData": _field, W + "altChunk": _part, W + "subDoc": _part, W + "contentPart": _drawing,
    W + "footnoteReference": _note, W + "endnoteReference": _note, W + "commentReference": _note,
    W + "commentRangeStart": _note,
}  # fmt: skip
_CLOSED: Final = frozenset([M + "oMath", W + "sym", W + "ffData", W + "altChunk", W + "subDoc"])
_NOTES: Final = (
    ("word/footnotes.xml", Kind.FOOTNOTE, "footnote"),
    ("word/endnotes.xml", Kind.ENDNOTE, "endnote"),
    ("word/comments.xml", Kind.COMMENT, "comment"),
)
