"""The headings of a report in a file, known by their wording, though numbered or worded differently."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

import attrs

from ...forms import FORMS
from ...model.form import Form
from ...model.outline import cached
from ...model.report import prose_fields
from ..found import FoundParagraph, Item
from ..wording import key, likeness, numbering, plain

LONGEST: Final = 45
_NUMERALS: Final = "一二三四五六七八九十"
_FIRST_LEVEL: Final = re.compile(rf"^第?[{_NUMERALS}]{{1,2}}(?:部分|[、.,:])|^[{_NUMERALS}](?=[^{_NUMERALS}])")
_DEEPER: Final = re.compile(rf"^\([{_NUMERALS}]{{1,3}}\)|^\(?[0-9]{{1,2}}[).、]|^[{_NUMERALS}]是|^第[{_NUMERALS}],")
_SENTENCE: Final = re.compile("[。；;!?！？]")

# How the heading of each section is worded in the wild; the first that fits counts.
_WORDINGS: Final = (
    ("charges", re.compile("(收费|费用).*(减免|情况)")),
    ("review", re.compile("(行政复议|行政诉讼|复议.*诉讼).*(情况|数量)?$")),
    ("problems", re.compile("(问题|不足).*(改进|措施|打算|情况|对策|建议|思路|计划|整改)?")),
    ("other_matters", re.compile("其[他它].*(事项|情况)|(需要|应当).*(说明|报告).*事项")),
    ("requests", re.compile("(依申请公开|公开申请|申请公开).*情况|收到和处理.*申请|依申请公开.*$")),
    ("proactive", re.compile("主动公开.*(情况|信息)?$")),
    ("overview", re.compile("总体(工作)?情况$|总体工作$|概述$|(基本|总的|整体)情况$|概况$|工作情况概述")),
)


@attrs.frozen
class Heading:
    """A paragraph that names a section: where it stands, which section, how sure that is."""

    at: int
    field: str
    order: int
    sure: float
    number: int = 0  # 3 for 三、, nothing where it has none


def find_headings(items: Sequence[Item], form: Form, *, ours: bool = False) -> list[Heading]:
    """The headings in reading order; of several for one section the surer; a faint one only where it fits.

    A file that calls as many paragraphs headings as the form has sections is taken in that order, unless a
    wording says otherwise; in a document of ours the order alone counts, for its headings may say anything.
    """
    fields = heading_fields(form)
    found = list(_candidates(items, form, fields))
    if len(found) < _FEWEST:
        found = list(_deeper(items, form, fields))
    in_order = _by_order(items, fields)
    if in_order and (ours or _agree(in_order, found)):
        return in_order
    best: dict[str, float] = {}
    for heading in found:
        best[heading.field] = max(best.get(heading.field, 0.0), heading.sure)
    sure = [heading for heading in found if heading.sure >= best[heading.field] - _MARGIN]
    return [heading for heading in sure if heading.sure > _FAINT or _fits(heading, sure)]


def heading_fields(form: Form) -> list[str]:
    """The sections of a form that have a heading, in printed order."""
    return [name for name, entry in prose_fields(form.report).items() if entry.words]


def plain_heading(item: FoundParagraph, form: Form) -> Heading | None:
    """The heading that a paragraph is by wording and number alike; None where one of them is another's."""
    heading = _heading(item, 0, form, heading_fields(form))
    if heading is None or plain(numbering(item.text))[:1] != _NUMERALS[heading.order]:
        return None
    return heading if heading.sure >= _PLAINLY else None


def _by_order(items: Sequence[Item], fields: list[str]) -> list[Heading]:
    """The paragraphs that the file calls headings, one for each section; none where there are more or fewer."""
    places = [at for at, item in enumerate(items) if isinstance(item, FoundParagraph) and item.role == "heading"]
    if len(places) != len(fields):
        return []
    return [Heading(at, field, order, 1.0) for order, (at, field) in enumerate(zip(places, fields, strict=True))]


def _agree(in_order: Sequence[Heading], worded: Sequence[Heading]) -> bool:
    """Whether every heading known by its wording is one of these, and most of these are so known."""
    fields = {heading.at: heading.field for heading in in_order}
    return len(worded) * 2 > len(fields) and all(fields.get(heading.at) == heading.field for heading in worded)


_FEWEST: Final = 2
_MARGIN: Final = 0.2
_FAINT: Final = 0.55


