"""The numbers of a report that narrative may name."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import attrs

from ..model.report import Report, tables
from .grammar import Call, Expression, Path, Text, parse
from .printing import Change, Value, told
from .wrong import WrongExpression

_FACTS: Final = ("year", "agency")


def text_of(source: str, report: Report, previous: Report | None = None) -> str:
    """What an expression prints; raises WrongExpression where it names no cell, or needs last year's report."""
    expression = parse(source)
    return told(_value(expression, report, previous), expression.filters)


def _value(expression: Expression, report: Report, previous: Report | None) -> Value:
    value = expression.value
    if isinstance(value, Text):
        return value.said
    if isinstance(value, Path):
        found: Value = number_at(report, value.steps)
        return found
    return _called(value, report, previous)


def _called(call: Call, report: Report, previous: Report | None) -> Value:
    takes = {"change": 1, "last": 1, "share": 2}.get(call.name)
    if takes is None:
        zh, en = f"没有“{call.name}”，有 change、last、share", f"no function {call.name}; there are change, last, share"
        raise WrongExpression(zh, en)
    if len(call.arguments) != takes:
        raise WrongExpression(f"“{call.name}”要 {takes} 个数", f"{call.name} takes {takes}")
    numbers = [_number(report, path) for path in call.arguments]
    if call.name == "share":
        return _share(*numbers)
    before = _before(previous, call.arguments[0])
    return before if call.name == "last" else _change(before, numbers[0])


def _before(previous: Report | None, path: Path) -> int | Decimal:
    if previous is None:
        raise WrongExpression("要有上一年的报告", "last year's report is needed", needs_last_year=True)
    return _number(previous, path)


def _change(before: int | Decimal, now: int | Decimal) -> Change:
    if not before:
        raise WrongExpression("上一年为 0，没有同比", "last year's number is 0; there is no change to tell")
    return Change((Decimal(now) - Decimal(before)) / Decimal(before))


def _share(part: int | Decimal, whole: int | Decimal) -> Decimal:
    if not whole:
        raise WrongExpression("总数为 0，没有占比", "the whole is 0; there is no share to tell")
    return Decimal(part) / Decimal(whole)


def _number(report: Report, path: Path) -> int | Decimal:
    value: int | Decimal | str = number_at(report, path.steps)
    if isinstance(value, str) or path.steps[0] in _FACTS:
        raise WrongExpression(f"{'.'.join(path.steps)} 不是表中的数", f"{'.'.join(path.steps)} is no number of a table")
    return value


def number_at(report: Report, steps: tuple[str, ...]) -> Any:
    """The number, printed or not (a subtotal), at a path of a report; also its year and its agency."""
    block: Any = report
    for index, step in enumerate(steps):
        names = _names(block)
        if step not in names:
            raise _unknown(steps, index, names)
        block = getattr(block, step)
    if type(block) not in (int, Decimal, str):
        raise WrongExpression(f"{'.'.join(steps)} 不是一格", f"{'.'.join(steps)} is no single cell")
    return block


def _names(block: Any) -> tuple[str, ...]:
    """What may follow: the tables of a report, the lines and totals of a block; nothing else."""
    if isinstance(block, Report):
        return (*(name for name in tables(type(block)) if getattr(block, name) is not None), *_FACTS)
    if not attrs.has(type(block)):
        return ()
    totals = (name for base in type(block).__mro__ for name, value in vars(base).items() if isinstance(value, property))
    return (*(field.name for field in attrs.fields(type(block))), *totals)


def _unknown(steps: tuple[str, ...], index: int, names: tuple[str, ...]) -> WrongExpression:
    import difflib

    path, near = ".".join(steps), difflib.get_close_matches(steps[index], names, 1)
    zh, en = f"表中没有 {path}", f"no cell {path}"
    if near:
        meant = ".".join((*steps[:index], near[0], *steps[index + 1 :]))
        zh, en = f"{zh}，是否为 {meant}？", f"{en}; did you mean {meant}?"
    return WrongExpression(zh, en)
