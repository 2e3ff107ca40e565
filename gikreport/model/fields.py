"""A field knows what the form prints for it."""

from __future__ import annotations

import enum
import itertools
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar, cast

import attrs

from .prose import EMPTY, Prose
from .text import line_of_text, named

B = TypeVar("B")
F = TypeVar("F", bound=Callable[..., Any])

PRINTED = "gikreport.printed"
_order = itertools.count()


class Kind(enum.Enum):
    """What a cell holds on paper."""

    COUNT = "count"  # 件, 条, 次, …: a whole number, never below zero
    MONEY = "money"  # 万元: an exact decimal, never below zero
    CHANGE = "change"  # 本年增/减: a whole number with its sign
    WORDS = "words"  # 备注, 类别: what the office writes


class Role(enum.Enum):
    """What a field of a form is."""

    LINE = "line"
    BLOCK = "block"
    HEAD = "head"
    TABLE = "table"
    SECTION = "section"
    AFTER = "after"


@attrs.frozen
class Printed:
    """What the form prints for one field, and its place in the printed order."""

    order: int
    role: Role
    words: tuple[str, ...] = ()
    kind: Kind = Kind.COUNT
    unit: str = ""
    of: type | None = None
    follows: str = ""
    part: bool = False  # 其中: a part of the number that the block's heading carries
    shows_unit: bool = False  # the unit is printed in the cell, because no heading names it


def count(*words: str, unit: str = "件", part: bool = False) -> int:
    """Declare one leaf cell: a whole number, zero unless given; a `part` of the number in its block's heading."""
    return cast(int, _line(0, whole_number, words, Kind.COUNT, unit, part=part))


def money(*words: str, unit: str = "万元", shows_unit: bool = False) -> Decimal:
    """Declare one leaf cell: an exact amount in 万元, zero unless given."""
    return cast(Decimal, _line(Decimal(0), amount, words, Kind.MONEY, unit, converter=exact, shows_unit=shows_unit))


def words(*label: str) -> str:
    """Declare one cell of the office's own words, empty unless given."""
    return cast(str, _line("", line_of_text, label, Kind.WORDS, ""))


def change(*words: str, unit: str = "件") -> int:
    """Declare one leaf cell that is printed with its sign: an increase or a decrease."""
    return cast(int, _line(0, signed_number, words, Kind.CHANGE, unit))


def head(*words: str, unit: str = "件") -> int:
    """Declare the number that a block's own heading carries, beside the lines below it (其中)."""
    return cast(int, _line(0, whole_number, words, Kind.COUNT, unit, role=Role.HEAD))


def block(*words: str, of: type[B]) -> B:
    """Declare a printed heading whose lines are the fields of another block."""
    check = attrs.validators.instance_of(of)
    return attrs.field(factory=of, validator=check, metadata=_meta(Role.BLOCK, words, of=of))


def table(name: str, of: type[B]) -> B:
    """Declare a mandatory table of a report; `name` is what people call it (表三)."""
    check = attrs.validators.instance_of(of)
    return attrs.field(validator=check, metadata=_meta(Role.TABLE, (name,), of=of))


def optional_table(name: str, of: type[B]) -> B | None:
    """Declare a table that a report may leave out."""
    check = attrs.validators.optional(attrs.validators.instance_of(of))
    return attrs.field(default=None, validator=check, metadata=_meta(Role.TABLE, (name,), of=of))


def section(words: str) -> Prose:
    """Declare a section: its printed heading, and the prose that stands below it."""
    return _prose(Role.SECTION, (words,))


def after(name: str) -> Prose:
    """Declare the prose of a section that stands after its table."""
    return _prose(Role.AFTER, follows=name)


def foreword() -> Prose:
    """Declare prose that stands before the first heading."""
    return _prose(Role.AFTER)


def printed(*words: str, unit: str = "件", kind: Kind = Kind.COUNT) -> Callable[[F], F]:
    """Give a computed total the words, and the position, that the form prints for it."""
    return _computed(Role.LINE, words, unit, kind)


def printed_head(*, unit: str = "件", kind: Kind = Kind.COUNT) -> Callable[[F], F]:
    """Let a block's own heading carry this computed total."""
    return _computed(Role.HEAD, (), unit, kind)


def _computed(role: Role, words: tuple[str, ...], unit: str, kind: Kind) -> Callable[[F], F]:
    facts = Printed(next(_order), role, words, kind, unit)

    def mark(getter: F) -> F:
        setattr(getter, PRINTED, facts)
        return getter

    return mark


def _line(
    default: object, validator: Any, words: tuple[str, ...], kind: Kind, unit: str,
    role: Role = Role.LINE, converter: Any = None, **facts: bool,
) -> Any:  # fmt: skip
    metadata = _meta(role, words, kind=kind, unit=unit, **facts)
    return attrs.field(default=default, validator=validator, converter=converter, metadata=metadata)


def _meta(role: Role, words: tuple[str, ...], **facts: Any) -> dict[str, Printed]:
    return {PRINTED: Printed(next(_order), role, words, **facts)}


def _prose(role: Role, words: tuple[str, ...] = (), follows: str = "") -> Prose:
    check = attrs.validators.instance_of(Prose)
    facts = _meta(role, words, follows=follows)
    return attrs.field(default=EMPTY, converter=to_prose, validator=check, metadata=facts)


def to_prose(value: object) -> object:
    """Plain text is literal prose, one paragraph a line; so are texts and figures in a row."""
    if isinstance(value, str):
        return Prose.of(value)
    return Prose.of(*value) if isinstance(value, list | tuple) else value


def exact(value: object) -> object:
    """Whole numbers and decimal text are exact amounts too; a float is not, and stays what it is."""
    if type(value) is int:
        return Decimal(value)
    return value


def whole_number(instance: object, attribute: attrs.Attribute[int], value: int) -> None:
    """件数: a whole number, zero or more."""
    if type(value) is not int:
        raise TypeError(f"{named(instance, attribute)} takes a whole number, not {value!r}")
    if value < 0:
        raise ValueError(f"{named(instance, attribute)} takes zero or more, not {value}")


def signed_number(instance: object, attribute: attrs.Attribute[int], value: int) -> None:
    """增/减: a whole number that may be below zero."""
    if type(value) is not int:
        raise TypeError(f"{named(instance, attribute)} takes a whole number, not {value!r}")


def amount(instance: object, attribute: attrs.Attribute[Decimal], value: Decimal) -> None:
    """万元: an exact, finite decimal, zero or more."""
    if type(value) is not Decimal:
        raise TypeError(f"{named(instance, attribute)} takes a Decimal in 万元, not {value!r}")
    if not value.is_finite() or value < 0:
        raise ValueError(f"{named(instance, attribute)} takes a finite amount, zero or more, not {value}")
