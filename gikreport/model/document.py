"""What may become a document: a report found sound, or a draft that was asked for by name."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Final

import attrs

from .attachment import Attachment
from .fields import Kind
from .finding import Finding
from .form import Form
from .options import Options
from .outline import CellPath, Line
from .prose import Prose
from .reading import Remark
from .report import Report
from .table import Table

_CHANGE, _MONEY = Kind.CHANGE, Kind.MONEY
DRAFT_MARK: Final = "草稿"  # what stands at the top of every page of a draft
KEY: Final = object()  # only checking/sound.py makes documents


def _made_by_checking(instance: object, attribute: attrs.Attribute[object], value: object) -> None:
    if value is not KEY:
        raise TypeError(f"{type(instance).__name__} is made by gikreport.sound() or gikreport.draft() only")


@attrs.frozen(kw_only=True)
class Document:
    """All that a renderer prints, computed once.

    `figures` holds every printed cell by its full path, totals too, as the document prints it;
    `tables` gives each table that is there.
    """

    key: object = attrs.field(validator=_made_by_checking, repr=False, eq=False)
    form: Form
    agency: str
    year: int | None
    title: tuple[str, ...]
    signed_by: str
    signed_on: datetime.date | None
    headings: Mapping[str, str]
    prose: Mapping[str, Prose]
    tables: Mapping[str, Table]
    figures: Mapping[CellPath, str]
    attachments: tuple[Attachment, ...] = ()
    options: Options = Options()
    warnings: tuple[Finding, ...] = ()

    @property
    def has_figures(self) -> bool:
        """Whether anything but paragraphs stands in its narrative, or attachments behind it."""
        return bool(self.attachments) or any(prose.figures for prose in self.prose.values())


@attrs.frozen(kw_only=True)
class SoundReport(Document):
    """A report that no rule forbids to print; `waivers` tells what was excused, by whom and why.

    `left_out` is what the file held that was not read, where the document was asked for nevertheless.
    """

    report: Report
    waivers: tuple[str, ...] = ()
    left_out: tuple[Remark, ...] = ()


@attrs.frozen(kw_only=True)
class Draft(Document):
    """草稿: whatever is stated so far, marked as a draft on every page; 待填 where nothing is stated."""

    findings: tuple[Finding, ...] = ()


def printed_number(value: object, line: Line) -> str:
    """A number as the form prints it: no exponent, a change with its sign, the unit where no heading names it."""
    if line.kind is _CHANGE and isinstance(value, int) and value > 0:
        return f"+{value}"
    text = format(value, "f") if line.kind is _MONEY else str(value)
    return text + line.unit if line.shows_unit else text
