"""A way to run a query, whatever the database is."""

from __future__ import annotations

import contextlib
import importlib
import pathlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..errors import GikreportError, Problem, Unreadable, Words

Run = Callable[[str], tuple[list[str], Iterator[Sequence[Any]]]]


@contextlib.contextmanager
def runner(source: Any) -> Iterator[Run]:
    """How to run a query on a connection, at an address, or on a Parquet file: the names of its columns, and its rows.

    What the database says of a failure is told in words, as Unreadable.
    """
    with contextlib.ExitStack() as stack:
        connection = _connected(source, stack)
        ask = _duck if is_duck(connection) else _alchemy if hasattr(connection, "exec_driver_sql") else _dbapi

        def run(sql: str) -> tuple[list[str], Iterator[Sequence[Any]]]:
            try:
                return ask(connection, sql)
            except Exception as error:
                raise _told(error) from None

        yield run


def is_duck(connection: Any) -> bool:
    """Whether a connection is one of DuckDB's own."""
    return type(connection).__module__.split(".")[0] in ("duckdb", "_duckdb")


def _dbapi(connection: Any, sql: str) -> tuple[list[str], Iterator[Sequence[Any]]]:
    cursor = connection.cursor()
    cursor.execute(sql)
    return [column[0] for column in cursor.description], _batches(cursor)


def _told(error: Exception) -> Unreadable:
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    words = Words("数据库不能完成查询", "the database cannot run the query")
    zh = f"{said}；日期列应为日期类型，或 2023-01-05 这样的文字"
    return Unreadable(words, [Problem("", Words(zh, f"{said}; dates must be of type DATE or text as 2023-01-05"))])


def _duck(connection: Any, sql: str) -> tuple[list[str], Iterator[Sequence[Any]]]:
    result = connection.cursor().execute(sql)
    return [column[0] for column in result.description], _batches(result)


def _alchemy(connection: Any, sql: str) -> tuple[list[str], Iterator[Sequence[Any]]]:
    options = {"no_parameters": True, "stream_results": True}
    result = connection.execution_options(**options).exec_driver_sql(sql)
    return list(result.keys()), _batches(result)


def _batches(result: Any) -> Iterator[Sequence[Any]]:
    """The rows of a result, which is closed when they are read."""
    try:
        while batch := result.fetchmany(10_000):
            yield from batch
    except GikreportError:
        raise
    except Exception as error:
        raise _told(error) from None
    finally:
        result.close()


def _connected(source: Any, stack: contextlib.ExitStack) -> Any:
    if isinstance(source, str | pathlib.Path):
        address = str(source)
        return _engine(address, stack) if "://" in address else _parquet(stack)
    is_engine = hasattr(source, "connect") and hasattr(source, "dialect") and not hasattr(source, "exec_driver_sql")
    return stack.enter_context(source.connect()) if is_engine else source


def _engine(address: str, stack: contextlib.ExitStack) -> Any:
    sqlalchemy = _imported("sqlalchemy")
    try:
        engine = sqlalchemy.create_engine(address)
        stack.callback(engine.dispose)
        return stack.enter_context(engine.connect())
    except Exception as error:
        raise _told(error) from None


def _parquet(stack: contextlib.ExitStack) -> Any:
    """DuckDB in this process, with a memory limit; what does not fit goes to a folder that is removed."""
    duckdb = _imported("duckdb")
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    config = {"memory_limit": "160MB", "temp_directory": folder}
    return stack.enter_context(contextlib.closing(duckdb.connect(config=config)))


def _imported(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        zh, en = (
            f"要用 {name}：pip install 'gikreport[register]'",
            f"{name} is needed: pip install 'gikreport[register]'",
        )
        raise GikreportError(Words(zh, en)) from None
