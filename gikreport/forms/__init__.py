"""The official forms, and the one that was due in a given year."""

from __future__ import annotations

from typing import Final

from ..errors import UnknownForm, Words
from ..model.form import Form
from ..model.report import Report
from .decree import NOTICE


def _form(name: str, first: int, last: int | None, notice: str, encouraged: tuple[int, ...] = ()) -> Form:
    """A form whose classes are imported when they are first needed: y2021.Report2021."""
    return Form(name, first, last, notice, f"{__name__}.{name}:Report{name[1:]}", encouraged)


FORMS: Final[tuple[Form, ...]] = (
    _form("y2021", 2021, None, "国办公开办函〔2021〕30号"),
    _form("y2019", 2019, 2020, "国办公开办函〔2019〕60号", encouraged=(2019,)),
    _form("y2014", 2014, 2018, "国办发〔2014〕32号"),
    _form("y2008", 2008, 2013, NOTICE),
)


def form_for(year: int) -> Form:
    """The form that was due for the report of `year`, the newest that covers it; raises UnknownForm where none did."""
    due = [form for form in FORMS if form.covers(year)]
    if due:
        return max(due, key=lambda form: form.first)
    raise UnknownForm(
        Words(f"{year} 年没有可用的年度报告格式；可用的是 {_names()}", f"no form for {year}; there are {_names()}")
    )


def form_named(name: str) -> Form:
    """The form of this name, "y2021"; raises UnknownForm for any other."""
    for form in FORMS:
        if form.name == name:
            return form
    raise UnknownForm(Words(f"没有名为 {name} 的格式；可用的是 {_names()}", f"no form {name}; there are {_names()}"))


def form_of(report: Report) -> Form:
    """The form that a report is on."""
    for form in FORMS:
        if form.holds(type(report)):
            return form
    raise UnknownForm(Words(f"{type(report).__name__} 不是任何格式的报告", f"{type(report).__name__} is on no form"))


def _names() -> str:
    return "、".join(f"{form.name}（{form.first}–{form.last or ''}）" for form in FORMS)
