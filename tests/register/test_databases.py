"""A register counted where it lies: the query comes to the same numbers as the rows, one by one."""

import contextlib
import datetime
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlalchemy
from hypothesis import HealthCheck, given, settings, strategies as st

import gikreport
from gikreport.register import CountedRegister, count_register
from support.ledgers import HEADING, TODAY, YEAR, items, mixed_rows, registers
from support.postgres import postgres_folder

COLUMNS = (
    *HEADING,
    "复议申请日期",
    "复议审结日期",
    "复议结果",
    "起诉日期",
    "诉讼审结日期",
    "诉讼结果",
    "复议机关共同被告",
)
Rows = Sequence[Sequence[object]]
QUERY = "SELECT * FROM ledger"


@st.composite
def reviewed(draw: st.DrawFn) -> list[tuple[object, ...]]:
    """A register with reviews and lawsuits."""
    rows = draw(registers(mixed_rows))
    days = st.none() | st.dates(datetime.date(2021, 10, 1), datetime.date(2024, 8, 1))
    results = st.sampled_from(["维持", "纠正", "没听说过", "", None, "尚未审结"])
    more = st.tuples(days, days, results, days, days, results, st.sampled_from(["", "是", None, "否"]))
    return [(*row, *draw(more)) for row in rows]


def by_rows(register: Rows) -> CountedRegister:
    """The count of the rows, one by one."""
    return count_register(
        [dict(zip(COLUMNS, row, strict=True)) for row in register] or items([]), year=YEAR, agency="某局", today=TODAY
    )


def agree(queried: CountedRegister, counted: CountedRegister, register: Rows) -> bool:
    """Whether both came to the same cells, by the same cases, and left out the same ids for the same reasons."""
    reasons = [{(one.id, one.fault.name) for one in result.uncountable} for result in (queried, counted)]
    assert reasons[0] == reasons[1]
    if register:
        assert queried.reading.cells == counted.reading.cells
    assert {p: sorted(c) for p, c in queried.cases.items()} == {p: sorted(c) for p, c in counted.cases.items()}
    return True


@pytest.fixture(scope="module")
def duck() -> Iterator[duckdb.DuckDBPyConnection]:
    """DuckDB in this process."""
    with duckdb.connect() as connection:
        yield connection


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(register=reviewed())
def test_duckdb_counts_what_the_rows_count(duck: duckdb.DuckDBPyConnection, register: Rows) -> None:
    fill(duck.execute, duck.executemany, register)
    queried = count_register(duck, query=QUERY, year=YEAR, agency="某局", today=TODAY)
    assert agree(queried, by_rows(register), register)


def fill(execute: Callable[[str], object], many: Callable[[str, Any], object], register: Rows, mark: str = "?") -> None:
    """A table with the register: dates as dates, everything else as text."""
    kinds = ["DATE" if "日期" in name else "VARCHAR" for name in COLUMNS]
    execute("DROP TABLE IF EXISTS ledger")
    columns = ", ".join(f'"{name}" {kind}' for name, kind in zip(COLUMNS, kinds, strict=True))
    execute(f"CREATE TABLE ledger ({columns})")
    if register:
        many(f"INSERT INTO ledger VALUES ({', '.join([mark] * len(COLUMNS))})", register)


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    with postgres_folder() as folder:
        yield f"postgresql+psycopg://gik@/postgres?host={folder}"


@pytest.mark.database
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(register=reviewed())
def test_postgresql_counts_what_the_rows_count(postgres: str, register: Rows) -> None:
    engine = sqlalchemy.create_engine(postgres, poolclass=sqlalchemy.NullPool)
    with engine.begin() as connection:
        cursor = connection.connection.cursor()
        fill(cursor.execute, cursor.executemany, register, mark="%s")
        queried = count_register(connection, query=QUERY, year=YEAR, agency="某局", today=TODAY)
    assert agree(queried, by_rows(register), register)


