"""What a page prints around the report, marked as the page's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from ..found import FoundParagraph, Item, Role
from ..page_words import is_furniture


def mark_furniture(items: Sequence[Item], first: int, last: int) -> Iterator[Item]:
    """The items, furniture marked before the first heading, and behind the last one from where no sentence follows."""
    ends = max((at for at, item in enumerate(items) if _is_sentence(item)), default=last)
    for at, item in enumerate(items):
        outside = at < first or at > max(last, ends)
        strange = outside and isinstance(item, FoundParagraph) and item.role is Role.NONE and is_furniture(item.text)
        yield attrs.evolve(item, role=Role.PAGE) if strange and isinstance(item, FoundParagraph) else item


def _is_sentence(item: Item) -> bool:
    return isinstance(item, FoundParagraph) and item.text.endswith(("。", "；"))
