"""What is done of a batch, on disk from the moment it is done, so that an interrupted run loses nothing."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import os
import pathlib
import re
import sqlite3
import time
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from ..errors import CannotRender, Words
from ..files import left_behind
from ..overwriting import digest_there
from .gather import Item, inside
from .task import FAILED, Result, Settings, Task

FILE: Final = ".gikreport-batch.sqlite"
_TABLE: Final = """
    create table if not exists done (
        name text primary key, target text unique not null, source blob, run integer not null,
        key text, record text, proof text
    )"""
_WRITTEN: Final = "create table if not exists written (output text primary key, digest text not null)"
_MARK: Final = "create table if not exists mark (mark text not null)"
_OURS: Final = 0x67696B72  # "gikr": what SQLite keeps of whose file it is


@contextlib.contextmanager
def recorded_in(out: str) -> Iterator[None]:
    """Tell in words when the record of a batch cannot be kept: no room, no permission, another batch on the folder."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if not isinstance(error, sqlite3.OperationalError):
            raise _foreign(pathlib.Path(out, FILE)) from None
        raise _not_kept(out, error) from None
    except OSError as error:
        raise _not_kept(out, error) from None


def _not_kept(out: str, error: Exception) -> CannotRender:
    return CannotRender(
        Words(
            f"不能在 {out} 记录进度（另一批正在写，或不可写，或磁盘已满）：{error}",
            f"cannot keep the record of a batch in {out}: {error}",
        )
    )


def _foreign(path: pathlib.Path) -> CannotRender:
    """The error for a file in the place of the record that is none of ours, or damaged."""
    zh = f"{path} 不是批量处理的进度记录，或已损坏；请移走它，再不加 --resume 重做"
    en = f"{path} is no record of a batch, or is damaged; move it away and run again without --resume"
    return CannotRender(Words(zh, en))


