"""A heading with its text behind it in one paragraph, 一、总体情况。今年……, as two paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from ...model.form import Form
from ..found import FoundParagraph, Item, Role
from ..section_names import LONGEST, plain_heading
from ..wording import plain

_BETWEEN: Final = re.compile(r"[。：:\s]+")
_FEWEST: Final = 6


def split_run_in_headings(items: Sequence[Item], form: Form) -> tuple[Item, ...]:
    """The items, such paragraphs in two; one whose section has a heading of its own stays whole."""
    pieces = [_pieces(item, form) for item in items]
    alone = {field for field, parts in pieces if len(parts) == 1}
    return tuple(
        part
        for item, (field, parts) in zip(items, pieces, strict=True)
        for part in ([item] if field in alone else parts)
    )


def _pieces(item: Item, form: Form) -> tuple[str, list[Item]]:
    """The section that a paragraph opens, or nothing; the paragraph, or its heading and its text."""
    if not isinstance(item, FoundParagraph):
        return "", [item]
    whole = plain_heading(item, form)
    field, sure = (whole.field, whole.sure) if whole else ("", 0.0)
    for begun, rest in _splits(item):
        heading = plain_heading(begun, form)
        if heading and heading.sure > sure:
            return heading.field, [begun, rest]
    return field, [item]


def _splits(item: FoundParagraph) -> Iterator[tuple[FoundParagraph, FoundParagraph]]:
    for found in _BETWEEN.finditer(item.text, 0, 2 * LONGEST):
        rest = item.text[found.end() :]
        if len(plain(rest)) >= _FEWEST:
            yield attrs.evolve(item, text=item.text[: found.start()]), attrs.evolve(item, text=rest, role=Role.NONE)
