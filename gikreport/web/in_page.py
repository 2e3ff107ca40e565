"""The application within a page: a request of the page's own script, answered in its worker."""

from __future__ import annotations

import importlib
from typing import Any

from ..server.bodies import Body
from ..server.pages import PageRequest
from . import respond


def warm() -> None:
    """Load what the first button will need, while somebody looks at the first page."""
    importlib.import_module(f"{__package__}.actions")
    importlib.import_module(f"{__package__}.views")


def answer(method: str, path: str, kind: str, content: Any) -> tuple[int, str, str, bytes]:
    """Status, content type, how it is to be saved ("" where it is to be shown), and the bytes.

    `content` is an array of the browser, which has `to_bytes`.
    """
    made = respond(PageRequest(method, path, Body(kind, content.to_bytes())))
    return made.status, made.kind, made.headers.get("Content-Disposition", ""), made.content
