"""Work on a file of somebody else's in a process of its own, within limits of time and memory, ended and replaced.

A function that opens such a file is `fenced`: within `isolation()` its work is done by the worker, elsewhere here. The
worker stays warm for the next file. A program that asks for it needs `if __name__ == "__main__":` around what it does,
as with any process that Python starts.
"""

from __future__ import annotations

import atexit
import contextlib
import contextvars
import functools
import importlib
import math
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from .errors import CannotRender, Problem, Unreadable, Words
from .limits import Limits, held, limits as usual

if TYPE_CHECKING:
    import concurrent.futures

_USED: Final = ("gikreport.sources", "gikreport.readers.binding", "gikreport.readers.formats.docx")
_TASKS: Final = 500  # files of one worker: what libraries leave behind goes with it
_Function = TypeVar("_Function", bound=Callable[..., Any])
_Result = TypeVar("_Result")
_ISOLATED: Final[contextvars.ContextVar[bool]] = contextvars.ContextVar("isolated", default=False)


@contextlib.contextmanager
def isolation(limits: Limits | None = None) -> Iterator[None]:
    """Open every file that may come from anybody in a process of its own, and hold all files within these limits.

    It goes for `read` and all that reads by it (`load`, `judge`, `Inputs`), `check_layout`, `annotated`,
    `count_register` of a file and `lint_template`: they raise Exhausted where a file takes more time or memory than it
    may, and the next file is read by another process. It holds for this thread, and for those of `asyncio.to_thread`.
    """
    token = _ISOLATED.set(True)
    try:
        with held(limits):
            yield
    finally:
        _ISOLATED.reset(token)


def isolating() -> bool:
    """Whether files of others are to be opened by the worker."""
    return _ISOLATED.get()


def fenced(function: _Function) -> _Function:
    """A function of a file of somebody else's and its name, whose work the worker does within `isolation()`.

    It stands in a module, under its name; what it is given and what it returns must be such as can be sent.
    """

    @functools.wraps(function)
    def guarded(source: bytes | str, name: str, *args: Any) -> Any:
        if not isolating():
            return function(source, name, *args)
        return begun(guarded, (source, name, *args), name, usual())()

    return cast(_Function, guarded)


class Exhausted(Unreadable):
    """Reading a file took more time or memory than it may, or ended its worker; `code` says which."""

    def __init__(self, words: Words, problems: tuple[Problem, ...] = (), code: str = "ended") -> None:
        super().__init__(words, problems)
        self.code = code

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.words, self.problems, self.code)


class Fence:
    """Workers of this process, started when they are first needed, each with one piece of work at a time.

    `prepare` is called in each worker when it starts; it must be such as can be sent. With `preload`, modules that are
    imported once, workers are forked from a process that has them, where the system can: a worker that was ended is
    replaced in a tenth of a second, not in seconds. These modules start no threads.
    """

    def __init__(
        self, workers: int = 1, prepare: Callable[[], None] | None = None, preload: tuple[str, ...] = ()
    ) -> None:
        self._workers, self._prepare, self._preload = workers, prepare, preload
        self._lock = threading.Lock()
        self._pool: Any = None
        self._owner = 0
        self.has_answered = False  # whether workers can be started here

    def begun(
        self, function: Callable[..., _Result], args: tuple[Any, ...], limits: Limits
    ) -> concurrent.futures.Future[_Result]:
        """Give a function to a worker within these limits; what comes of it is for `answer` to tell."""
        time = limits.seconds + limits.waiting
        begun: concurrent.futures.Future[_Result] = self.pool().schedule(
            _work, args=(limits, function, args), timeout=time
        )
        begun.add_done_callback(self._done)
        return begun

    def _done(self, future: concurrent.futures.Future[Any]) -> None:
        self.has_answered = self.has_answered or (not future.cancelled() and future.exception() is None)

    def end(self) -> None:
        """End the workers, and what they have started."""
        with self._lock:
            if self._pool is not None:
                _end(self._pool, self._owner)
            self._pool = None

    def pool(self) -> Any:
        """The pool of processes; a process that was forked from ours has one of its own."""
        with self._lock:
            if self._pool is None or self._owner != os.getpid() or not self._pool.active:
                from pebble import ProcessPool

                self._pool = ProcessPool(
                    max_workers=self._workers, max_tasks=_TASKS, context=self._context(), initializer=_ready,
                    initargs=(self._prepare,),
                )  # fmt: skip
                self._owner = os.getpid()
                atexit.register(_end, self._pool, self._owner)
            return self._pool

    def _context(self) -> Any:
        import multiprocessing

        if not self._preload or "forkserver" not in multiprocessing.get_all_start_methods():
            return multiprocessing.get_context("spawn")
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["__main__", *self._preload])
        return context


_FENCE: Final = Fence()


