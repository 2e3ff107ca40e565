"""One test for many rows: each is tried, all that fail are shown. A test for each row costs ten times as much."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable, Sequence

Test = Callable[..., None]


def rows(names: str | Sequence[str], table: Iterable[object]) -> Callable[[Test], Test]:
    """Like `pytest.mark.parametrize`, in one test: several stacked ones try each with each."""
    given = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    known = list(table)
    assert known, "a table without rows tries nothing"

    def tried(test: Test) -> Test:
        @functools.wraps(test)
        def every(**more: object) -> None:
            failed = []
            for row in known:
                values: tuple[object, ...] = tuple(row) if len(given) > 1 else (row,)  # type: ignore[arg-type]
                try:
                    test(**dict(zip(given, values, strict=True)), **more)
                except AssertionError as error:
                    failed.append(f"{row!r}: {error}")
            assert not failed, f"{len(failed)} of {len(known)} rows:\n" + "\n".join(failed)

        left = [one for name, one in inspect.signature(test).parameters.items() if name not in given]
        every.__signature__ = inspect.Signature(left)  # type: ignore[attr-defined]
        return every

    return tried
