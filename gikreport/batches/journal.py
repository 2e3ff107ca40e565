"""What is done of a batch, on disk from the moment it is done, so that an interrupted run loses nothing."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import pathlib
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from ..errors import CannotRender, Words
from .gather import Item, inside
from .task import FAILED, Result, Settings, Task

FILE: Final = ".gikreport-batch.sqlite"
_TABLE: Final = """
    create table if not exists done (
        name text primary key, target text unique not null, source blob, run integer not null,
        key text, record text
    )"""


@contextlib.contextmanager
def recorded_in(out: str) -> Iterator[None]:
    """Tell in words when the record of a batch cannot be kept: no room, no permission, another batch on the folder."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        words = Words(
            f"不能在 {out} 记录进度（另一批正在写，或不可写，或磁盘已满）：{error}",
            f"cannot keep the record of a batch in {out}: {error}",
        )
        raise CannotRender(words) from None


class Journal:
    """The record of one output folder; a second batch on the same folder is refused while one runs."""

    def __init__(self, settings: Settings, *, resume: bool) -> None:
        self._settings = settings
        folder = pathlib.Path(settings.out)
        folder.mkdir(parents=True, exist_ok=True)
        self._open(folder / FILE, resume)
        for left in folder.rglob(".*.part"):
            if left.is_file():
                left.unlink(missing_ok=True)

    def _open(self, path: pathlib.Path, resume: bool) -> None:
        self._db = sqlite3.connect(path, timeout=0, isolation_level=None)
        self._db.execute("pragma locking_mode=exclusive")
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("pragma synchronous=normal")
        self._db.execute("pragma cache_size=-256")  # kilobytes; by itself SQLite keeps 2000 as the record grows
        self._db.execute("begin immediate")
        self._db.execute(_TABLE)
        if not resume:
            self._db.execute("delete from done")
        self.run = 1 + self._db.execute("select coalesce(max(run), 0) from done").fetchone()[0]
        self._db.execute("commit")

    def task(self, item: Item) -> Task | None:
        """The task for a report, with the key of what was done before; None where this run has had it already."""
        source = None if isinstance(item.source, Mapping) else os.fsencode(pathlib.Path(item.source).absolute())
        for name in _names(item):
            found = self._db.execute("select target, run, source, key, record from done where name=?", [name])
            known = found.fetchone()
            if known is None:
                return Task(item.source, name, self._claimed(name, source))
            target, run, known_source, key, record = known
            if run != self.run:
                self._db.execute("update done set run=?, source=? where name=?", [self.run, source, name])
                return Task(item.source, name, target, key if record and self._stands(json.loads(record)) else None)
            if source is not None and source == known_source:
                return None
        raise AssertionError("names do not end")

    def _claimed(self, name: str, source: bytes | None) -> str:
        """The path of the outputs without suffix; two files of one stem keep theirs apart by their whole name."""
        stem = str(pathlib.PurePosixPath(name).with_suffix(""))
        target = next(one for one in itertools.chain((stem, name), _numbered(name)) if not self._is_taken(one))
        given = [name, target, source, self.run]
        self._db.execute("insert into done (name, target, source, run) values (?, ?, ?, ?)", given)
        return target

    def _is_taken(self, target: str) -> bool:
        return self._db.execute("select 1 from done where target=?", [target]).fetchone() is not None

    def _stands(self, record: dict[str, Any]) -> bool:
        out = pathlib.Path(self._settings.out)
        return record["status"] != FAILED and all((out / output).is_file() for output in record["outputs"])

    def keep(self, result: Result) -> Result:
        """Write a result down; the result of an earlier run for what was not done again."""
        if result.kept:
            return attrs.evolve(self._earlier(result.name), kept=True)
        record = json.dumps(attrs.asdict(result))
        self._db.execute("update done set key=?, record=? where name=?", [result.key, record, result.name])
        return result

    def _earlier(self, name: str) -> Result:
        record = json.loads(self._db.execute("select record from done where name=?", [name]).fetchone()[0])
        return _result(record)

    def results(self) -> Iterator[Result]:
        """The results of this run, by name, one at a time."""
        for (record,) in self._db.execute(
            "select record from done where run=? and record is not null order by name", [self.run]
        ):
            yield _result(json.loads(record))

    def close(self) -> None:
        """Leave the folder to the next batch."""
        self._db.close()


def _result(record: dict[str, Any]) -> Result:
    return Result(**{**record, "findings": tuple(record["findings"]), "outputs": tuple(record["outputs"])})


def _names(item: Item) -> Iterator[str]:
    """The name of a report, then those that tell it from others of that name: with its folders, with a number."""
    yield item.name
    if not isinstance(item.source, Mapping):
        parts = pathlib.Path(item.source).absolute().parts[1:]
        longer = range(len(pathlib.PurePath(item.name).parts) + 1, len(parts) + 1)
        yield from (inside(pathlib.PurePath(*parts[-length:])) for length in longer)
    plain = pathlib.PurePosixPath(item.name)
    yield from _numbered(str(plain.with_suffix("")), plain.suffix)


def _numbered(stem: str, suffix: str = "") -> Iterator[str]:
    return (f"{stem}-{number}{suffix}" for number in itertools.count(2))
