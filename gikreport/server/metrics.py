"""Numbers for Prometheus: how many requests, how long they took, what the lanes hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final

from .lanes import Lane

TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"
_BOUNDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """What has been counted since the service started; labels are names of operations, never what a client sent."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, int]] = Counter()
        self._within: Counter[tuple[str, float]] = Counter()
        self._seconds: Counter[str] = Counter()

    def add(self, operation: str, status: int, seconds: float) -> None:
        """Count a request that was answered."""
        self._requests[operation, status] += 1
        self._seconds[operation] += seconds  # type: ignore[assignment]
        for bound in _BOUNDS:
            self._within[operation, bound] += seconds <= bound

    def text(self, lanes: Mapping[str, Lane]) -> str:
        """All of it in the text format of Prometheus."""
        return "\n".join([*self._lines(), *_lane_lines(lanes), ""])

    def _lines(self) -> Iterator[str]:
        yield "# TYPE gikreport_requests_total counter"
        for (name, status), count in sorted(self._requests.items()):
            yield f'gikreport_requests_total{{operation="{name}",status="{status}"}} {count}'
        yield "# TYPE gikreport_request_seconds histogram"
        for name in sorted(self._seconds):
            every = sum(count for (other, _), count in self._requests.items() if other == name)
            for bound in _BOUNDS:
                yield f'gikreport_request_seconds_bucket{{operation="{name}",le="{bound}"}} {self._within[name, bound]}'
            yield f'gikreport_request_seconds_bucket{{operation="{name}",le="+Inf"}} {every}'
            yield f'gikreport_request_seconds_sum{{operation="{name}"}} {self._seconds[name]:.6f}'
            yield f'gikreport_request_seconds_count{{operation="{name}"}} {every}'


def _lane_lines(lanes: Mapping[str, Lane]) -> Iterator[str]:
    yield "# TYPE gikreport_requests_in_lane gauge"
    yield from (f'gikreport_requests_in_lane{{lane="{name}"}} {lane.busy}' for name, lane in lanes.items())
    yield "# TYPE gikreport_workers_ended_total counter"
    yield from (f'gikreport_workers_ended_total{{lane="{name}"}} {lane.ended}' for name, lane in lanes.items())
