"""The year that a report is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..found import FileFacts, FoundParagraph, Item
from .front_matter import find_front, loose_year_in, period_in, year_in

_NEAR_THE_TOP: Final = 60


def year_of(items: Sequence[Item], facts: FileFacts, title: Sequence[str] = (), named: int | None = None) -> int | None:
    """From the title, or what the file says of itself, or the sentence that names it, or the period of its figures.

    In a file of ours the year that it states wins.
    """
    if facts.is_ours and facts.year:
        return facts.year
    texts = [item.text for item in items if isinstance(item, FoundParagraph)][:_NEAR_THE_TOP]
    before = [item for item in items[:_NEAR_THE_TOP] if isinstance(item, FoundParagraph)]
    whole = "".join(title or find_front(before).title)
    return year_in(whole) or facts.year or loose_year_in(whole) or named or period_in(texts)
