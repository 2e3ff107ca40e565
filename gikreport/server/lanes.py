"""Where requests are worked on: three lanes of killable workers, each with a queue that is never longer than it may."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError
from typing import Any, Final, TypeVar

import attrs

from ..errors import Words
from ..fence import Exhausted, Fence, answer
from ..limits import Limits
from . import work
from .answers import Answer, Refused
from .bodies import Body, Elsewhere
from .operations import Operation
from .pages import PageRequest, Pages, answered_by
from .settings import Service

T = TypeVar("T")
_STARTING: Final = 60  # seconds that a worker may take to start
_OFFICE: Final = 90  # seconds of the clock that LibreOffice may take


class Lane:
    """Some workers, and how many requests are with them or wait for them."""

    def __init__(self, workers: int, queue: int) -> None:
        self._fence = Fence(workers, work.prepare)
        self._most = workers + queue
        self.busy = 0
        self.ended = 0

    async def run(self, function: Callable[..., T], args: tuple[Any, ...], name: str, limits: Limits) -> T:
        """What a worker makes of it; raises Refused where too many wait, Exhausted where it took too much."""
        if self.busy >= self._most:
            raise Refused("full", Words("请求太多，请稍后再试", "too many requests wait; come again"))
        self.busy += 1
        try:
            begun = self._fence.begun(function, args, limits)
            waited = asyncio.wrap_future(begun)
            waited.add_done_callback(_seen)
            await asyncio.wait([waited])
            return answer(begun, name, limits)
        except (BrokenExecutor, CancelledError):
            raise Refused("stopping", Words("服务正在停止", "the service is stopping")) from None
        except Exhausted:
            self.ended += 1
            raise
        finally:
            self.busy -= 1

    async def ready(self) -> bool:
        """Whether a worker answers."""
        try:
            return await self.run(work.ready, (), "", Limits(seconds=_STARTING)) == "ready"
        except (Refused, Exhausted):
            return False

    def end(self) -> None:
        """End the workers."""
        self._fence.end()


def _seen(done: asyncio.Future[Any]) -> None:
    """What became of work that nobody waits for any more is of no matter."""
    if not done.cancelled():
        done.exception()


class Lanes:
    """The lane of data, of documents, and of work that takes long, so that none waits for another."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self.data = Lane(service.workers, service.queue)
        self.documents = Lane(service.workers, service.queue)
        self.long = Lane(1, service.queue)

    @property
    def named(self) -> dict[str, Lane]:
        """Each lane by its name."""
        return {"data": self.data, "documents": self.documents, "long": self.long}

    async def done(self, operation: Operation, body: Body, is_form: bool) -> Answer:
        """The answer to a request, from the lane that it belongs into."""
        office, name = self._service.libreoffice, operation.name
        limits = self._limits(operation)
        if operation.effort == 1:
            lane = self.documents if is_form else self.data
            try:
                return await lane.run(work.done, (name, body, office, False), name, limits)
            except Elsewhere:
                limits = attrs.evolve(limits, waiting=_OFFICE)
        return await self.long.run(work.done, (name, body, office, True), name, limits)

    async def page(self, pages: Pages, request: PageRequest) -> Answer:
        """The answer to a browser: as documents are worked on, and where LibreOffice is needed as long work is."""
        limits = attrs.evolve(self._service.limits, file=self._service.largest)
        try:
            return await self.documents.run(answered_by, (pages, request), "page", limits)
        except Elsewhere:
            limits = attrs.evolve(limits, waiting=_OFFICE)
            asked = attrs.evolve(request, long=True)
            return await self.long.run(answered_by, (pages, asked), "page", limits)

    def _limits(self, operation: Operation) -> Limits:
        usual = self._service.limits
        return attrs.evolve(usual, seconds=usual.seconds * operation.effort, file=self._service.largest)

    def end(self) -> None:
        """End all workers."""
        for lane in self.named.values():
            lane.end()
