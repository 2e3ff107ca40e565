"""The names of a report's sections, on the forms and in the wild: which section a line is the heading of."""

from __future__ import annotations

import re
from typing import Final

import attrs

from ..forms import FORMS
from ..model.form import Form
from ..model.outline import cached
from ..model.report import prose_fields
from .found import FoundParagraph, Role
from .wording import key, likeness, numbering, plain

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

    index: int
    field: str
    order: int
    sure: float
    number: int = 0  # 3 for 三、, nothing where it has none


def heading_fields(form: Form) -> list[str]:
    """The sections of a form that have a heading, in printed order."""
    return [name for name, entry in prose_fields(form.report).items() if entry.words]


def plain_heading(item: FoundParagraph, form: Form) -> Heading | None:
    """The heading that a paragraph is by wording and number alike; None where one of them is another's."""
    heading = heading_of(item, 0, form, heading_fields(form))
    if heading is None or plain(numbering(item.text))[:1] != _NUMERALS[heading.order]:
        return None
    return heading if heading.sure >= _PLAINLY else None


def heading_of(item: FoundParagraph, index: int, form: Form, fields: list[str]) -> Heading | None:
    """The heading that a paragraph is, by its wording, its number and its role; None where it is none."""
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
    if item.role is Role.HEADING:
        sure += 0.15
    plainly = sure >= _PLAINLY or (sure > _FAIRLY and (numbered or item.role is Role.HEADING or _ends_well(text)))
    number = _NUMERALS.find(numbering(item.text)[:1] or text[0]) + 1 if numbered else 0
    return Heading(index, field, order, sure, number) if plainly else None


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
    if words in _official() or len(words) > LONGEST * 2:
        return words in _official()
    worded = words.endswith(_ENDINGS) and any(wording.search(words) for _, wording in _WORDINGS)
    return worded and _FIRST_LEVEL.match(said) is not None


@cached
def _official() -> frozenset[str]:
    return frozenset(key(e.words[0]) for form in FORMS for e in prose_fields(form.report).values() if e.words)


_ENDINGS: Final = ("情况", "概述", "概况", "事项", "措施")
