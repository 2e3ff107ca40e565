"""The 文号 of the texts that a report cites: the right number, of the right year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..errors import Words
from ..forms import FORMS
from ..model.check import Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..narrative.quote import broken_at
from ..narrative.statement import Statement

_BRACKETS: Final = str.maketrans("[［【(（]］】)）", "〔〔〔〔〔〕〕〕〕〕")
_FORMAT: Final = (
    r"年度报告(?:格式|有关事项)[^，。；〔]{0,10}"
    r"〔(?P<cited>国办[^〔，。；\d]{0,8}〔(?P<year>\d{4})〕第?(?P<number>\d+)号)"
)
_DECREE: Final = r"(?:信息公开条例[》〉]?|《条例》)〔[^〕，。；]{0,16}(?P<cited>国(?:务院)?令第?(?P<number>\d+)号)"
_DECREES: Final = ("492", "711")
_NOTICES: Final = tuple(form.notice for form in FORMS if "〔" in form.notice)


def wrong_numbers(statement: Statement) -> Iterator[Violation]:
    """The notice on the form, and the decree of the Regulation, are cited by numbers that exist."""
    for sentence in statement.sentences_with("号"):
        text = sentence.text.translate(_BRACKETS).replace(" ", "")
        for found in re.finditer(_FORMAT, text):
            if found["cited"].replace("第", "") not in _NOTICES and _is_meant(found):
                yield broken_at(sentence, 0, said=found["cited"], due=statement.form.notice)
        for found in re.finditer(_DECREE, text):
            if found["number"] not in _DECREES:
                yield broken_at(sentence, 0, said=found["cited"], due=f"国务院令第{_DECREES[-1]}号")


def _is_meant(found: re.Match[str]) -> bool:
    """Whether a notice that does not exist looks like one that does."""
    return any(f"〔{found['year']}〕" in notice or f"〕{found['number']}号" in notice for notice in _NOTICES)


CHECKS: Final = (
    single(
        "P011",
        wrong_numbers,
        on=Statement,
        needs=(Need.NARRATIVE,),
        words=Words("文号写错：写的是“{said}”，应为{due}", "wrong number: the text says {said}; {due} is meant"),
        remedy=Words(
            "对照原文更正年份、字号和序号", "correct the year, the letters and the number from the text itself"
        ),
        source="{notice}（内容准确）",
        severity=Severity.WARNING,
        rank=Rank.NOTICE,
    ),
)
