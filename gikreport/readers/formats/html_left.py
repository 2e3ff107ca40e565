"""What a web page holds beside the words of the report: pictures, frames, fields, hidden parts, comments."""

from __future__ import annotations

import base64
import re
from typing import Final

import attrs

from ...model.cell import Place
from ...model.document import DRAFT_MARK
from ...model.figures import Picture
from ...model.image import MOST_BYTES
from ..figures import picture_or_none
from ..left import Kind, Left
from .own_page import OwnPage

_HAN: Final = re.compile("[\u3400-\u9fff]")
_CONTENT: Final = re.compile(r"""content\s*+:\s*+(?:"([^"]{1,200})"|'([^']{1,200})')""")
_BACKGROUND: Final = re.compile(r"background[\w-]*\s*+:[^;]{0,80}?url\(", re.IGNORECASE)
_SIZE: Final = re.compile(r"^\s*[0-3](px)?\s*$")  # of a picture that nobody sees
_LONGEST: Final = 200
_OUR_CHART: Final = "chart-"
# Elements whose words are kept apart, and what each is; of the others that are silent the words are hidden ones.
_BY_TAG: Final = {
    "svg": Kind.DRAWING, "math": Kind.EQUATION, "object": Kind.OBJECT, "iframe": Kind.FRAME, "textarea": Kind.FIELD,
    "select": Kind.FIELD, "canvas": Kind.DRAWING, "video": Kind.MEDIA, "audio": Kind.MEDIA,
}  # fmt: skip
_ADDRESS: Final = {"object": "data", "iframe": "src", "embed": "src", "video": "src", "audio": "src", "img": "src"}
LISTS: Final = frozenset(["ol", "ul"])
MET: Final = frozenset(["img", "embed", "li"]) | LISTS  # elements that are told, or that stand around some
_CHOSEN: Final = ("checkbox", "radio")
_UNSEEN: Final = ("hidden", "submit", "button", "reset", "image", "search", "password")


_INLINE: Final = re.compile(r"data:image/[a-z+.-]{2,20};base64,", re.IGNORECASE)
_WIDE: Final = re.compile(r"(?<![-\w])width:\s*([0-9]{1,4}(?:\.[0-9]{1,3})?)(mm|px|pt)")
_MILLIMETRES: Final = {"mm": 1.0, "px": 25.4 / 96, "pt": 25.4 / 72}
_MOST_PICTURES: Final = 200


def _embedded(given: dict[str, str]) -> Picture | None:
    """A picture that stands in the page itself; nothing is fetched."""
    address = given.get("src", "").strip()
    begins = _INLINE.match(address)
    if begins is None or len(address) > MOST_BYTES * 3 // 2:
        return None
    try:
        content = base64.b64decode("".join(address[begins.end() :].split()), validate=True)
    except ValueError:
        return None
    wide = _WIDE.search(given.get("style", "")[:_LONGEST]) or _WIDE.search(f"width:{given.get('width', '')}px")
    return picture_or_none(content, float(wide[1]) * _MILLIMETRES[wide[2]] if wide else None, given.get("alt", ""))


@attrs.define
class PageLeavings:
    """What a page holds and is not read; those of one paragraph get their place at its end."""

    found: list[Left] = attrs.field(factory=list)
    styles: list[Left] = attrs.field(factory=list)
    _placed: int = 0
    _near: str = ""
    _silent: Left | None = None
    _words: list[str] = attrs.field(factory=list)
    _is_style: bool = False
    _chosen: bool = True
    _ordered: list[bool] = attrs.field(factory=list)

    def begun(self, tag: str, given: dict[str, str]) -> None:
        """An element that holds no words, or that stands around some."""
        if tag == "img":
            self._picture(given)
        elif tag == "embed":
            self.found.append(Left(Kind.OBJECT, words=given.get("src", "")[:_LONGEST]))
        elif tag in ("ol", "ul"):
            self._ordered.append(tag == "ol")
        elif tag == "li" and self._ordered and self._ordered[-1]:
            self.found.append(Left(Kind.NUMBER))
        if "style" in given and _BACKGROUND.search(given["style"][:_LONGEST]):
            self.found.append(Left(Kind.BACKGROUND))

    def ended(self) -> None:
        """A list is over."""
        if self._ordered:
            self._ordered.pop()

    def _picture(self, given: dict[str, str]) -> None:
        seen = not any(_SIZE.match(given.get(name, "")) for name in ("width", "height"))
        name = given.get("src", "").rpartition("/")[2]
        if seen:
            words = given.get("alt") or given.get("title") or ("" if ":" in name or ";" in name else name)
            figure = _embedded(given) if sum(one.figure is not None for one in self.found) < _MOST_PICTURES else None
            self.found.append(Left(Kind.PICTURE, words=words[:_LONGEST], figure=figure))

    def field(self, given: dict[str, str]) -> None:
        """A field of a form: what was typed, or whether it is ticked."""
        kind, value = given.get("type", "text").lower(), given.get("value", "")
        if kind in _CHOSEN:
            self.found.append(Left(Kind.FIELD, words="☑" if "checked" in given else "□"))
        elif kind not in _UNSEEN and value.strip():
            self.found.append(Left(Kind.FIELD, words=value[:_LONGEST]))

    def silent(self, tag: str, given: dict[str, str], own: OwnPage) -> None:
        """An element begins whose words are not read."""
        ours = own.within and given.get("aria-labelledby", "").startswith(_OUR_CHART)
        self._words, self._is_style, self._chosen = [], tag == "style", tag != "select"
        self._silent = None
        if tag not in ("script", "style", "title", "head", "s", "strike", "del") and not ours:
            self._silent = Left(_BY_TAG.get(tag, Kind.HIDDEN), words=given.get(_ADDRESS.get(tag, ""), ""))

    def within(self, tag: str, given: dict[str, str]) -> None:
        """An element inside a silent one: the option that is chosen, the address of a video."""
        if tag == "option":
            self._chosen = not self._words or "selected" in given
            self._words = [] if "selected" in given else self._words
        elif tag == "source" and self._silent is not None:
            self._silent = attrs.evolve(self._silent, words=given.get("src", ""))

    def said(self, words: str) -> None:
        """Words inside a silent element."""
        if self._chosen and words.strip():
            self._words.append(words.strip())

    def over(self) -> None:
        """The silent element is over."""
        words = " ".join(self._words)
        if self._is_style:
            said = [one or other for one, other in _CONTENT.findall(words) if _HAN.search(one + other)]
            self.styles += [Left(Kind.HIDDEN, words=text) for text in said if text != DRAFT_MARK]
        elif self._silent is not None and (self._silent.kind is not Kind.HIDDEN or _HAN.search(words)):
            self.found.append(attrs.evolve(self._silent, words=(words or self._silent.words)[:_LONGEST]))
        self._silent = None

    def comment(self, text: str) -> None:
        """A comment in the markup; those of programs hold no Chinese words."""
        if _HAN.search(text) and not text.startswith("["):
            self.found.append(Left(Kind.COMMENT, words=text.strip()[:_LONGEST]))

    def stand(self, paragraph: int, near: str = "", after: Place | None = None) -> None:
        """Give what was met since the last time its paragraph, the words around it or before it, and `after`."""
        if self._placed < len(self.found):
            place = Place(paragraph=max(1, paragraph))
            for at in range(self._placed, len(self.found)):
                self.found[at] = attrs.evolve(self.found[at], place=place, near=near or self._near, after=after)
            self._placed = len(self.found)
        self._near = near or self._near
