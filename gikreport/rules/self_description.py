"""What a report says of itself: of how many parts it is made, and which kind of office it calls itself."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final

from ..errors import Words
from ..model.check import Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..model.numerals import number
from ..model.report import prose_fields
from ..narrative.quote import broken_at
from ..narrative.statement import Statement

_SIX: Final = 2019  # the first year of the form with six sections that every office has


def parts_named(statement: Statement) -> Iterator[Violation]:
    """The opening names as many parts as the form has: 由五个部分组成 above six sections was left in, or copied."""
    if statement.form.first < _SIX:
        return
    due = sum(bool(entry.words) for entry in prose_fields(statement.form.report).values())
    for sentence in statement.sentences_with("部分", "项内容", "方面"):
        found = _PARTS.search(sentence.text) if sentence.section == "preface" else None
        if found and number(found[1]) != due:
            yield broken_at(sentence, found.start(1), said=found.group(1), due=due)


_PARTS: Final = re.compile(
    "(?:报告|年报|全文)[^。；]{0,120}?([0-9一二两三四五六七八九十]{1,2})个?大?(?:部分|项内容|方面(?:内容)?)"
    "(?=组成|构成|内容|[，。；：:]|$)"
)


def office_named(statement: Statement) -> Iterator[Violation]:
    """A report calls its office by what it is: 我镇 in the report of a 局 was copied from another one."""
    own = next((kind for ends, kind in _KINDS if (statement.agency or "").endswith(ends)), "")
    others = [kind for _, kind in _KINDS if kind != own]
    if own:
        wrong = re.compile(f"(?<![自“])我(?:{'|'.join(others)})(?!限)")
        for sentence in itertools.islice(statement.sentences_with(wrong), 1):
            found = wrong.search(sentence.text)
            if found:
                yield broken_at(sentence, found.start(), said=found.group(), agency=statement.agency)


# How the name of an office ends, and what it may call itself.
_KINDS: Final = (
    (("局",), "局"),
    (("镇人民政府", "镇政府", "镇"), "镇"),
    (("乡人民政府", "乡政府", "乡"), "乡"),
    (("街道办事处", "街道"), "街道"),
)
_SOURCE: Final = "{notice}（内容准确）"
COPIED: Final = Words(
    "{agency}的报告中写的是“{said}”，疑为从别处抄来没有改：“{quote}”",
    "the report of {agency} says “{said}”; it looks copied from another office: “{quote}”",
)
CHECKS: Final = (
    single(
        "P019",
        parts_named,
        on=Statement,
        needs=(Need.NARRATIVE,),
        words=Words(
            "写的是{said}个部分，格式有 {due} 个部分：“{quote}”",
            "the text names {said} parts, the form has {due}: “{quote}”",
        ),
        remedy=Words("改为实际的部分数", "write how many parts there are"),
        source=_SOURCE,
        severity=Severity.WARNING,
        rank=Rank.NOTICE,
    ),
    single(
        "P021",
        office_named,
        on=Statement,
        needs=(Need.NARRATIVE,),
        words=COPIED,
        remedy=Words(
            "改为本单位的简称，并核对这句话说的是不是本单位",
            "write what this office is called; look whether the sentence is of it",
        ),
        source=_SOURCE,
        severity=Severity.WARNING,
        rank=Rank.INFERENCE,
    ),
)