def begun(function: Callable[..., _Result], args: tuple[Any, ...], name: str, limits: Limits) -> Callable[[], _Result]:
    """Give a function to the worker, within these limits, and wait for its answer when that is called for.

    What goes there and comes back must be such as can be sent. The answer raises Exhausted where it took more time or
    memory, or where the worker died; and what the function raises itself.
    """
    first = _FENCE.begun(function, args, limits)

    def told() -> _Result:
        try:
            return answer(first, name, limits)
        except Unstarted:
            if not _FENCE.has_answered:
                raise
        try:  # the last worker ended so suddenly that nobody knows at what, and what waited was given up with it
            return answer(_FENCE.begun(function, args, limits), name, limits)
        except Unstarted:
            raise _exhausted(name, "ended", limits) from None

    return told


class Unstarted(CannotRender):
    """No worker is there: none can be started, or the last one ended before it said what it took up."""


def answer(future: concurrent.futures.Future[_Result], name: str, limits: Limits) -> _Result:
    """What a worker makes of its work, waited for; raises Exhausted where it took more than it may."""
    from concurrent.futures.process import BrokenProcessPool

    from pebble import ProcessExpired

    try:
        return future.result()
    except BrokenProcessPool:
        raise Unstarted(_UNSTARTED) from None
    except TimeoutError:
        raise _exhausted(name, "seconds", limits) from None
    except MemoryError:
        raise _exhausted(name, "memory", limits) from None
    except ProcessExpired as error:
        late = error.exitcode in (-_SIGXCPU, _SIGXCPU)
        raise _exhausted(name, "seconds" if late else "ended", limits) from None
    except KeyboardInterrupt:
        _FENCE.end()
        raise


_UNSTARTED: Final = Words(
    '读文件用的进程启动不了；自己的程序要把做的事放在 if __name__ == "__main__": 之下，并且存成文件再运行',
    'the process that reads files cannot start; a program of your own needs if __name__ == "__main__": around what it '
    "does, and must be a file",
)


def _exhausted(name: str, code: str, limits: Limits) -> Exhausted:
    zh, en = _WORDS[code]
    facts = {"seconds": limits.seconds, "memory": limits.memory // 2**20}
    said = Words(zh.format(**facts) + _REMEDY.zh, en.format(**facts) + _REMEDY.en)
    words = Words(f"{name or '文件'} 读不出来", f"{name or 'the file'} cannot be read")
    return Exhausted(words, (Problem("", said),), code)


_WORDS: Final = {
    "seconds": (
        "读它用时超过 {seconds} 秒（内容多的已酌加），已经停下",
        "reading it took more than {seconds} seconds, and those added for what it holds, and was stopped",
    ),
    "memory": ("读它要用的内存超过 {memory} MB，已经停下", "reading it took more than {memory} MB and was stopped"),
    "ended": ("读它的进程意外中止", "the process that read it died"),
}
_REMEDY: Final = Words(
    "；文件可能已损坏或有意为之，请在 Word、WPS 或 Excel 中打开后另存一份再读；"
    "来源可靠、只是内容多的，放宽限额：gikreport --limits seconds=60,memory=1GB 命令 …",
    "; it may be broken or made on purpose; open it in its program and save it once more, or, where it is to be "
    "trusted and only long, give it more: gikreport --limits seconds=60,memory=1GB COMMAND …",
)


def _end(pool: Any, owner: int) -> None:
    """End the worker, and what it has started, with the process that it works for."""
    if owner == os.getpid():
        pool.stop()
        pool.join()


# In the worker.


def _ready(prepare: Callable[[], None] | None) -> None:
    """Get ready for the first file: what is used for every file is there, and an end is an end."""
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    for module in _USED:
        importlib.import_module(module)
    if prepare is not None:
        prepare()
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGTERM, _leave)  # what is going on is left in order, LibreOffice too


def _leave_with_parent() -> None:
    import multiprocessing

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _leave(number: int, frame: FrameType | None) -> None:
    """End, in order where there is a file at hand; between files, and while Python ends itself, at once."""
    if _AT_WORK:
        sys.exit(128 + number)
    os._exit(128 + number)


def _work(limits: Limits, function: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    _AT_WORK.append(True)
    try:
        with held(limits):
            _bound(limits)
            return function(*args)
    finally:
        _AT_WORK.clear()


_AT_WORK: Final[list[bool]] = []  # in the worker: not empty while it is at a file


def _bound(limits: Limits) -> None:
    """Let the system end this process when it takes too long, and refuse it memory, where it can."""
    try:
        import resource
    except ImportError:  # Windows: the clock alone bounds it
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _TIME["until"] = round(used.ru_utime + used.ru_stime) + limits.seconds
    _lower(resource.RLIMIT_CPU, math.ceil(_TIME["until"]))
    if addresses := _addresses():
        _lower(resource.RLIMIT_AS, addresses + limits.memory)


_TIME: Final[dict[str, float]] = {}  # in the worker: until which of its seconds the file at hand may be worked on


def more_time(seconds: float) -> None:
    """Give the file that the worker is at so much more of the processor, for what was counted in it; elsewhere nothing.

    The clock's limit stays.
    """
    if "until" in _TIME:
        import resource

        _TIME["until"] += seconds
        _lower(resource.RLIMIT_CPU, math.ceil(_TIME["until"]))


def _lower(kind: int, most: int) -> None:
    import resource

    _, hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _addresses() -> int:
    """How many bytes of addresses this process has taken; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


_SIGXCPU: Final = int(getattr(signal, "SIGXCPU", 24))
