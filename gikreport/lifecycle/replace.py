"""A report with some of what it states replaced; what nobody stated follows."""

from __future__ import annotations

from typing import Any, TypeVar

import attrs

from ..model.reading import Reading
from ..model.report import TITLE, Report

_Stated = TypeVar("_Stated", Report, Reading)


def replace(subject: _Stated, **changes: Any) -> _Stated:
    """The report or the reading with these fields in the place of its own: `replace(report, agency="清泉县民政局")`.

    A title or a signature that only repeats office and year follows them; one that an office words itself stays.
    Raises TypeError for a field that it does not have, and what the class of the report raises for a value.
    """
    usual = {
        "title": (TITLE.format(agency=subject.agency, year=subject.year),),
        "signed_by": subject.agency,
    }
    follows = {name for name, words in usual.items() if getattr(subject, name) == words and name not in changes}
    if isinstance(subject, Reading):
        given: dict[str, Any] = {**dict.fromkeys(follows), **changes}
        return attrs.evolve(subject, **given)
    kept = {field.name: getattr(subject, field.name) for field in attrs.fields(type(subject))}
    stays = {name: value for name, value in kept.items() if name not in follows}
    return type(subject)(**{**stays, **changes})
