"""The typed model: frozen, slotted, keyword-only, and exact about what it takes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given, strategies as st

from gikreport import FORMS, Options, Report2021, SoundReport, draft, sound
from gikreport.forms.shared import Table4
from gikreport.forms.y2021 import Documents, Proactive, Requests, Table3
from gikreport.model.document import Draft
from gikreport.model.form import Form
from gikreport.model.outline import entries
from support.strategies import over_forms, reports

TABLES: dict[str, Any] = {"t2": Proactive(), "t3": Table3(), "t4": Table4()}


def classes(cls: type) -> Iterator[type]:
    yield cls
    for entry in entries(cls):
        if entry.of is not None:
            yield from classes(entry.of)


EVERY = sorted({cls for form in FORMS for cls in classes(form.report)}, key=lambda cls: cls.__qualname__)


@pytest.mark.parametrize("cls", EVERY, ids=lambda cls: cls.__name__)
def test_every_class_of_a_form_is_frozen_slotted_and_keyword_only(cls: type) -> None:
    assert all(field.kw_only for field in attrs.fields(cls))
    assert not hasattr(object.__new__(cls), "__dict__")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(object.__new__(cls), attrs.fields(cls)[0].name, 1)
    assert cls.__doc__


def report(**changes: Any) -> Report2021:
    return Report2021(**{"agency": "某局", "year": 2021, **TABLES, **changes})


# The classes as a program that no type checker has read calls them.
REQUESTS: Any = Requests
PROACTIVE: Any = Proactive
SOUND: Any = SoundReport
OPTIONS: Any = Options

REFUSED = [
    (lambda: REQUESTS(recieved=1), TypeError, "got an unexpected keyword argument 'recieved'"),
    (lambda: REQUESTS(1), TypeError, "takes 1 positional argument but 2 were given"),
    (lambda: REQUESTS(received=-3), ValueError, r"^Requests\.received takes zero or more, not -3$"),
    (lambda: REQUESTS(received=3.7), TypeError, r"^Requests\.received takes a whole number, not 3\.7$"),
    (lambda: REQUESTS(received=True), TypeError, r"^Requests\.received takes a whole number, not True$"),
    (lambda: REQUESTS(received="1"), TypeError, r"^Requests\.received takes a whole number, not '1'$"),
    (lambda: REQUESTS(received=None), TypeError, r"^Requests\.received takes a whole number, not None$"),
    (lambda: REQUESTS(outcomes=5), TypeError, "'outcomes' must be <class 'gikreport.forms.y2021.Outcomes'>"),
    (lambda: PROACTIVE(fees=0.5), TypeError, r"^Proactive\.fees takes a Decimal in 万元, not 0\.5$"),
    (lambda: PROACTIVE(fees=Decimal("NaN")), ValueError, r"^Proactive\.fees takes a finite amount, .* not NaN$"),
    (lambda: PROACTIVE(fees=Decimal(-1)), ValueError, r"^Proactive\.fees takes a finite amount, .* not -1$"),
    (lambda: Report2021(agency="某局", year=2021, t2=TABLES["t2"], t4=TABLES["t4"]), TypeError, "argument: 't3'"),
    (lambda: report(t3=None), TypeError, "'t3' must be <class 'gikreport.forms.y2021.Table3'>"),
    (lambda: report(agency=""), ValueError, "^agency is empty$"),
    (lambda: report(agency="某\n局"), ValueError, r"^Report2021\.agency: one line is due, and there is a line break$"),
    (lambda: report(agency=3), TypeError, r"^Report2021\.agency takes text, not 3$"),
    (lambda: report(year=21), ValueError, "^year takes a year of four digits, not 21$"),
    (lambda: report(year="2021"), ValueError, "^year takes a year of four digits, not '2021'$"),
    (lambda: report(title=()), ValueError, "must be >= 1: 0"),
    (lambda: report(title=("题", "\x00")), ValueError, r"^Report2021\.title: character U\+0000 at position 1"),
    (lambda: report(signed_on="2022-01-12"), TypeError, "^signed_on takes a datetime.date, not '2022-01-12'$"),
    (lambda: report(signed_on=datetime.datetime(2022, 1, 12)), TypeError, "^signed_on takes a datetime.date, not "),
    (lambda: report(overview=3), TypeError, "'overview' must be <class 'gikreport.model.prose.Prose'>"),
    (lambda: report(overview="\x00"), ValueError, r"^character U\+0000 at position 1 cannot stand in a document$"),
    (lambda: SOUND(report=report()), TypeError, "missing"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "error", "words"), REFUSED, ids=[words[:40] for _, _, words in REFUSED])
def test_a_value_of_the_wrong_kind_is_refused_in_words(make: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        make()


def test_only_checking_makes_documents() -> None:
    facts = attrs.asdict(sound(report()), recurse=False)
    with pytest.raises(TypeError, match=r"^SoundReport is made by gikreport\.sound\(\) or gikreport\.draft\(\) only$"):
        SoundReport(**{**facts, "key": None})
    with pytest.raises(TypeError, match=r"^Draft is made by gikreport\.sound\(\) or gikreport\.draft\(\) only$"):
        Draft(**{**attrs.asdict(draft(report()), recurse=False), "key": object()})


def test_what_is_not_given_is_the_usual() -> None:
    made = report()
    assert made.title == ("某局2021年政府信息公开工作年度报告",)
    assert (made.signed_by, made.signed_on) == ("某局", None)
    assert (
        made
        == report(title="某局2021年政府信息公开工作年度报告")
        == report(title=["某局2021年政府信息公开工作年度报告"])
    )


def test_whole_amounts_may_be_given_as_numbers() -> None:
    assert PROACTIVE(fees=3).fees == Decimal(3)
    assert isinstance(PROACTIVE(fees=3).fees, Decimal)


def test_the_names_are_those_of_the_form() -> None:
    assert [entry.name for entry in entries(Requests)] == ["received", "carried_over", "outcomes", "carried_forward"]
    assert [entry.name for entry in entries(Documents)] == ["issued", "repealed", "in_force"]


@over_forms
@given(data=st.data())
def test_a_report_is_a_value(form: Form, data: st.DataObject) -> None:
    made = data.draw(reports(form))
    assert attrs.evolve(made) == made
    assert attrs.evolve(made, agency=made.agency + "二") != made


def test_options_take_no_unknown_key() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'stamp'"):
        OPTIONS(stamp=True)
