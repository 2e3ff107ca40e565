"""What a worker does with a request: its body taken apart, its operation done, every error turned into an answer."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any, Final

from ..errors import GikreportError, refused, unexpected
from ..forms import FORMS
from ..model.reading import NotAReport
from .answers import Answer, as_error
from .bodies import JSON, Body, Elsewhere, Pace, given
from .operations import OPERATIONS

_BY_NAME: Final = {operation.name: operation for operation in OPERATIONS}
_GIVES_WAY: Final = 10  # of the 19 steps of niceness
_CALLS: Final = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})


def tried(slice: float, function: Callable[..., Answer], args: tuple[Any, ...]) -> Answer:
    """The answer to a request that is done within a slice of the processor's time; what takes more ends the worker."""
    with _within(slice):
        return function(*args, Pace.QUICK)


@contextlib.contextmanager
def _within(seconds: float) -> Iterator[None]:
    """End this process where it takes more seconds of the processor, wherever it is then, where the system can."""
    if not hasattr(signal, "setitimer"):  # Windows: the limit of time for a file bounds it
        yield
        return
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def done(name: str, body: Body, office: bool, pace: Pace = Pace.LONG) -> Answer:
    """The answer to a request; raises Elsewhere where the work is for other workers."""
    operation = _BY_NAME[name]
    try:
        return operation.handler(given(body, operation.fields, office=office, pace=pace))
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


def warm() -> None:
    """Have what requests need: do every short operation once, and read a Word document."""
    from ..renderers.template.library import compile as compiled
    from ..sources import read

    for operation in OPERATIONS:
        if operation.effort == 1 and operation.example:
            made = done(operation.name, Body(JSON, json.dumps(operation.example).encode()), False)
            if operation.name == "render":
                read(made.content)
    for form in FORMS:
        compiled(form)


def prepare() -> None:
    """Make a worker ready: no connection goes out of it, and what most requests need is there."""
    sys.addaudithook(_no_calls)
    importlib.import_module(f"{__package__}.warm")


def prepare_slow() -> None:
    """Make a worker ready that gives way to those with quick work."""
    if hasattr(os, "nice"):
        os.nice(_GIVES_WAY)
    prepare()


def _no_calls(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse every connection that a process of a service would open, whoever asks for it."""
    if event in _CALLS:
        raise PermissionError(f"a worker of the service opens no connection: {event}")


def ready() -> str:
    """The answer of a worker that is alive."""
    return "ready"
