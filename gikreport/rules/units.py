"""Between a report and the list of offices: who it is, and what only some offices do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from ..errors import Words
from ..model.check import Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..model.reading import Reading
from .tables import is_township, rules_cells


@attrs.frozen(kw_only=True)
class Office:
    """A report with what the list of offices (units.toml) says of its office; `listed` is "" where it is not there."""

    reading: Reading
    listed: str = ""
    makes_rules: bool = False
    title: tuple[str, ...] = ()
    signed_by: str = ""


def not_listed(office: Office) -> Iterator[Violation]:
    """An office that reports is on the list of offices."""
    if not office.listed:
        yield Violation(facts={"agency": office.reading.agency or ""})


def rules_without_power(office: Office) -> Iterator[Violation]:
    """Rules (规章) are made by ministries, provinces and cities with districts, as the list of offices says."""
    reading = office.reading
    if office.listed and not office.makes_rules and not is_township(reading.agency or ""):
        for path in rules_cells(reading.form.report):
            value = reading.amount(path)
            if value:
                yield Violation(at=path, expected=0, actual=value)


def title_and_signature(office: Office) -> Iterator[Violation]:
    """A report is titled and signed as its office is."""
    reading = office.reading
    stated = (
        ("标题", "".join(reading.title or ()), "".join(office.title)),
        ("署名", reading.signed_by, office.signed_by),
    )
    for what, said, due in stated:
        if due and said and said != due:
            yield Violation(facts={"what": what, "said": said, "due": due})


_LIST: Final = "单位名录 units.toml"

CHECKS: Final = (
    single(
        "A021",
        not_listed,
        on=Office,
        needs=(Need.UNITS,),
        words=Words("“{agency}”不在单位名录中", "{agency} is not on the list of offices"),
        remedy=Words("更正机关名称，或在名录中补上", "correct the name, or add it to the list"),
        source=_LIST,
        severity=Severity.WARNING,
        rank=Rank.PRACTICE,
    ),
    single(
        "A022",
        title_and_signature,
        on=Office,
        needs=(Need.UNITS, Need.LISTED),
        words=Words("{what}是“{said}”，名录中是“{due}”", "“{said}” is not how the list titles or signs it, “{due}”"),
        remedy=Words("按名录更正，或更正名录", "correct it, or the list"),
        source=_LIST,
        severity=Severity.WARNING,
        rank=Rank.PRACTICE,
    ),
    single(
        "T202",
        rules_without_power,
        on=Office,
        needs=(Need.UNITS, Need.LISTED),
        words=Words(
            "名录中的本机关不制定规章，这里应为 0", "the list says that this office makes no rules (规章); this is 0"
        ),
        remedy=Words(
            "文件如属行政规范性文件，改填下一行；确有规章制定权的，在名录中写 makes_rules = true",
            "enter normative documents in the row below; an office that makes rules has makes_rules = true",
        ),
        source="立法法第九十一条、第九十三条；单位名录 units.toml",
        rank=Rank.LAW,
    ),
)
