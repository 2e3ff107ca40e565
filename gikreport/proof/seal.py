"""Where the seal goes: told, never drawn."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

import attrs

from ..model.document import SoundReport
from ..renderers.word.blocks import SEAL_BOOKMARK, date_words

SEAL_MM: Final = 42  # the room that the signature leaves is for a seal of this diameter
_MM: Final = 25.4 / 72  # of a point


@attrs.frozen(kw_only=True)
class SealPlace:
    """Where the seal goes: over the signature with these words and this date, with room for this diameter.

    `bookmark` is the one around the words in the .docx. `page` of the PDF, from 1, and `x_mm`, `y_mm`, the middle of
    words and date from its left and upper edge, are None where there is no PDF, or no pdfplumber to look it up.
    """

    keyword: str
    date: str | None
    diameter_mm: int
    bookmark: str | None = None
    page: int | None = None
    x_mm: int | None = None
    y_mm: int | None = None

    @property
    def unprinted(self) -> SealPlace:
        """The place without what only printing shows."""
        return attrs.evolve(self, page=None, x_mm=None, y_mm=None)


def seal_place(document: SoundReport, outputs: Mapping[str, bytes]) -> SealPlace | None:
    """The place of the seal in what was made of a document; None for one without."""
    if not document.options.seal:
        return None
    by_kind = {PurePath(name).suffix.lower(): content for name, content in outputs.items()}
    date = None if document.signed_on is None else date_words(document.signed_on)
    page, x_mm, y_mm = _printed(by_kind.get(".pdf"), document.signed_by, date) or (None, None, None)
    return SealPlace(
        keyword=document.signed_by,
        date=None if document.signed_on is None else document.signed_on.isoformat(),
        diameter_mm=SEAL_MM,
        bookmark=SEAL_BOOKMARK if ".docx" in by_kind else None,
        page=page,
        x_mm=x_mm,
        y_mm=y_mm,
    )


def _printed(pdf: bytes | None, keyword: str, date: str | None) -> tuple[int, int, int] | None:
    """The page, and the middle of the last words of a PDF that are the signature and its date."""
    if pdf is None:
        return None
    try:
        import pdfplumber
    except ImportError:
        return None
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for number in range(len(opened.pages), 0, -1):
            page = opened.pages[number - 1]
            found = _last(page.chars, keyword + (date or ""))
            if found:
                left, right = (side(c[edge] for c in found) for side, edge in ((min, "x0"), (max, "x1")))
                top, bottom = (side(c[edge] for c in found) for side, edge in ((min, "top"), (max, "bottom")))
                return number, round((left + right) / 2 * _MM), round((top + bottom) / 2 * _MM)
    return None


def _last(characters: Sequence[Mapping[str, Any]], words: str) -> Sequence[Mapping[str, Any]]:
    """The last characters of a page that are these words, blanks aside."""
    shown = [c for c in characters if not str(c["text"]).isspace()]
    wanted = "".join(words.split())
    at = "".join(str(c["text"])[:1] for c in shown).rfind(wanted)
    return shown[at : at + len(wanted)] if at >= 0 else ()