def _fits(heading: Heading, all_: Sequence[Heading]) -> bool:
    """Whether a faint heading stands where the form has it, or is numbered so, between the surer ones around it."""
    sure = [one for one in all_ if one.sure > _FAINT]
    before = max((one for one in sure if one.at < heading.at), key=lambda one: one.at, default=None)
    after = min((one for one in sure if one.at > heading.at), key=lambda one: one.at, default=None)
    earlier, later = before.order if before else -1, after.order if after else 99
    numbered = before is not None and 0 < before.number == heading.number - 1
    numbered = numbered and (after is None or after.number in (0, heading.number + 1))
    return (earlier == heading.order - 1 and later == heading.order + 1) or (
        numbered and earlier < heading.order < later
    )


def _candidates(items: Sequence[Item], form: Form, fields: list[str]) -> Iterator[Heading]:
    for at, item in enumerate(items):
        if isinstance(item, FoundParagraph):
            heading = _heading(item, at, form, fields)
            if heading:
                yield heading


def _deeper(items: Sequence[Item], form: Form, fields: list[str]) -> Iterator[Heading]:
    """Paragraphs in the form's own words, though numbered （一） or 1、 as headings of a deeper level are."""
    official = {key(prose_fields(form.report)[name].words[0]): name for name in fields}
    for at, item in enumerate(items):
        name = official.get(key(item.text)) if isinstance(item, FoundParagraph) else None
        if name:
            yield Heading(at, name, fields.index(name), 1.0)


def _heading(item: FoundParagraph, at: int, form: Form, fields: list[str]) -> Heading | None:
    text = plain(item.text)
    if not 1 < len(text) <= LONGEST or _SENTENCE.search(text.rstrip("。")) or _DEEPER.match(text):
        return None
    field, sure = _named(text, form, fields)
    if not field:
        return None
    order = fields.index(field)
    numbered = _FIRST_LEVEL.match(text) is not None
    if numbered:
        sure += 0.3 if numbering(item.text)[:1] == _NUMERALS[order] or text[0] == _NUMERALS[order] else 0.05
    if item.role == "heading":
        sure += 0.15
    plainly = sure >= _PLAINLY or (sure > _FAIRLY and (numbered or item.role == "heading" or _ends_well(text)))
    number = _NUMERALS.find(numbering(item.text)[:1] or text[0]) + 1 if numbered else 0
    return Heading(at, field, order, sure, number) if plainly else None


def _ends_well(text: str) -> bool:
    return text.endswith(_ENDINGS) and len(text) <= LONGEST // 2 + 4


_PLAINLY: Final = 0.85
_FAIRLY: Final = 0.4


def _named(text: str, form: Form, fields: list[str]) -> tuple[str, float]:
    words = key(text)
    alike = {name: likeness(words, key(prose_fields(form.report)[name].words[0])) for name in fields}
    likely = max(fields, key=lambda name: alike[name])
    if alike[likely] >= _PLAINLY:
        return likely, alike[likely]
    for name, wording in _WORDINGS:
        if name in fields and wording.search(words):
            return name, max(alike[name], 0.5)
    return (likely, alike[likely]) if alike[likely] > _LIKELY else ("", 0.0)


_LIKELY: Final = 0.75


def names_section(text: str) -> bool:
    """Whether a line is the heading of a section in the words of a form, or numbered 一、 and worded like one."""
    said = plain(text)
    words = key(text)
    return words in _official() or (
        _FIRST_LEVEL.match(said) is not None and words.endswith(_ENDINGS) and any(w.search(words) for _, w in _WORDINGS)
    )


@cached
def _official() -> frozenset[str]:
    return frozenset(key(e.words[0]) for form in FORMS for e in prose_fields(form.report).values() if e.words)


_ENDINGS: Final = ("情况", "概述", "概况", "事项", "措施")


@attrs.frozen
class Copy:
    """One run of headings in order: the report, or its second print."""

    headings: tuple[Heading, ...]

    @property
    def first(self) -> int:
        """Where it begins."""
        return self.headings[0].at


def copies(found: Sequence[Heading]) -> list[Copy]:
    """The runs of headings in which no section comes twice; a single stray heading belongs to the run before."""
    runs: list[list[Heading]] = [[]]
    for heading in found:
        run = runs[-1]
        at = next((at for at, one in enumerate(run) if one.field == heading.field), None)
        if at is None:
            run.append(heading)
        elif at == len(run) - 1:
            run[at] = max(run[at], heading, key=lambda one: one.sure)
        elif run[at + 1].order < run[at].order:
            runs[-1] = [*run[:at], *run[at + 1 :], heading]
        else:
            runs.append([heading])
    return [Copy(tuple(run)) for index, run in enumerate(runs) if len(run) > 1 or (run and index == 0)]
