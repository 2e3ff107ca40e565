"""Where requests are worked on: lanes of killable workers, each with a queue that is never longer than it may."""

from __future__ import annotations

import asyncio
import contextlib
import heapq
import itertools
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import BrokenExecutor, CancelledError
from typing import Any, Final, TypeVar

import attrs

from ..errors import Words
from ..fence import Exhausted, Fence, Unstarted, answer
from ..limits import Limits
from . import work
from .answers import Answer, Refused
from .bodies import Body, Elsewhere, Pace
from .operations import Operation
from .pages import PageRequest, Pages, answered_by
from .settings import Service

T = TypeVar("T")
_STARTING: Final = 60  # seconds that a worker may take to start
_LARGE: Final = 100 * 1024  # bytes of a request that a report without pictures does not reach
_A_SECOND: Final = 64 * 1024  # bytes for which a request waits as if it had come a second later
_SLOW: Final = 60  # seconds of the clock that slow work may wait, since it gives way to other work
_OFFICE: Final = 90  # seconds of the clock that LibreOffice may take
_EFFORT: Final = 10  # times the usual seconds, for many files of a reviewer on one page


class Lane:
    """Some workers, and the requests that are with them or wait for them, those of few bytes first.

    A request waits as if it had come a second later for every 64 KB: no large one holds up the small ones that come
    about then, and each has its turn.
    """

    def __init__(
        self, workers: int, queue: int, prepare: Callable[[], None] = work.prepare, preload: tuple[str, ...] = ()
    ) -> None:
        self._fence = Fence(workers, prepare, preload=(f"{__package__}.warm", *preload))
        self._free = workers
        self._most = workers + queue
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self._came = itertools.count()
        self.busy = 0
        self.ended = 0

    async def run(
        self, function: Callable[..., T], args: tuple[Any, ...], name: str, limits: Limits, size: int = 0
    ) -> T:
        """What a worker makes of it; raises Refused where too many wait, Exhausted where it took too much."""
        if self.busy >= self._most:
            raise Refused("full", Words("请求太多，请稍后再试", "too many requests wait; come again"))
        self.busy += 1
        try:
            async with self._turn(size):
                return await self._answered(function, args, name, limits)
        except (BrokenExecutor, CancelledError):
            raise Refused("stopping", Words("服务正在停止", "the service is stopping")) from None
        except Exhausted:
            self.ended += 1
            raise
        finally:
            self.busy -= 1

    async def _answered(self, function: Callable[..., T], args: tuple[Any, ...], name: str, limits: Limits) -> T:
        try:
            return await self._waited(function, args, name, limits)
        except Unstarted:
            if not self._fence.has_answered:
                raise
            return await self._waited(function, args, name, limits)

    async def _waited(self, function: Callable[..., T], args: tuple[Any, ...], name: str, limits: Limits) -> T:
        begun = self._fence.begun(function, args, limits)
        waited = asyncio.wrap_future(begun)
        waited.add_done_callback(_seen)
        await asyncio.wait([waited])
        return answer(begun, name, limits)

    @contextlib.asynccontextmanager
    async def _turn(self, size: int) -> AsyncIterator[None]:
        """A worker that is free, waited for."""
        if self._free:
            self._free -= 1
        else:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            heapq.heappush(self._waiting, (time.monotonic() + size / _A_SECOND, next(self._came), turn))
            await turn
        try:
            yield
        finally:
            self._next()

    def _next(self) -> None:
        """Give a worker to who waits first; who waits no longer is passed over."""
        while self._waiting:
            turn = heapq.heappop(self._waiting)[2]
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1

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
    """The lanes of data, of documents, of large requests, of what is slow, of long work: none waits for another.

    What reads one report is tried in one of the first three, for a slice of a second. What is not done by then, a
    workbook and a PDF are done in the slow lane, by workers that give way to others.
    """

    def __init__(self, service: Service, pages: Pages | None = None) -> None:
        self._service = service
        workers, queue, preload = service.workers, service.queue, () if pages is None else (pages.__module__,)
        self.data = Lane(workers, queue, preload=preload)
        self.documents = Lane(workers, queue, preload=preload)
        self.large = Lane(workers, queue, preload=preload)
        self.slow = Lane(workers, queue, work.prepare_slow, preload)
        self.long = Lane(1, queue, work.prepare_slow, preload)

    @property
    def named(self) -> dict[str, Lane]:
        """Each lane by its name."""
        lanes = {"data": self.data, "documents": self.documents, "large": self.large}
        return {**lanes, "slow": self.slow, "long": self.long}

    def _quick(self, size: int, is_form: bool) -> Lane:
        """The lane in which a request of so many bytes is tried."""
        if size > _LARGE:
            return self.large
        return self.documents if is_form else self.data

    async def done(self, operation: Operation, body: Body, is_form: bool) -> Answer:
        """The answer to a request, from the lane that it belongs into."""
        given, limits = (operation.name, body, self._service.libreoffice), self._limits(operation)
        if operation.effort > 1:
            return await self.long.run(work.done, (*given, Pace.LONG), operation.name, limits, len(body.content))
        size = len(body.content)
        return await self._paced(self._quick(size, is_form), work.done, given, operation.name, limits, size)

    async def page(self, pages: Pages, request: PageRequest) -> Answer:
        """The answer to a browser, from the lanes that documents go through."""
        limits = attrs.evolve(self._service.limits, file=self._service.largest)
        size = len(request.body.content)
        return await self._paced(self._quick(size, True), answered_by, (pages, request), "page", limits, size, _EFFORT)

    async def _paced(
        self, lane: Lane, function: Callable[..., Answer], args: tuple[Any, ...], name: str, limits: Limits, size: int,
        effort: int = 1,
    ) -> Answer:  # fmt: skip
        """The answer of a quick lane; what is not done within a slice goes on in the slow one, or as long work."""
        try:
            return await lane.run(work.tried, (self._service.slice, function, args), name, limits, size)
        except Exhausted as error:
            if error.code == "memory":
                raise
            pace = Pace.SLOW
        except Elsewhere as elsewhere:
            pace = elsewhere.pace
        try:
            if pace is Pace.SLOW:
                slowly = attrs.evolve(limits, waiting=_SLOW)
                return await self.slow.run(function, (*args, Pace.SLOW), name, slowly, size)
        except Elsewhere:
            pass
        limits = attrs.evolve(limits, seconds=limits.seconds * effort, waiting=_OFFICE)
        return await self.long.run(function, (*args, Pace.LONG), name, limits, size)

    def _limits(self, operation: Operation) -> Limits:
        usual = self._service.limits
        return attrs.evolve(usual, seconds=usual.seconds * operation.effort, file=self._service.largest)

    def end(self) -> None:
        """End all workers."""
        for lane in self.named.values():
            lane.end()
