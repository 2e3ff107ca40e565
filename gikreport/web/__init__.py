"""年报一页通: the product as pages for a person. A request goes in, a page or a file comes out; nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from ..errors import GikreportError, Words, refused, unexpected
from ..server.answers import Answer, Refused
from ..server.bodies import Elsewhere
from ..server.pages import PageRequest, refused_page
from .clerk_words import told
from .pages import Page, asset, page

if TYPE_CHECKING:
    from .entries import Posted, Typed

_ASSETS: Final = {
    "/page.css": ("page.css", "text/css; charset=utf-8"),
    "/page.js": ("page.js", "text/javascript; charset=utf-8"),
}


def respond(request: PageRequest) -> Answer:
    """The page or the file that a browser asks for; what cannot be done is told on the page, with all that is typed.

    Raises Elsewhere where the work takes long, and MemoryError.
    """
    name = request.path.rpartition("/")[2]
    if f"/{name}" in _ASSETS:
        return asset(*_ASSETS[f"/{name}"])
    if request.method != "POST":
        return page(Page("start"), request.office)
    try:
        return _answered(request)
    except (Elsewhere, MemoryError):
        raise
    except GikreportError as error:
        return refused_page(error)
    except Exception as error:
        return refused_page(unexpected(name, error))


def _answered(request: PageRequest) -> Answer:
    from .entries import posted, typed

    form = posted(request.body)
    known = typed(form)
    try:
        made = _done(form, known, request)
    except GikreportError as error:
        return page(_again(form, known, error), request.office)
    except OSError as error:
        return page(_again(form, known, refused(error)), request.office)
    if isinstance(made, Answer):
        return made
    if known is not None and known.problems:
        made = attrs.evolve(made, problems=(*made.problems, *(one.told() for one in known.problems)))
    return page(made, request.office)


def _done(form: Posted, known: Typed | None, request: PageRequest) -> Page | Answer:
    from .actions import ACTIONS, Asked

    verb, _, argument = form.text("go").partition(":")
    action = ACTIONS.get(verb)
    if action is None:
        raise Refused("bad-request", Words("没有这个按钮", "there is no such button"))
    asked = Asked(
        form=form, work=None if known is None else known.work, argument=argument, office=request.office,
        pace=request.pace,
    )  # fmt: skip
    return action(asked)


def _again(form: Posted, known: Typed | None, error: GikreportError) -> Page:
    """The step where the button stands, with everything typed, and why nothing was done."""
    return Page(form.text("step") or "start", None if known is None else known.work, (), told(error))


__all__ = ["PageRequest", "respond"]