class Journal:
    """The record of one output folder; a second batch on the same folder is refused while one runs."""

    def __init__(self, settings: Settings, *, resume: bool) -> None:
        self._settings = settings
        self._kept = 0.0  # when the record was last made to outlive this process
        self._had: dict[str, int] = {}  # how many names of rows that are called alike this run has given
        folder = pathlib.Path(settings.out)
        folder.mkdir(parents=True, exist_ok=True)
        self._open(folder / FILE, resume)
        for left in folder.rglob(left_behind(self.mark, "*")):
            if left.is_file() and not left.is_symlink():
                left.unlink(missing_ok=True)

    def _open(self, path: pathlib.Path, resume: bool) -> None:
        is_new = not path.exists() or not path.stat().st_size
        if path.is_symlink():
            raise _foreign(path)
        self._db = sqlite3.connect(path, timeout=0, isolation_level=None)
        self._db.execute("pragma locking_mode=exclusive")
        if not is_new and self._db.execute("pragma application_id").fetchone()[0] != _OURS:
            raise _foreign(path)
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("pragma synchronous=normal")
        self._db.execute("pragma cache_size=-256")  # kilobytes; by itself SQLite keeps 2000 as the record grows
        self._db.execute("begin immediate")
        self._db.execute(f"pragma application_id={_OURS}")
        self._db.execute(_TABLE)
        self._db.execute(_MARK)
        self._db.execute(_WRITTEN)
        self.mark = self._marked()
        if not resume:
            self._db.execute("delete from done")
        self.run = 1 + self._db.execute("select coalesce(max(run), 0) from done").fetchone()[0]
        self._db.execute("commit")

    def _marked(self) -> str:
        """The mark in the names of this folder's files that are not whole yet, drawn when the record is begun."""
        found = self._db.execute("select mark from mark").fetchone()
        mark = found[0] if found is not None and _SIGNS.fullmatch(str(found[0])) else os.urandom(8).hex()
        self._db.execute("delete from mark")
        self._db.execute("insert into mark values (?)", [mark])
        return mark

    def task(self, item: Item) -> Task | None:
        """The task for a report, with the key of what was done before; None where this run has had it already."""
        self._begin()
        source = None if isinstance(item.source, Mapping) else os.fsencode(pathlib.Path(item.source).absolute())
        for number, name in enumerate(_names(item, begin := self._had.get(item.name, 0)), begin + 1):
            if number > 1 and source is None:
                self._had[item.name] = number
            known = self._known(name)
            if known is None:
                return self._task(item, name, self._claimed(name, source))
            target, run, known_source, key, record = known
            if run != self.run:
                self._db.execute("update done set run=?, source=? where name=?", [self.run, source, name])
                done = key if record and self._stands(json.loads(record)) else None
                return self._task(item, name, target, done)
            if source is not None and source == known_source:
                return None
        raise AssertionError("names do not end")

    def _task(self, item: Item, name: str, target: str, done: str | None = None) -> Task:
        found = {suffix: self.written(target + suffix) for suffix in self._settings.suffixes}
        return Task(item.source, name, target, done, {suffix: digest for suffix, digest in found.items() if digest})

    def written(self, output: str) -> str | None:
        """The digest of what was written last under a name."""
        found = self._db.execute("select digest from written where output=?", [output]).fetchone()
        return str(found[0]) if found else None

    def wrote(self, output: str, digest: str) -> None:
        """Keep the digest of what was written."""
        self._db.execute("insert or replace into written values (?, ?)", [output, digest])

    def _known(self, name: str) -> tuple[Any, ...] | None:
        """What is recorded of a name; a record that somebody changed is none, and forgotten."""
        found = self._db.execute("select target, run, source, key, record, proof from done where name=?", [name])
        known = found.fetchone()
        if known is None:
            return None
        *facts, proof = known
        target, run, source, key, record = facts
        if proof != _proof(name, target, key, record):
            self._db.execute("delete from done where name=?", [name])
            return None
        return target, run, source, key, record

    def _claimed(self, name: str, source: bytes | None) -> str:
        """The path of the outputs without suffix; two files of one stem keep theirs apart by their whole name."""
        stem = str(pathlib.PurePosixPath(name).with_suffix(""))
        target = next(one for one in itertools.chain((stem, name), _numbered(name)) if not self._is_taken(one))
        given = [name, target, source, self.run, _proof(name, target, None, None)]
        self._db.execute("insert into done (name, target, source, run, proof) values (?, ?, ?, ?, ?)", given)
        return target

    def _is_taken(self, target: str) -> bool:
        return self._db.execute("select 1 from done where target=?", [target]).fetchone() is not None

    def _stands(self, record: dict[str, Any]) -> bool:
        """Whether every output is there as it was written."""
        out = pathlib.Path(self._settings.out)
        outputs = zip(record["outputs"], record["digests"], strict=True)
        return record["status"] != FAILED and all(digest_there(out / output) == digest for output, digest in outputs)

    def keep(self, result: Result) -> Result:
        """Write a result down; the result of an earlier run for what was not done again."""
        if result.kept:
            return attrs.evolve(self._earlier(result.name), kept=True)
        for output, digest in zip(result.outputs, result.digests, strict=True):
            self.wrote(output, digest)
        record = json.dumps(attrs.asdict(result))
        (target,) = self._db.execute("select target from done where name=?", [result.name]).fetchone()
        proof = _proof(result.name, target, result.key, record)
        given = [result.key, record, proof, result.name]
        self._db.execute("update done set key=?, record=?, proof=? where name=?", given)
        if time.monotonic() - self._kept > _OFTEN:
            self.commit()
        return result

    def _begin(self) -> None:
        if not self._db.in_transaction:
            self._db.execute("begin immediate")

    def commit(self) -> None:
        """Have what was recorded outlive this process."""
        if self._db.in_transaction:
            self._db.execute("commit")
        self._kept = time.monotonic()

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
        self.commit()
        self._db.close()


_OFTEN: Final = 0.2  # seconds of work that a process that is killed may have to do again
_SIGNS: Final = re.compile("[0-9a-f]{16}")


def _proof(name: str, target: object, key: object, record: object) -> str:
    """What a row of the record is known by: SHA-256 over what it says."""
    said = json.dumps([name, str(target), key, record], default=repr)
    return hashlib.sha256(said.encode()).hexdigest()


def _result(record: dict[str, Any]) -> Result:
    return Result(
        **{
            **record,
            "findings": tuple(record["findings"]),
            "outputs": tuple(record["outputs"]),
            "digests": tuple(record["digests"]),
            "aside": tuple(record.get("aside", ())),
        }
    )


def _names(item: Item, given: int = 0) -> Iterator[str]:
    """The name of a report, then those that tell it from others of that name: with its folders, with a number.

    Of a row of a workbook without the names that were given to other rows called alike.
    """
    plain = pathlib.PurePosixPath(item.name)
    if given:
        yield from _numbered(str(plain.with_suffix("")), plain.suffix, given + 1)
    yield item.name
    if not isinstance(item.source, Mapping):
        parts = pathlib.Path(item.source).absolute().parts[1:]
        longer = range(len(pathlib.PurePath(item.name).parts) + 1, len(parts) + 1)
        yield from (inside(pathlib.PurePath(*parts[-length:])) for length in longer)
    yield from _numbered(str(plain.with_suffix("")), plain.suffix)


def _numbered(stem: str, suffix: str = "", first: int = 2) -> Iterator[str]:
    return (f"{stem}-{number}{suffix}" for number in itertools.count(first))
