"""Tasks through an executor: a bounded number in flight, results as they complete, a lost worker's work done again."""

from __future__ import annotations

import collections
import itertools
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from typing import Any, Final

from ..errors import CannotRender, GikreportError, Words, reason
from ..findings.json import error_data
from .task import FAILED, Result, Settings, Task, one, work

CHUNK: Final = 16  # reports that travel to a worker together
_Chunk = tuple[Task, ...]


def in_turn(tasks: Iterator[Task], settings: Settings) -> Iterator[Result]:
    """One after the other, here."""
    for task in tasks:
        yield one(task, settings)


def processes(jobs: int) -> Callable[[], Executor]:
    """Processes of this machine; they end with the one that started them."""
    return lambda: ProcessPoolExecutor(jobs, initializer=_worker)


def _worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the command handles Ctrl-C
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        signal.raise_signal(signal.SIGTERM)


class Flow:
    """Keeps an executor busy with chunks of tasks, never more than `in_flight` chunks at once.

    A chunk whose worker died is done again, its reports one at a time, so that the one which kills workers is known.
    """

    def __init__(self, start: Callable[[], Executor], settings: Settings, in_flight: int, *, owned: bool) -> None:
        self._start, self._settings, self._in_flight, self._owned = start, settings, in_flight, owned
        self._executor = _started(start)
        self._lost: Callable[[], bool] | None = getattr(self._executor, "lost", None)
        self._pending: dict[Future[list[Result]], _Chunk] = {}
        self._suspects: collections.deque[Task] = collections.deque()

    def results(self, tasks: Iterator[Task]) -> Iterator[Result]:
        """Every task's result, in the order in which they complete."""
        chunks = iter(lambda: tuple(itertools.islice(tasks, CHUNK)), ())
        try:
            while self._fill(chunks):
                yield from self._completed()
                yield from self._suspected()
        finally:
            self._end()

    def _fill(self, chunks: Iterator[_Chunk]) -> bool:
        while len(self._pending) < self._in_flight and (chunk := next(chunks, None)) is not None:
            self._submit(chunk)
        return bool(self._pending or self._suspects)

    def _submit(self, chunk: _Chunk) -> None:
        try:
            self._pending[self._submitted(chunk)] = chunk
        except BrokenExecutor:
            self._restart()
            self._suspects.extend(chunk)

    def _submitted(self, chunk: _Chunk) -> Future[list[Result]]:
        try:
            return self._executor.submit(work, chunk, self._settings)
        except (OSError, MemoryError) as error:
            raise _no_worker(error) from None
        except BrokenExecutor:
            raise
        except Exception:
            if self._lost is None:
                raise
            raise _no_cluster() from None  # of what the cluster says, only that it is gone

    def _done(self, futures: Iterable[Future[list[Result]]]) -> Iterable[Future[list[Result]]]:
        """Those that are done, one at least; raises CannotRender where the cluster is gone, instead of waiting."""
        while True:
            limit = _LOOK if self._lost is not None else None
            done, _ = wait(futures, timeout=limit, return_when=FIRST_COMPLETED)
            if done:
                return done
            if self._lost is not None and self._lost():
                raise _no_cluster()

    def _completed(self) -> Iterator[Result]:
        for future in self._done(self._pending) if self._pending else ():
            chunk = self._pending.pop(future)
            results = self._got(future)
            if results is None:
                self._suspects.extend(chunk)
            else:
                yield from results

    def _suspected(self) -> Iterator[Result]:
        """The reports of lost chunks, alone; one that is lost again is reported as failed."""
        while self._suspects and not self._pending:
            task = self._suspects.popleft()
            results = self._alone(task)
            yield from results if results is not None else [_lost(task)]

    def _alone(self, task: Task) -> list[Result] | None:
        self._restart()
        (future,) = self._done([self._submitted((task,))])
        return self._got(future)

    def _got(self, future: Future[list[Result]]) -> list[Result] | None:
        try:
            return future.result()
        except Exception:  # whatever the executor says when a worker is gone
            return None

    def _restart(self) -> None:
        if not self._owned:
            return
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = _started(self._start)

    def _end(self) -> None:
        for future in self._pending:
            future.cancel()
        if self._owned:
            self._executor.shutdown(wait=True, cancel_futures=True)


_LOOK: Final = 5.0  # seconds after which a cluster that has said nothing is looked after


def _started(start: Callable[[], Executor]) -> Executor:
    try:
        return start()
    except (OSError, MemoryError) as error:
        raise _no_worker(error) from None


def _no_worker(error: Exception) -> CannotRender:
    why = reason(error) if isinstance(error, OSError) else Words("内存不足", "out of memory")
    zh = f"不能启动进程：{why.zh}；减少 --jobs，加 --resume 接着做"
    return CannotRender(Words(zh, f"no process can be started: {why.en}; use fewer --jobs, and --resume to go on"))


def _no_cluster() -> CannotRender:
    zh = "dask 集群的调度进程没有回应；重新启动它，再加 --resume 接着做"
    en = "the scheduler of the dask cluster is gone; start it again, and add --resume to go on"
    return CannotRender(Words(zh, en))


def _lost(task: Task) -> Result:
    words = Words("处理这份报告的进程意外中止", "the process that worked on this report died")
    facts: dict[str, Any] = error_data(GikreportError(words))
    return Result(name=task.name, status=FAILED, error=facts)
