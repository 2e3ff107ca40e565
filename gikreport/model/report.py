"""What every form's report has: agency, year, title, signature, its sections and tables in printed order."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Final, cast

import attrs

from .attachment import Attachment, attachments
from .fields import Role, foreword
from .outline import Entry, cached, entries
from .prose import Prose
from .text import line_of_text

TITLE: Final = "{agency}{year}年政府信息公开工作年度报告"
FACTS: Final = {
    "agency": "行政机关", "year": "年度", "title": "标题",
    "preface": "编制说明", "signed_by": "署名", "signed_on": "成文日期",
}  # fmt: skip


def _whole_year(instance: object, attribute: attrs.Attribute[int], value: int) -> None:
    if type(value) is not int or not 1000 <= value <= 9999:
        raise ValueError(f"year takes a year of four digits, not {value!r}")


def _some_text(instance: object, attribute: attrs.Attribute[str], value: str) -> None:
    line_of_text(instance, attribute, value)
    if not value.strip():
        raise ValueError(f"{attribute.name} is empty")


def _title(report: Report) -> tuple[str, ...]:
    return (TITLE.format(agency=report.agency, year=report.year),)


def _lines(value: object) -> Any:
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else value


def _day(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if value is not None and type(value) is not datetime.date:
        raise TypeError(f"{attribute.name} takes a datetime.date, not {value!r}")


@attrs.frozen(kw_only=True)
class Report:
    """A yearly report, whatever its form: 行政机关, 年度, 标题, 编制说明, 落款, 附件.

    Raises TypeError or ValueError for anything that a report cannot hold.
    """

    agency: str = attrs.field(validator=_some_text)
    year: int = attrs.field(validator=_whole_year)
    title: tuple[str, ...] = attrs.field(
        default=attrs.Factory(_title, takes_self=True),
        converter=_lines,
        validator=attrs.validators.deep_iterable(_some_text, attrs.validators.min_len(1)),
    )
    preface: Prose = foreword()
    signed_by: str = attrs.field(
        default=attrs.Factory(lambda report: report.agency, takes_self=True), validator=line_of_text
    )
    signed_on: datetime.date | None = attrs.field(default=None, validator=_day)
    attachments: tuple[Attachment, ...] = attachments()


def own_words(report: Report) -> dict[str, Any]:
    """The title and the signature that an office words itself; without those that only repeat its name."""
    usual = {"title": _title(report), "signed_by": report.agency}
    return {name: getattr(report, name) for name, words in usual.items() if getattr(report, name) != words}


def own_headings(cls: type[Report]) -> dict[str, str]:
    """The official headings of a report class by section, where an office may word them itself."""
    return {name: entry.words[0] for name, entry in prose_fields(cls).items() if entry.words}


def _worded(report: Any, attribute: attrs.Attribute[Any], value: object) -> None:
    if not isinstance(value, dict) or not set(value) <= set(own_headings(type(report))):
        raise ValueError(f"headings takes words for {', '.join(own_headings(type(report)))}, not {value!r}")
    for words in value.values():
        line_of_text(report, attribute, words)


def _other_words(given: Mapping[str, str], report: Any) -> dict[str, str]:
    """Headings that only repeat the decree's wording are left out, so that equal reports are equal."""
    usual = own_headings(type(report))
    return {name: words for name, words in dict(given).items() if words != usual.get(name)}


def headings() -> Mapping[str, str]:
    """Declare that the section headings are the office's own; the decree's wording stands where none is given."""
    only_others = attrs.Converter(_other_words, takes_self=True)
    return cast("Mapping[str, str]", attrs.field(factory=dict, converter=only_others, validator=_worded, hash=False))


def parts(cls: type[Report]) -> tuple[Entry, ...]:
    """The sections and tables of a report class in printed order."""
    return entries(cls)


@cached
def tables(cls: type[Report]) -> dict[str, Entry]:
    """The tables of a report class by field name."""
    return {entry.name: entry for entry in entries(cls) if entry.facts.role is Role.TABLE}


@cached
def prose_fields(cls: type[Report]) -> dict[str, Entry]:
    """The narrative parts of a report class by field name, the preface first."""
    return {entry.name: entry for entry in entries(cls) if entry.facts.role in (Role.SECTION, Role.AFTER)}
