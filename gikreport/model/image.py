"""What a picture is, told from its bytes alone: nothing is decoded, so that no small file can fill the memory."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import attrs

from ..errors import Words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_BYTES: Final = 20 * 2**20  # of one picture
MOST_PIXELS: Final = 100_000_000  # a camera makes up to that many; a page has room for a tenth
WIDEST: Final = 156  # mm: the text area of a page by GB/T 9704
HIGHEST: Final = 200  # mm: with room for its caption on the page
_INCH: Final = 25.4
_DPI: Final = 96


class BadFigure(ValueError):
    """What is no small table, picture or attachment that a report can hold; `words` says why."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)

    def __reduce__(self) -> tuple[type[BadFigure], tuple[Words]]:
        return type(self), (self.words,)


class BadPicture(BadFigure):
    """Bytes that are no picture which a report can hold."""


@attrs.frozen
class Image:
    """The kind of a picture and its size in pixels; of EMF and WMF, in hundredths of a millimetre."""

    media_type: str
    width: float
    height: float
    unit: float = _INCH / _DPI  # mm

    @property
    def suffix(self) -> str:
        """The ending of a file of its kind, without the dot."""
        return SUFFIXES[self.media_type]

    @property
    def widest(self) -> int:
        """How many mm wide it may be printed, so that it stays within the text area."""
        return max(1, min(WIDEST, int(HIGHEST * self.width / self.height)))

    @property
    def natural(self) -> int:
        """How many mm wide it is printed where nothing else is said."""
        return max(1, min(self.widest, round(self.width * self.unit)))


def too_large() -> Words:
    """What is said of a picture of more bytes than a report holds."""
    most = MOST_BYTES // 2**20
    return Words(f"图片超过 {most} MB，请压缩后再用", f"the picture is larger than {most} MB: make it smaller")


def image_of(content: bytes) -> Image:
    """The kind and size of a picture; raises BadPicture where it is none, broken, too large or not inert."""
    if len(content) > MOST_BYTES:
        raise BadPicture(too_large())
    reader = next((reads for begins, reads in _KINDS if begins(content)), None)
    if reader is None:
        raise BadPicture(
            Words("不是能用的图片：应为 PNG、JPEG、GIF、SVG、EMF 或 WMF", "no PNG, JPEG, GIF, SVG, EMF or WMF")
        )
    try:
        found = reader(content)
    except (struct.error, IndexError, StopIteration, ValueError, ZeroDivisionError) as error:
        raise error if isinstance(error, BadPicture) else _BROKEN from None
    if not (0 < found.width < _ENDLESS and 0 < found.height < _ENDLESS):
        raise _BROKEN
    if found.unit == _INCH / _DPI and found.width * found.height > MOST_PIXELS:
        size = f"{found.width:.0f}×{found.height:.0f}"
        raise BadPicture(
            Words(f"图片有 {size} 个像素，太大，请缩小后再用", f"{size} pixels are too many: make it smaller")
        )
    return found


_BROKEN: Final = BadPicture(Words("图片已损坏", "the picture is broken"))
_ENDLESS: Final = 1e7


def _png(content: bytes) -> Image:
    if content[12:16] != b"IHDR" or b"IEND" not in content[-64:]:
        raise _BROKEN
    return Image("image/png", *struct.unpack(">II", content[16:24]))


def _gif(content: bytes) -> Image:
    return Image("image/gif", *struct.unpack("<HH", content[6:10]))


def _jpeg(content: bytes) -> Image:
    """The frame of a JPEG, found by walking from segment to segment."""
    at = 2
    while content[at] == 0xFF:
        kind = content[at + 1]
        if kind in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return Image("image/jpeg", width, height)
        bare = kind == 0xFF or kind == 0x01 or 0xD0 <= kind <= 0xD8
        at += (1 if kind == 0xFF else 2) if bare else 2 + struct.unpack(">H", content[at + 2 : at + 4])[0]
    raise _BROKEN


_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _emf(content: bytes) -> Image:
    """A drawing of Windows: its frame; what it would draw is carried, and never run."""
    left, top, right, bottom = struct.unpack("<4i", content[24:40])
    return Image("image/x-emf", right - left, bottom - top, 0.01)


