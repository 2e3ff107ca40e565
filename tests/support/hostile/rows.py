"""Registers of requests and lists of files that take time or memory, or that never end."""

from __future__ import annotations

from support.hostile.kind import Kind, filled, numbered

_REGISTER = "编号,申请人类型,收到日期,办结日期,办理结果\n"


def columns(size: int) -> bytes:
    return ("编号" + "," * size + "\n").encode()


def column_twice(size: int) -> bytes:
    return filled("编号,", size, _REGISTER.strip() + ",", "\n").encode()


def rows(size: int) -> bytes:
    return (_REGISTER + numbered("{n},自然人,2021-01-01,2021-01-09,予以公开\n", size)).encode()


def rows_unknown(size: int) -> bytes:
    return (_REGISTER + numbered("{n},甲{n},2021-13-99,x,乙{n}\n", size)).encode()


def rows_of_one_number(size: int) -> bytes:
    return filled("1,自然人,2021-01-01,2021-01-09,予以公开\n", size, _REGISTER).encode()


def rows_of_nothing(size: int) -> bytes:
    return filled("\n", size, _REGISTER).encode()


def quote_without_end(size: int) -> bytes:
    return filled("自然人,\n", size, _REGISTER + '1,"').encode()


def quotes(size: int) -> bytes:
    return filled('""', size, _REGISTER + '1,"', '"').encode()


def field_long(size: int) -> bytes:
    return filled("字", size, _REGISTER + "1,").encode()


def year_long(size: int) -> bytes:
    return filled("9", size, _REGISTER + "1,自然人,", "-01-01,,\n").encode()


def no_characters(size: int) -> bytes:
    return filled("\0,", size, _REGISTER).encode()


def endless(size: int) -> bytes:
    return b"/dev/zero\n" + b"#" * size


def random(size: int) -> bytes:
    return b"/dev/urandom\n" + b"#" * size


def pipe(size: int) -> bytes:
    """A list of a FIFO, which the runner puts beside it and nobody writes to."""
    return b"pipe.json\n" + b"#" * size


def itself(size: int) -> bytes:
    return filled("file.txt\n", size).encode()


def missing(size: int) -> bytes:
    return numbered("no-{n}.json\n", size).encode()


def upwards(size: int) -> bytes:
    return filled("../", size, after="etc/passwd\n").encode()


def lines(size: int) -> bytes:
    return filled("\x1b[2J\r", size, after=".json\n").encode()


_ROWS = (
    columns, column_twice, rows, rows_unknown, rows_of_one_number, rows_of_nothing, quote_without_end, quotes,
    field_long, year_long, no_characters,
)  # fmt: skip
_LISTS = (endless, random, pipe, itself, missing, upwards, lines)
KINDS = (
    *(Kind(make, ".csv", "register") for make in _ROWS),
    *(Kind(make, ".txt", "batch") for make in _LISTS),
)
