"""What a document with figures has beside its text: pictures as parts, styles, and its attachments at the end."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from typing import Final

from ...model.document import Draft, SoundReport
from ...model.figures import Picture
from ...model.prose import Prose
from ...office.packing import CONTENT_TYPES
from ...office.parts import MAIN, STYLES
from ...office.xml import parse
from .figure_styles import with_figure_styles
from .figures import FALLBACK_RELATION, attachment_heading, numbered, relation
from .styles import W, look

_RELATIONS: Final = "word/_rels/document.xml.rels"
_IMAGE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_FALLBACK: Final = "word/media/vector.png"
_BLANK: Final = base64.b64decode(  # one white pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTjVigAAAABJRU5ErkJggg=="
)
_SECTION: Final = b"<w:sectPr"
_END: Final = b"</w:body>"


def with_figures(members: Mapping[str, bytes], document: SoundReport | Draft) -> Mapping[str, bytes]:
    """The members of a .docx with the pictures, the styles and the attachments of a document."""
    from .blocks import writer

    found = look(parse(members[STYLES]), parse(members[MAIN]))
    pictures = {picture.digest: picture for prose in _narrative(document) for picture in _pictures(prose)}
    written = writer(found)
    attachments = "".join(attachment_heading(one) + written.prose(one.content) for one in document.attachments)
    changed = dict(members)
    changed[MAIN] = numbered(_at_end(members[MAIN], attachments.encode()))
    changed[STYLES] = with_figure_styles(members[STYLES], _normal(members[STYLES]), found.ids["title"], found.line)
    if pictures:
        parts = {f"media/{digest[:16]}.{one.image.suffix}": one for digest, one in pictures.items()}
        changed |= {f"word/{target}": one.content for target, one in parts.items()}
        links = {relation(one): target for target, one in parts.items()}
        if any(one.image.suffix == "svg" for one in parts.values()):
            changed[_FALLBACK] = _BLANK
            links[FALLBACK_RELATION] = _FALLBACK.removeprefix("word/")
        changed[_RELATIONS] = _with_relations(members[_RELATIONS], links)
        kinds = {one.image.suffix: one.image.media_type for one in parts.values()} | {"png": "image/png"}
        changed[CONTENT_TYPES] = _with_types(members[CONTENT_TYPES], kinds)
    return changed


def _narrative(document: SoundReport | Draft) -> Iterator[Prose]:
    yield from document.prose.values()
    yield from (one.content for one in document.attachments)


def _pictures(prose: Prose) -> Iterator[Picture]:
    return (one.figure for one in prose.figures if isinstance(one.figure, Picture))


def _at_end(main: bytes, added: bytes) -> bytes:
    """The main part with paragraphs behind all others, before what the last section is like."""
    end = main.rindex(_END)
    section = main.rfind(_SECTION, 0, end)
    at = section if section >= 0 and b"</w:p>" not in main[section:end] else end
    return main[:at] + added + main[at:]


def _normal(styles: bytes) -> str:
    """The id of the style that paragraphs have where they name none."""
    found = (one for one in parse(styles).iter(f"{W}style") if one.get(f"{W}type") == "paragraph")
    return next((one.get(f"{W}styleId", "") for one in found if one.get(f"{W}default") in ("1", "true")), "")


def _with_relations(relations: bytes, links: Mapping[str, str]) -> bytes:
    added = "".join(
        f'<Relationship Id="{name}" Type="{_IMAGE}" Target="{target}"/>' for name, target in sorted(links.items())
    )
    return relations.replace(b"</Relationships>", added.encode() + b"</Relationships>")


def _with_types(types: bytes, kinds: Mapping[str, str]) -> bytes:
    new = [name for name in sorted(kinds) if f'Extension="{name}"'.encode() not in types]
    added = "".join(f'<Default Extension="{name}" ContentType="{kinds[name]}"/>' for name in new).encode()
    begins = types.index(b"<Default") if b"<Default" in types else types.index(b"<Override")
    return types[:begins] + added + types[begins:]
