"""What a worker does with a request: its body taken apart, its operation done, every error turned into an answer."""

from __future__ import annotations

import sys
from typing import Any, Final

from ..errors import GikreportError, refused, unexpected
from ..forms import FORMS
from ..model.reading import NotAReport
from .answers import Answer, as_error
from .bodies import Body, Elsewhere, given
from .operations import OPERATIONS

_BY_NAME: Final = {operation.name: operation for operation in OPERATIONS}
_CALLS: Final = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})


def done(name: str, body: Body, office: bool, long: bool) -> Answer:
    """The answer to a request; raises Elsewhere where the work belongs into the lane for long work."""
    operation = _BY_NAME[name]
    try:
        return operation.handler(given(body, operation.fields, office=office, long=long))
    except (Elsewhere, MemoryError):
        raise
    except NotAReport as error:
        error.code = "unfinished"
        return as_error(error, body.lang)
    except GikreportError as error:
        return as_error(error, body.lang)
    except OSError as error:
        failed = refused(error)
        failed.code = "busy"
        return as_error(failed, body.lang)
    except Exception as error:
        return as_error(unexpected(name, error), body.lang)


def prepare() -> None:
    """Make a worker ready: no connection goes out of it, and what most requests need is there."""
    sys.addaudithook(_no_calls)
    from ..datafile import decode
    from ..renderers.template.library import compile as compiled

    for form in FORMS:
        compiled(form)
    decode(b"{}", ".json")


def _no_calls(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse every connection that a process of a service would open, whoever asks for it."""
    if event in _CALLS:
        raise PermissionError(f"a worker of the service opens no connection: {event}")


def ready() -> str:
    """The answer of a worker that is alive."""
    return "ready"