@pytest.mark.database
def test_postgresql_is_counted_by_its_address(postgres: str) -> None:
    engine = sqlalchemy.create_engine(postgres, poolclass=sqlalchemy.NullPool)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE IF EXISTS t")
        connection.exec_driver_sql(
            "CREATE TABLE t AS SELECT 'a' || n AS id, '自然人' AS kind, DATE '2023-01-05' AS received, "
            "NULL::date AS closed, '' AS outcome FROM generate_series(1, 5) AS n"
        )
    result = count_register(postgres, query="SELECT * FROM t WHERE id <> 'a1';", year=YEAR, agency="某局", today=TODAY)
    assert result.cases["t3", "natural_person", "received"] == ("a2", "a3", "a4", "a5")
    with pytest.raises(gikreport.Unreadable, match="数据库不能完成查询"):
        count_register(postgres, query="SELECT * FROM nothing", year=YEAR, agency="某局")


def test_a_parquet_file_is_counted_where_it_lies(tmp_path: Path) -> None:
    rows = [
        ("甲", "自然人", "2023-01-05", "2023-02-01", "予以公开"),
        ("乙", "律所", "2022-12-30", "", ""),
        ("丙", "?", "2023-01-05", "", ""),
    ]
    path = tmp_path / "it's.parquet"
    with duckdb.connect() as connection:
        columns = ", ".join(f'"{name}" VARCHAR' for name in HEADING)
        connection.execute(f"CREATE TABLE ledger ({columns})")
        connection.executemany("INSERT INTO ledger VALUES (?, ?, ?, ?, ?)", rows)
        connection.execute(f"COPY ledger TO '{str(path).replace(chr(39), chr(39) * 2)}' (FORMAT parquet)")
    queried = count_register(path, year=YEAR, agency="某局", today=TODAY)
    assert agree(queried, count_register(items(rows), year=YEAR, agency="某局", today=TODAY), rows)
    assert queried.uncountable[0].problem.told().startswith("（丙）：不认识的申请人类型“?”")
    without = count_register(path, year=YEAR, agency="某局", today=TODAY, trace=False)
    assert (without.cases, without.reading.cells) == ({}, queried.reading.cells)


def test_what_a_database_cannot_do_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(gikreport.Unreadable, match="数据库不能完成查询"):
        count_register(tmp_path / "none.parquet", year=YEAR, agency="某局")
    with duckdb.connect() as connection:
        with pytest.raises(gikreport.GikreportError, match="要写明查询"):
            count_register(connection, year=YEAR, agency="某局")
        with pytest.raises(gikreport.Unreadable, match="缺少必要的列"):
            count_register(connection, query="SELECT 1 AS id", year=YEAR, agency="某局")
        words = "SELECT 'a' AS id, '自然人' AS kind, '下周' AS received, '' AS closed, '' AS outcome"
        with pytest.raises(gikreport.Unreadable, match="日期列应为日期类型"):
            count_register(connection, query=words, year=YEAR, agency="某局")
    closing = contextlib.closing(sqlite3.connect(":memory:"))
    with closing as sqlite, pytest.raises(gikreport.Unreadable, match="no such table"):
        count_register(sqlite, query="SELECT * FROM no_ledger", year=YEAR, agency="某局")
    with pytest.raises(gikreport.Unreadable, match="数据库不能完成查询"):
        count_register("nothing://x", query="SELECT 1", year=YEAR, agency="某局")


def test_any_other_database_is_counted_row_by_row(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'ledger.db'}"
    engine = sqlalchemy.create_engine(address, poolclass=sqlalchemy.NullPool)
    rows = [("甲", "自然人", "2023-01-05", "2023-02-01", "予以公开"), ("乙", "律所", "2022-12-30", "", "")]
    with engine.begin() as connection:
        columns = ", ".join(f'"{name}"' for name in HEADING)
        connection.exec_driver_sql(f"CREATE TABLE ledger ({columns})")
        connection.exec_driver_sql("INSERT INTO ledger VALUES (?, ?, ?, ?, ?)", rows)
    expected = count_register(items(rows), year=YEAR, agency="某局", today=TODAY)
    for source in (address, engine):
        assert agree(count_register(source, query=QUERY, year=YEAR, agency="某局", today=TODAY), expected, rows)
