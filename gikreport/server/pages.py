"""A page that a person asks for with a browser: what is handed to whoever makes pages, and how it is answered."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Final

import attrs

from ..errors import GikreportError
from .answers import KINDS, Answer, as_error
from .bodies import Body, Pace


@attrs.frozen
class PageRequest:
    """A request of a browser: its method, its path, its body; `office` and `pace` as operations have them."""

    method: str
    path: str
    body: Body
    office: bool = False
    pace: Pace = Pace.LONG


Pages = Callable[[PageRequest], Answer]
PATHS: Final = ("/", "/page.css", "/page.js")
# A page may be kept by the browser that shows it, so that its back button finds what was typed.
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "private",
}


def answered_by(pages: Pages, request: PageRequest, pace: Pace) -> Answer:
    """What a worker does with a request for a page."""
    return pages(attrs.evolve(request, pace=pace))


def refused_page(error: GikreportError) -> Answer:
    """Why there is no page, for a person to read; the browser still has the one before."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in error.told().splitlines())
    page = (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>没有办成</title>'
        f"<h1>没有办成</h1>{lines}<p>填的内容还在前一页：请按浏览器的后退键。</p></html>"
    )
    told = as_error(error, "zh")
    headers = {**HEADERS, **told.headers}
    return Answer(status=told.status, kind=KINDS["html"], content=page.encode(), headers=headers, verdict=told.verdict)
