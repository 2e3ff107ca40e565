"""A dask.distributed cluster as an executor, for more reports than one machine should do."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from concurrent.futures import Executor
from typing import Any

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
    with client, client.get_executor() as executor:
        yield executor
