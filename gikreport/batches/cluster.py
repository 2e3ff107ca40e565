"""A dask.distributed cluster as an executor, for more reports than one machine should do."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from typing import Any, Final
from urllib.parse import urlsplit

from ..errors import CannotRender, Words


@contextlib.contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """An executor on the cluster whose scheduler has this address, tcp://host:8786.

    The workers need gikreport, the same paths to the sources and the output folder, and nothing else. Work of a
    worker that dies is given to another. Raises CannotRender where dask is not installed or nobody answers.
    """
    try:
        from distributed import Client
    except ImportError:
        words = Words(
            "集群运行需要先安装：pip install gikreport[cluster]", "a cluster needs: pip install gikreport[cluster]"
        )
        raise CannotRender(words) from None
    try:
        client: Any = Client(address, timeout="10s")  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as error:
        raise CannotRender(
            Words(f"连不上 dask 集群 {address}：{error}", f"no dask cluster at {address}: {error}")
        ) from None
    executor = ClusterExecutor(client, address)
    try:
        yield executor
    finally:
        for leave in (lambda: executor.shutdown(wait=False), lambda: client.close(timeout=_CLOSING)):
            with contextlib.suppress(Exception):  # a scheduler that is gone takes no leave, in many words
                leave()


_CLOSING: Final = 2  # seconds that a scheduler may take to say good-bye
_ANSWERS: Final = 3  # seconds that it may take to answer


class ClusterExecutor(Executor):
    """The executor of a cluster, which also tells whether its scheduler is gone."""

    def __init__(self, client: Any, address: str) -> None:
        self._client, self._address = client, address
        self._executor: Executor = client.get_executor()
        self._unanswered = 0

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a call to a worker of the cluster."""
        return self._executor.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more calls."""
        self._executor.shutdown(wait=wait)

    def lost(self) -> bool:
        """Whether the scheduler is gone: the client gave up, or nobody answered twice at its address."""
        self._unanswered = 0 if self._answers() else self._unanswered + 1
        return self._client.status == "closed" or self._unanswered > 1

    def _answers(self) -> bool:
        place = urlsplit(self._address)
        try:
            with socket.create_connection((place.hostname or "", place.port or 8786), _ANSWERS):
                return True
        except OSError:
            return False
