"""Tasks through an executor: a bounded number in flight, results as they complete, a lost worker's work done again."""

from __future__ import annotations

import collections
import itertools
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from typing import Any, Final

from ..errors import GikreportError, Words
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
        self._executor = start()
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
            self._pending[self._executor.submit(work, chunk, self._settings)] = chunk
        except BrokenExecutor:
            self._restart()
            self._suspects.extend(chunk)

    def _completed(self) -> Iterator[Result]:
        done, _ = wait(self._pending, return_when=FIRST_COMPLETED) if self._pending else ((), ())
        for future in done:
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
        return self._got(self._executor.submit(work, (task,), self._settings))

    def _got(self, future: Future[list[Result]]) -> list[Result] | None:
        try:
            return future.result()
        except Exception:  # whatever the executor says when a worker is gone
            return None

    def _restart(self) -> None:
        if not self._owned:
            return
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = self._start()

    def _end(self) -> None:
        for future in self._pending:
            future.cancel()
        if self._owned:
            self._executor.shutdown(wait=True, cancel_futures=True)


def _lost(task: Task) -> Result:
    words = Words("处理这份报告的进程意外中止", "the process that worked on this report died")
    facts: dict[str, Any] = error_data(GikreportError(words))
    return Result(name=task.name, status=FAILED, error=facts)
