"""Between two years of one office: what last year carried forward must come back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from ..forms.shared import Balanced
from ..model.outline import CellPath, block_paths
from ..model.reading import Reading
from ..model.report import Report
from .totals import amount_at


@attrs.frozen
class Carried:
    """A number of this year's report that last year's report already states: where, and what it comes to.

    `expected` is None where last year's cells, `stated`, are open.
    """

    path: CellPath
    expected: Any | None
    stated: tuple[CellPath, ...]


def carried(previous: Reading, report: type[Report]) -> Iterator[Carried]:
    """Every number that a report on this form takes over from last year's: 上年结转 of each requester column."""
    before = dict(block_paths(previous.form.report, Balanced))
    for path, _ in block_paths(report, Balanced):
        if path in before:
            last = (*path, "carried_forward")
            yield Carried((*path, "carried_over"), amount_at(previous, last), (last,))
