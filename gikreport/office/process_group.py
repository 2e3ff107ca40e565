"""A program that is run with all the programs that it starts, and ends with us, whatever ends us."""

from __future__ import annotations

import atexit
import contextlib
import functools
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from typing import Final

_running: Final[set[subprocess.Popen[bytes]]] = set()


def output_of(
    command: Sequence[str], seconds: float, environment: Mapping[str, str], processor: int | None = None
) -> bytes:
    """What a program says, on both outputs; its whole group is ended when it is late, or when we are interrupted.

    Each of its processes is ended after `processor` seconds of work, where the system can do that. Raises OSError where
    it cannot be started, subprocess.TimeoutExpired after so many seconds.
    """
    bound = functools.partial(_bounded, processor) if hasattr(os, "fork") else None
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True, env=environment, preexec_fn=bound,
    )  # fmt: skip
    _running.add(process)
    try:
        said, _ = process.communicate(timeout=seconds)
        return said
    finally:
        _end(process)
        _running.discard(process)


def _bounded(processor: int | None) -> None:
    """The program is not bound by what a worker of ours may take: it has the time that it is given."""
    import resource

    for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS):
        _, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (hard, hard))
    if processor is not None:
        resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and those that it started, also when it has ended itself and left one behind."""
    if hasattr(os, "killpg"):
        with contextlib.suppress(
            ProcessLookupError, PermissionError
        ):  # all have ended; macOS says so in the second way
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()


@atexit.register
def _end_all() -> None:
    """End what still runs when the interpreter does, as where a thread was waiting for it."""
    for process in tuple(_running):
        _end(process)
