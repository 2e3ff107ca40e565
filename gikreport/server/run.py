"""The service as a process of its own: uvicorn, bound to this machine unless told, slow connections dropped."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable
from typing import Any, Final

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from .answers import Answer
from .http import app
from .logs import LOG, JsonLines
from .pages import PageRequest
from .settings import Service

_IDLE: Final = 5  # seconds that a connection may stand without a request
_ENDING: Final = 30  # seconds that requests have to be answered when the service is told to stop
_HEAD: Final = 32 * 1024  # bytes of the head of a request


class PatientProtocol(H11Protocol):
    """A connection that is dropped where the head of a request, or the taking of an answer, is too slow."""

    patience = 30.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._waiting_since = self.loop.time()
        self._watch: asyncio.TimerHandle | None = self.loop.call_later(self.patience, self._look)
        self._stalled: asyncio.TimerHandle | None = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is watched any more."""
        for timer in (self._watch, self._stalled):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def on_response_complete(self) -> None:
        """Wait for the next request, from now on."""
        self._waiting_since = self.loop.time()
        super().on_response_complete()

    def pause_writing(self) -> None:
        """The client does not take what is sent: it has some time to go on."""
        self._stalled = self.loop.call_later(self.patience, self.transport.abort)
        super().pause_writing()

    def resume_writing(self) -> None:
        """The client takes it again."""
        if self._stalled is not None:
            self._stalled.cancel()
        super().resume_writing()

    def _look(self) -> None:
        waits = self.cycle is None or self.cycle.response_complete
        left = self._waiting_since + self.patience - self.loop.time()
        if waits and left <= 0:
            self.transport.abort()
            return
        self._watch = self.loop.call_later(max(left, self.patience / 10), self._look)


def serve(
    host: str = "127.0.0.1", port: int = 8765, *, service: Service | None = None, json_log: bool = False,
    pages: Callable[[PageRequest], Answer] | None = None,
) -> None:  # fmt: skip
    """Run the service until it is told to stop (SIGTERM, SIGINT); requests that are there are answered first.

    Its log goes to standard error, a line a request, without narrative or names; with `json_log` as JSON. Port 0 takes
    any that is free; the first line of the log names the address. `pages` answers browsers at `/`, as `respond` does.
    """
    settings = service or Service()
    _log_to_error(json_log)
    protocol: Any = type("Patient", (PatientProtocol,), {"patience": settings.patience})
    config = uvicorn.Config(
        app(settings, pages), host=host, port=port, http=protocol, ws="none", lifespan="on", log_config=None,
        access_log=False, server_header=False, proxy_headers=False, limit_concurrency=settings.connections,
        timeout_keep_alive=_IDLE, timeout_graceful_shutdown=_ENDING, h11_max_incomplete_event_size=_HEAD,
    )  # fmt: skip
    _Server(config).run()


class _Server(uvicorn.Server):
    """A server that says where it listens."""

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        for server in getattr(self, "servers", ()):
            for one in server.sockets:
                host, port = one.getsockname()[:2]
                LOG.info("http://%s:%s/", f"[{host}]" if ":" in host else host, port)


def _log_to_error(json_log: bool) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if json_log else logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOG.addHandler(handler)
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    for name in ("gikreport", "uvicorn.error"):
        other = logging.getLogger(name)
        other.addHandler(handler)
        other.setLevel(logging.WARNING)
