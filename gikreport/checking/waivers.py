"""豁免: findings that the office has looked into and lets stand, each with its numbers, its reason and who said so."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from ..datafile import toml_file
from ..errors import Problem, Unreadable, Words
from ..limits import told_within
from ..model.check import Need, Violation, single
from ..model.diagnostic import Rank, Severity, Value
from ..model.finding import At, Finding
from .finding import found_at


@attrs.frozen(kw_only=True)
class Waiver:
    """One finding that is let stand: it holds for exactly these values, and lapses when one of them changes.

    `file` is the name of the file it is for, "" where it holds for any.
    """

    code: str
    place: str
    values: tuple[str, ...]
    reason: str
    by: str
    file: str = ""

    def excuses(self, finding: Finding, file: str = "") -> bool:
        """Whether it was given for this finding, with the numbers as they are now."""
        same = (self.code, self.place, self.values) == (finding.code, place_of(finding), values_of(finding))
        return same and self.file in ("", file)

    @property
    def told(self) -> str:
        """The waiver in one line, as the properties of a document state it."""
        return f"{self.code} {self.place} {self.reason}（{self.by}）"


@attrs.frozen
class Settled:
    """Findings beside the waivers: those that stand, those that are excused, and the waivers that were of use."""

    findings: tuple[Finding, ...]
    excused: tuple[tuple[Finding, Waiver], ...] = ()

    @property
    def used(self) -> tuple[Waiver, ...]:
        """The waivers that excuse a finding."""
        return tuple(dict.fromkeys(waiver for _, waiver in self.excused))


def settled(findings: Iterable[Finding], waivers: Iterable[Waiver], file: str = "") -> Settled:
    """The findings, those that a waiver excuses set apart."""
    known, left, excused = tuple(waivers), [], []
    for finding in findings:
        waiver = next((waiver for waiver in known if waiver.excuses(finding, file)), None)
        if waiver is None:
            left.append(finding)
        else:
            excused.append((finding, waiver))
    return Settled(tuple(left), tuple(excused))


def unused(waivers: Iterable[Waiver], used: Iterable[Waiver], files: Iterable[str] = ()) -> tuple[Finding, ...]:
    """A warning for each waiver that excuses nothing: its fault was mended, or a number has changed.

    With the names of the `files` that were checked, a waiver for another file is left alone.
    """
    spent, names = set(used), {"", *files}
    meant = (waiver for waiver in waivers if len(names) == 1 or waiver.file in names)
    left = [violation for waiver in meant if waiver not in spent for violation in UNUSED.run(waiver)]
    return tuple(found_at(UNUSED.diagnostic(one), one, At(path=one.at)) for one in left)


def excuses_nothing(waiver: Waiver) -> Iterator[Violation]:
    """A waiver stands as long as the finding that it is for, with the numbers that it names."""
    facts = {"code": waiver.code, "place": waiver.place, "reason": waiver.reason}
    yield Violation(at=tuple(waiver.place.split(".")), facts=facts)


def place_of(finding: Finding) -> str:
    """The place of a finding as a waiver names it, t3.natural_person.carried_forward."""
    return ".".join(finding.at.path)


def values_of(finding: Finding) -> tuple[str, ...]:
    """Every number that a finding rests on, as a waiver must state them."""
    found: list[Value | object] = [finding.expected, finding.actual, *(value for _, value in finding.related)]
    return tuple(str(value) for value in [*found, *finding.facts.values()] if value not in (None, ""))


def proposed(findings: Iterable[Finding], file: str = "") -> dict[str, Any]:
    """A waiver file for these findings, its reasons and signatures still to be written."""
    return {"waiver": [_proposed(finding, file) for finding in findings]}


def _proposed(finding: Finding, file: str) -> dict[str, Any]:
    named = {"file": file} if file else {}
    facts = {"code": finding.code, "place": place_of(finding), "values": list(values_of(finding))}
    return {**named, **facts, "reason": "", "by": ""}


def read_waivers(source: str | pathlib.Path | Mapping[str, Any]) -> tuple[Waiver, ...]:
    """The waivers of a TOML file, or of its data; raises Unreadable with everything that is wrong at once."""
    data = source if isinstance(source, Mapping) else toml_file(pathlib.Path(source))
    problems = list(_faults(data))
    if problems:
        name = "豁免清单" if isinstance(source, Mapping) else pathlib.Path(source).name
        words = Words(f"{name} 不是写好的豁免清单", f"{name} is no finished list of waivers")
        raise Unreadable(words, told_within(problems))
    return tuple(Waiver(**{**item, "values": tuple(map(str, item["values"]))}) for item in data.get("waiver", []))


def _faults(data: Mapping[str, Any]) -> Iterable[Problem]:
    for key in sorted(set(data) - {"waiver"}):
        yield Problem(key, Words("不认识的键", "unknown key"))
    items = data.get("waiver", [])
    if not isinstance(items, list):
        yield Problem("waiver", Words("每条豁免写作 [[waiver]]", "write each waiver as [[waiver]]"))
        return
    for number, item in enumerate(items, 1):
        yield from _item_faults(f"waiver {number}", item)


def _item_faults(at: str, item: Any) -> Iterable[Problem]:
    if not isinstance(item, dict):
        yield Problem(at, Words("每条豁免写作 [[waiver]]", "write each waiver as [[waiver]]"))
        return
    for key in sorted(set(item) - {*_TEXTS, "values", "file"}):
        yield Problem(f"{at}.{key}", Words("不认识的键", "unknown key"))
    for key in _TEXTS:
        if not isinstance(item.get(key), str) or not item[key].strip():
            yield Problem(f"{at}.{key}", Words("必须写明，一行文字", "is required, as one line of text"))
    if not isinstance(item.get("file", ""), str):
        yield Problem(f"{at}.file", Words("应为文件名", "takes the name of a file"))
    if not isinstance(item.get("values"), list):
        yield Problem(f"{at}.values", Words("应为列表，照抄核对结果中的数", "takes a list: the values of the finding"))


_TEXTS: Final = ("code", "place", "reason", "by")

UNUSED: Final = single(
    "W001",
    excuses_nothing,
    on=Waiver,
    needs=(Need.WAIVERS,),
    words=Words(
        "这条豁免没有用上：{code} {place}（{reason}）", "this waiver excuses nothing: {code} {place} ({reason})"
    ),
    remedy=Words(
        "问题已改正的，删去这条豁免；数字有变化的，重新核对后再定",
        "remove it where the fault was mended; where a number has changed, look into it again",
    ),
    source="豁免清单",
    severity=Severity.WARNING,
    rank=Rank.FILE,
)
CHECKS: Final = (UNUSED,)