def _wmf(content: bytes) -> Image:
    left, top, right, bottom, per_inch = struct.unpack("<4hH", content[6:16])
    scale = 100 * _INCH / per_inch
    return Image("image/x-wmf", abs(right - left) * scale, abs(bottom - top) * scale, 0.01)


def _svg(content: bytes) -> Image:
    """An SVG that only draws: without scripts, without anything from elsewhere."""
    from ..office.xml import BadXml, parse

    try:
        root = parse(content)
    except BadXml:
        raise _BROKEN from None
    if b"<?xml-stylesheet" in content or any(map(_is_active, root.iter())):
        raise BadPicture(
            Words(
                "SVG 图片中有脚本、动画或外部引用，请另存为 PNG",
                "the SVG holds scripts, animation or outside references: save it as PNG",
            )
        )
    return Image("image/svg+xml", *_svg_size(root))


def _svg_size(root: Element) -> tuple[float, float]:
    width, height = (_length(root.get(name)) for name in ("width", "height"))
    box = [float(number) for number in re.split(r"[\s,]+", (root.get("viewBox") or "").strip()) if number]
    if len(box) == 4:
        if width and not height:
            return width, width * box[3] / box[2]
        if height and not width:
            return height * box[2] / box[3], height
        return (width or box[2], height or box[3])
    return width or 300.0, height or 150.0  # as CSS has it where nothing is said


def _length(text: str | None) -> float:
    """A length in pixels; 0 where none is told."""
    found = re.fullmatch(r"\s*([0-9]{1,9}(?:\.[0-9]{1,9})?)(px|mm|cm|pt|in|pc|)\s*", text or "")
    return float(found[1]) * _UNITS[found[2]] if found else 0.0


_UNITS: Final = {"": 1, "px": 1, "mm": 96 / 25.4, "cm": 96 / 2.54, "pt": 96 / 72, "in": 96, "pc": 16}
_ACTIVE: Final = frozenset(
    ("script", "foreignobject", "iframe", "embed", "object", "audio", "video", "handler", "listener", "set", "animate",
     "animatetransform", "animatemotion", "animatecolor", "discard", "link", "html", "base")
)  # fmt: skip
_OUTSIDE: Final = re.compile(r"@import|\\|url\(\s*+['\"]?+(?!#)|image-set\(|javascript:", re.IGNORECASE)
_INLINE: Final = re.compile(r"\s*(#|data:image/(png|jpeg|gif)[;,]|$)", re.IGNORECASE)


def _is_active(element: Element) -> bool:
    """Whether an element of an SVG does something, or fetches something."""
    name = element.tag.rpartition("}")[2].lower()
    styled = name == "style" and _OUTSIDE.search("".join(element.itertext())) is not None
    return name in _ACTIVE or styled or any(_reaches_out(key, value) for key, value in element.items())


def _reaches_out(key: str, value: str) -> bool:
    name = key.rpartition("}")[2].lower()
    if name in ("href", "src"):
        return _INLINE.match(value) is None
    return name == "base" or name.startswith("on") or _OUTSIDE.search(value) is not None


def _is_svg(content: bytes) -> bool:
    return re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml|<!--|<!DOCTYPE\s+svg|<svg)", content[:256]) is not None and (
        b"<svg" in content[:4096] or b":svg" in content[:4096]
    )


def _begins(*signs: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(signs)


SUFFIXES: Final = {
    "image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif", "image/svg+xml": "svg",
    "image/x-emf": "emf", "image/x-wmf": "wmf",
}  # fmt: skip
_KINDS: Final[tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Image]], ...]] = (
    (_begins(b"\x89PNG\r\n\x1a\n"), _png),
    (_begins(b"\xff\xd8\xff"), _jpeg),
    (_begins(b"GIF87a", b"GIF89a"), _gif),
    (lambda content: content[:4] == b"\x01\0\0\0" and content[40:44] == b" EMF", _emf),
    (_begins(b"\xd7\xcd\xc6\x9a"), _wmf),
    (_is_svg, _svg),
)
