"""What is done of a batch, on disk from the moment it is done, so that an interrupted run loses nothing."""

from __future__ import annotations

import json
import pathlib
import sqlite3
from collections.abc import Iterator
from typing import Any, Final

import attrs

from ..errors import CannotRender, Words
from .gather import Item
from .task import FAILED, Result, Settings, Task

FILE: Final = ".gikreport-batch.sqlite"
_TABLE: Final = """
    create table if not exists reports (
        name text primary key, target text unique not null, run integer not null,
        key text, record text
    )"""


class Journal:
    """The record of one output folder; a second batch on the same folder is refused while one runs."""

    def __init__(self, settings: Settings, *, resume: bool) -> None:
        self._settings = settings
        try:
            folder = pathlib.Path(settings.out)
            folder.mkdir(parents=True, exist_ok=True)
            self._open(folder / FILE, resume)
        except (OSError, sqlite3.Error) as error:
            words = Words(
                f"不能在 {settings.out} 记录进度（另一批正在写，或不可写）：{error}",
                f"cannot keep the record of a batch in {settings.out}: {error}",
            )
            raise CannotRender(words) from None
        for left in folder.rglob(".*.part"):
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
            self._db.execute("delete from reports")
        self.run = 1 + self._db.execute("select coalesce(max(run), 0) from reports").fetchone()[0]
        self._db.execute("commit")

    def task(self, item: Item) -> Task | None:
        """The task for a report, with the key of what was done before; None where this run has had it already."""
        found = self._db.execute("select target, run, key, record from reports where name=?", [item.name]).fetchone()
        if found is None:
            return Task(item.source, item.name, self._claimed(item.name))
        target, run, key, record = found
        if run == self.run:
            return None
        self._db.execute("update reports set run=? where name=?", [self.run, item.name])
        return Task(item.source, item.name, target, key if record and self._stands(json.loads(record)) else None)

    def _claimed(self, name: str) -> str:
        """The path of the outputs without suffix; two files of one stem keep theirs apart by their whole name."""
        for target in (str(pathlib.PurePosixPath(name).with_suffix("")), name):
            if not self._db.execute("select 1 from reports where target=?", [target]).fetchone():
                self._db.execute("insert into reports (name, target, run) values (?, ?, ?)", [name, target, self.run])
                return target
        raise AssertionError(f"{name} stands for two reports")  # names are primary keys

    def _stands(self, record: dict[str, Any]) -> bool:
        out = pathlib.Path(self._settings.out)
        return record["status"] != FAILED and all((out / output).is_file() for output in record["outputs"])

    def keep(self, result: Result) -> Result:
        """Write a result down; the result of an earlier run for what was not done again."""
        if result.kept:
            return attrs.evolve(self._earlier(result.name), kept=True)
        record = json.dumps(attrs.asdict(result), ensure_ascii=False)
        self._db.execute("update reports set key=?, record=? where name=?", [result.key, record, result.name])
        return result

    def _earlier(self, name: str) -> Result:
        record = json.loads(self._db.execute("select record from reports where name=?", [name]).fetchone()[0])
        return _result(record)

    def results(self) -> Iterator[Result]:
        """The results of this run, by name, one at a time."""
        for (record,) in self._db.execute(
            "select record from reports where run=? and record is not null order by name", [self.run]
        ):
            yield _result(json.loads(record))

    def close(self) -> None:
        """Leave the folder to the next batch."""
        self._db.close()


def _result(record: dict[str, Any]) -> Result:
    return Result(**{**record, "findings": tuple(record["findings"]), "outputs": tuple(record["outputs"])})
