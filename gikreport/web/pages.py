"""A page of the application: which step it shows, of which work, and what is said above it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

import attrs

from ..renderers.environment import environment
from ..server.answers import KINDS, Answer
from ..server.pages import HEADERS
from .steps import STEPS

if TYPE_CHECKING:
    from .work import Work

_STEPS: Final = {step.name: step for step in STEPS}


@attrs.frozen
class Page:
    """A step to be shown; `notes` say what was done, `problems` what could not be; `more` is of this step alone."""

    step: str
    work: Work | None = None
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    more: Mapping[str, Any] = attrs.field(factory=dict)


def page(asked: Page, office: bool) -> Answer:
    """The page as HTML; without a work there is only its beginning."""
    step = _STEPS["start" if asked.work is None else asked.step if asked.step in _STEPS else "tables"]
    facts = {} if asked.work is None else _facts(step.name, asked.work, office)
    context = {
        "step": step, "steps": STEPS, "work": asked.work, "notes": asked.notes, "problems": asked.problems,
        "office": office, "version": version("gikreport"), "due": _due(), "next": _next(step.name), **_EMPTY,
        **facts, **asked.more,
    }  # fmt: skip
    text = environment().get_template(f"web/{step.name}.html.jinja").render(context)
    return Answer(
        kind=KINDS["html"], content=text.encode("utf-8", "xmlcharrefreplace"), headers=HEADERS, verdict="page"
    )


def _facts(step: str, work: Work, office: bool) -> Mapping[str, Any]:
    """What a step shows of the work: checks and readers are loaded when somebody has begun one, not before."""
    from .views import FACTS

    return FACTS[step](work, office) if step in FACTS else {}


_EMPTY: Final[Mapping[str, Any]] = {"asked": None, "counted": None}


def _next(name: str) -> str:
    names = [step.name for step in STEPS]
    return [*names[1:], ""][names.index(name)]


def _due() -> int:
    """The year that is reported on in these months: the last one until the summer."""
    return (datetime.date.today() - datetime.timedelta(days=180)).year


def asset(name: str, kind: str) -> Answer:
    """The style or the script of the pages."""
    text = environment().get_template(f"web/{name}").render()
    return Answer(kind=kind, content=text.encode(), headers={**HEADERS, "Cache-Control": "no-cache"}, verdict="page")
