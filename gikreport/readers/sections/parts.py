"""One print of a report in a file: its title, narrative and signature, and which of its tables is which."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeGuard

import attrs

from ...model.attachment import Attachment
from ...model.cell import Place
from ...model.form import Form
from ...model.prose import Prose
from ...model.reading import Remark
from ...model.report import prose_fields
from ..found import FoundParagraph, FoundTable, Item, Role
from ..left import Left
from ..remarks import MISSING_HEADING, UNREAD_DATE
from ..section_names import Heading
from .attachments import find_attachments, first_label, without_notes
from .figures import PlacedFigures
from .front_matter import agency_in, find_front
from .signature import Signature, find_signature
from .texts import Texts
from .unread_tables import unread_tables


@attrs.frozen
class Span:
    """One print of a report in a file: its headings, the place of its first item, and the place behind its last."""

    headings: tuple[Heading, ...]
    start: int
    end: int
    is_page: bool = False  # whether what stands around it is the page's


@attrs.frozen(kw_only=True)
class Part:
    """What one print of a report says, its tables not yet read."""

    title: tuple[str, ...]
    signed_by: str | None
    signed_on: datetime.date | None
    prose: Mapping[str, Prose]
    prose_places: Mapping[str, tuple[Place, ...]]
    headings: Mapping[str, str]
    tables: tuple[tuple[str, FoundTable], ...]
    remarks: tuple[Remark, ...]
    above: tuple[FoundParagraph, ...] = ()  # what stands before its title
    behind: tuple[FoundParagraph, ...] = ()  # what follows the signature
    begins: Place | None = None  # of its title, or its first heading
    ends: Place | None = None  # of its signature, or its last words
    carried: tuple[Left, ...] = ()  # the figures that stand in its text or its attachments
    attachments: tuple[Attachment, ...] = ()


def part_of(
    items: Sequence[Item | None], form: Form, tables: Mapping[int, str], span: Span, figures: PlacedFigures
) -> Part:
    """What stands between two places of a file, sorted into the form."""
    first = span.headings[0].index if span.headings else next(iter(tables), span.end)
    before = [item for item in items[span.start : first] if _is_said(item)]
    front = find_front(before)
    texts = Texts(form, figures)
    texts.add("preface", before[front.ends :], items[_place_of(items, before, front.ends, span) : first])
    end = _fill(texts, items, tables, attrs.evolve(span, start=first), agency_in(front.title))
    signature = end.signature
    top = before[front.first] if front.title else items[first] if first < len(items) else None
    return Part(
        title=front.title,
        signed_by=signature.by if signature else None,
        signed_on=signature.on if signature else None,
        prose=texts.prose(),
        prose_places=texts.places(),
        headings=dict(_own_headings(items, form, span.headings)),
        tables=tuple(_tables(items, tables, span)),
        remarks=(
            *_missing(form, span.headings),
            *unread_tables(items, (first if span.is_page else span.start, span.end), tables, form, span.is_page),
            *_unread_date(signature),
        ),
        above=tuple(before[: front.first]) if front.title else (),
        carried=tuple(texts.carried),
        attachments=end.attachments,
        behind=end.behind,
        begins=top.place if top is not None else None,
        ends=end.place,
    )


def _place_of(items: Sequence[Item | None], before: Sequence[FoundParagraph], ends: int, span: Span) -> int:
    """Where the last line of the title stands; what stands before it is no part of the text."""
    if not ends:
        return span.start
    return next(at for at in range(span.start, len(items)) if items[at] is before[ends - 1])


def _unread_date(signature: Signature | None) -> Iterator[Remark]:
    """What stands in place of the date and is none."""
    unread = signature.unread if signature else None
    if unread is not None:
        text = unread.text.strip()[:_SHOWN]
        yield Remark(diagnostic=UNREAD_DATE, facts={"text": text}, at=("signed_on",), place=unread.place)


_SHOWN: Final = 20


def _tables(items: Sequence[Item | None], tables: Mapping[int, str], span: Span) -> Iterator[tuple[str, FoundTable]]:
    for index, name in tables.items():
        item = items[index]
        if span.start <= index < span.end and isinstance(item, FoundTable):
            yield name, item


def _is_said(item: Item | None) -> TypeGuard[FoundParagraph]:
    return isinstance(item, FoundParagraph) and item.role is not Role.PAGE


def _text(item: Item | None) -> str:
    return " ".join(item.text.split()) if isinstance(item, FoundParagraph) else ""


def _own_headings(items: Sequence[Item | None], form: Form, headings: Sequence[Heading]) -> Iterator[tuple[str, str]]:
    """The headings that are not worded as the form words them."""
    for heading in headings:
        words = _text(items[heading.index])
        if words != prose_fields(form.report)[heading.field].words[0]:
            yield heading.field, words


@attrs.frozen
class _End:
    """How a print ends: its signature, the paragraphs behind it, and where the last of its own words stand."""

    signature: Signature | None = None
    behind: tuple[FoundParagraph, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    place: Place | None = None


def _fill(
    texts: Texts, items: Sequence[Item | None], tables: Mapping[int, str], span: Span, agency: str | None
) -> _End:
    """Sort the paragraphs below each heading; what is behind the signature is left out but for attachments."""
    if not span.headings:
        here = items[span.start : span.end]
        end, said, _ = _unsigned([item for item in here if _is_said(item)], [], agency)
        texts.add("preface", said, here)
        return end
    end = _End()
    bounds = [*(heading.index for heading in span.headings[1:]), span.end]
    for heading, until in zip(span.headings, bounds, strict=True):
        here_at = range(heading.index + 1, until)
        split = next((index for index in here_at if index in tables), until)
        above = [item for item in items[heading.index + 1 : split] if _is_said(item)]
        below = [item for item in items[split + 1 : until] if _is_said(item)]
        if until == span.end:
            end, above, below = _unsigned(above, below, agency)
            end = end if span.is_page else _with_attachments(end, texts, items, tables, until)
            above, below = (without_notes(said, end.attachments) for said in (above, below))
        texts.add(heading.field, above, items[heading.index : split], signed=end.signature is not None)
        texts.add(texts.after(heading.field), below, items[split:until], signed=end.signature is not None)
    return end


def _with_attachments(
    end: _End, texts: Texts, items: Sequence[Item | None], tables: Mapping[int, str], until: int
) -> _End:
    """The end of a print with its attachments; where a table of the form stands among them, they are none."""
    if not end.behind:
        return end
    first = next(at for at in range(until) if items[at] is end.behind[0])
    if any(first <= at < until for at in tables):
        return end
    found, others = find_attachments(items[first:until], texts)
    return attrs.evolve(end, attachments=found, behind=others) if found else end


_SIGNED: Final = (Role.SIGNATURE, Role.DATE)


def _unsigned(
    above: list[FoundParagraph], below: list[FoundParagraph], agency: str | None
) -> tuple[_End, list[FoundParagraph], list[FoundParagraph]]:
    """The signature stands at the end of the last section, before or behind a table appended to it."""
    for tail in (below, above):
        begins = None if any(item.role in _SIGNED for item in tail) else first_label(tail)
        signature = (find_signature(tail[:begins], agency) if begins else None) or find_signature(tail, agency)
        if signature:
            end = _End(signature, tuple(tail[signature.last :]), place=tail[signature.last - 1].place)
            if tail is below:
                return end, above, below[: signature.first]
            return end, above[: signature.first], below
    last = [*above, *below][-1:]
    return _End(place=last[0].place if last else None), above, below


def _missing(form: Form, headings: Sequence[Heading]) -> Iterator[Remark]:
    found = {heading.field for heading in headings}
    for name, entry in prose_fields(form.report).items():
        if entry.words and name not in found:
            yield Remark(diagnostic=MISSING_HEADING, facts={"heading": entry.words[0]}, at=(name,))
