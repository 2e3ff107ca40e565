"""The headings of a report in a file, in their order, and the prints of the report that they show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from ...model.form import Form
from ...model.report import prose_fields
from ..found import FoundParagraph, Item, Role
from ..section_names import Heading, heading_fields, heading_of
from ..wording import key


def find_headings(items: Sequence[Item], form: Form, *, ours: bool = False) -> list[Heading]:
    """The headings in reading order; of several for one section the surer; a faint one only where it fits.

    A file that calls as many paragraphs headings as the form has sections is taken in that order, unless a
    wording says otherwise; in a document of ours the order alone counts, for its headings may say anything.
    """
    fields = heading_fields(form)
    found = list(_candidates(items, form, fields))
    if len(found) < _FEWEST:
        found = list(_deeper(items, form, fields))
    in_order = _by_order(items, fields)
    if in_order and (ours or _agree(in_order, found)):
        return in_order
    best: dict[str, float] = {}
    for heading in found:
        best[heading.field] = max(best.get(heading.field, 0.0), heading.sure)
    sure = [heading for heading in found if heading.sure >= best[heading.field] - _MARGIN]
    return [heading for heading in sure if heading.sure > _FAINT or _fits(heading, sure)]


def _by_order(items: Sequence[Item], fields: list[str]) -> list[Heading]:
    """The paragraphs that the file calls headings, one for each section; none where there are more or fewer."""
    places = [at for at, item in enumerate(items) if isinstance(item, FoundParagraph) and item.role is Role.HEADING]
    if len(places) != len(fields):
        return []
    return [Heading(at, field, order, 1.0) for order, (at, field) in enumerate(zip(places, fields, strict=True))]


def _agree(in_order: Sequence[Heading], worded: Sequence[Heading]) -> bool:
    """Whether every heading known by its wording is one of these, and most of these are so known."""
    fields = {heading.index: heading.field for heading in in_order}
    return len(worded) * 2 > len(fields) and all(fields.get(heading.index) == heading.field for heading in worded)


_FEWEST: Final = 2
_MARGIN: Final = 0.2
_FAINT: Final = 0.55


def _fits(heading: Heading, all_: Sequence[Heading]) -> bool:
    """Whether a faint heading stands where the form has it, or is numbered so, between the surer ones around it."""
    sure = [one for one in all_ if one.sure > _FAINT]
    before = max((one for one in sure if one.index < heading.index), key=lambda one: one.index, default=None)
    after = min((one for one in sure if one.index > heading.index), key=lambda one: one.index, default=None)
    earlier, later = before.order if before else -1, after.order if after else 99
    numbered = before is not None and 0 < before.number == heading.number - 1
    numbered = numbered and (after is None or after.number in (0, heading.number + 1))
    return (earlier == heading.order - 1 and later == heading.order + 1) or (
        numbered and earlier < heading.order < later
    )


def _candidates(items: Sequence[Item], form: Form, fields: list[str]) -> Iterator[Heading]:
    for at, item in enumerate(items):
        if isinstance(item, FoundParagraph):
            heading = heading_of(item, at, form, fields)
            if heading:
                yield heading


def _deeper(items: Sequence[Item], form: Form, fields: list[str]) -> Iterator[Heading]:
    """Paragraphs in the form's own words, though numbered （一） or 1、 as headings of a deeper level are."""
    official = {key(prose_fields(form.report)[name].words[0]): name for name in fields}
    for at, item in enumerate(items):
        name = official.get(key(item.text)) if isinstance(item, FoundParagraph) else None
        if name:
            yield Heading(at, name, fields.index(name), 1.0)


@attrs.frozen
class Copy:
    """One run of headings in order: the report, or its second print."""

    headings: tuple[Heading, ...]

    @property
    def first(self) -> int:
        """Where it begins."""
        return self.headings[0].index


def copies(found: Sequence[Heading]) -> list[Copy]:
    """The runs of headings in which no section comes twice; a single stray heading belongs to the run before."""
    runs: list[list[Heading]] = [[]]
    for heading in found:
        run = runs[-1]
        at = next((at for at, one in enumerate(run) if one.field == heading.field), None)
        if at is None:
            run.append(heading)
        elif at == len(run) - 1:
            run[at] = max(run[at], heading, key=lambda one: one.sure)
        elif run[at + 1].order < run[at].order:
            runs[-1] = [*run[:at], *run[at + 1 :], heading]
        else:
            runs.append([heading])
    return [Copy(tuple(run)) for index, run in enumerate(runs) if len(run) > 1 or (run and index == 0)]
