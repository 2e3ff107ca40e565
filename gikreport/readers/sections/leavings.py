"""Which of the things that a reader left belong to the report: not those of the page around it, nor its seal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import attrs

from ...model.form import Form
from ...model.report import tables
from ..found import FileFacts, FoundParagraph
from ..left import Kind, Left
from ..wording import plain
from .attachments import is_imprint
from .parts import Part
from .signature import date_in

# What begins an annex or a note.
_ANNEX: Final = re.compile(
    r"^(附[件表录图:一二三1-9]|注[:1-9一二三]|备注|说明|[*※#①\[(（]|[1-9][0-9]?[、.．)）]|[1-9][\u4e00-\u9fff])"
)
_SENTENCE: Final = re.compile("[。；;]$")


def left_in_report(left: Iterable[Left], part: Part, form: Form, facts: FileFacts) -> Iterator[Left]:
    """What was left of the report itself, the seal known as one, and what stands behind the signature."""
    for one in left:
        if facts.is_page and not facts.is_ours and not _is_within(one, part):
            continue
        yield attrs.evolve(one, kind=Kind.SEAL) if one.kind is Kind.PICTURE and _is_at_signature(one, part) else one
    captions = {plain(entry.words[0]) for entry in tables(form.report).values()}
    behind = [item for item in part.behind if plain(item.text) not in captions]
    if behind:
        yield _behind(behind, facts)
    if part.above and not facts.is_page:
        yield Left(Kind.ABOVE, part.above[0].place, " ".join(item.text for item in part.above))


def _is_within(one: Left, part: Part) -> bool:
    """Whether it stands between the title and the signature, by the number of its paragraph."""
    at = one.place.paragraph if one.place is not None else None
    first = part.begins.paragraph if part.begins is not None else None
    last = part.ends.paragraph if part.ends is not None else None
    return at is None or ((first is None or at >= first) and (last is None or at <= last))


def _is_at_signature(one: Left, part: Part) -> bool:
    lines = one.near.split("\n")
    signed = plain(part.signed_by or "")
    return any(date_in(line) is not None or (signed and plain(line) == signed) for line in lines if line.strip())


def _behind(items: Sequence[FoundParagraph], facts: FileFacts) -> Left:
    """The words behind the signature: an annex or a note of the report, or what page and office print there."""
    words = " ".join(item.text for item in items)
    lines = [item for item in items if _bears(item.text, facts)]
    kind = Kind.BEHIND if lines else Kind.IMPRINT
    count = f"（共 {len(items)} 段）" if len(items) > 1 else ""
    return Left(kind, (lines or items)[0].place, words[:_SHOWN] + count)


def _bears(text: str, facts: FileFacts) -> bool:
    """Whether a line belongs to the report: on a page only an annex, a note or a sentence does."""
    said = plain(text)
    if is_imprint(text):
        return False
    return not facts.is_page or _ANNEX.search(said) is not None or _SENTENCE.search(text) is not None


_SHOWN: Final = 40
