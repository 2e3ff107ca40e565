"""The report that every engine prints: 2021 form, every cell filled, seven pages."""

from __future__ import annotations

import datetime
import functools
import itertools
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import gikreport
from gikreport.forms.shared import Balanced
from gikreport.forms.y2021 import FORM
from gikreport.model.fields import Kind
from gikreport.model.outline import entries
from gikreport.model.report import prose_fields, tables

AGENCY = "临海县自然资源局"
SIGNED_ON = datetime.date(2025, 1, 20)
_TOPICS = ("主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障", "工作考核", "社会评议")
_SENTENCE = "全年围绕{topic}安排工作{number}项，逐项明确承办机构和完成时限，年中核对一次，年末逐件复核并记入台账。"


def paragraphs(count: int, first: int = 0) -> str:
    """So many numbered paragraphs of about 130 characters; no sentence of theirs comes back behind another `first`."""
    return "\n".join(_paragraph(index) for index in range(first, first + count))


def _paragraph(index: int) -> str:
    topic = _TOPICS[index % len(_TOPICS)]
    body = "".join(_SENTENCE.format(topic=topic, number=index * 3 + step) for step in range(1, 3))
    return f"（{'一二三四五六七'[index % 7]}）{topic}。{body}"


def report(prose: int = 24, number: int = 0) -> Any:
    """A sound report with `prose` paragraphs; `number` makes its name, its figures and its sentences its own."""
    figures = itertools.count(number)
    stated: dict[str, Any] = {name: _block(entry.of, figures) for name, entry in tables(FORM.report).items()}
    sections = [name for name, entry in prose_fields(FORM.report).items() if entry.words]
    ends = [number * prose + prose * index // len(sections) for index in range(len(sections) + 1)]
    parts = zip(sections, itertools.pairwise(ends), strict=True)
    texts: dict[str, Any] = {name: paragraphs(end - begin, begin) for name, (begin, end) in parts}
    return FORM.report(agency=f"{AGENCY}{number or ''}", year=2024, signed_on=SIGNED_ON, **stated, **texts)


def _block(cls: Any, figures: Iterator[int]) -> Any:
    found = {e.name: _value(e, figures) for e in entries(cls) if not e.computed}
    if issubclass(cls, Balanced):
        found["received"] = 0
        found["received"] = cls(**found).handled + found["carried_forward"] - found["carried_over"]
    return cls(**found)


def _value(entry: Any, figures: Iterator[int]) -> Any:
    if entry.of is not None:
        return _block(entry.of, figures)
    number = next(figures) * 7 % 90
    return Decimal(number * 997).scaleb(-4) if entry.facts.kind is Kind.MONEY else number


@functools.cache
def sound() -> Any:
    """The report, found sound."""
    return gikreport.sound(report())


@functools.cache
def text() -> str:
    """The report as the text of a JSON data file, totals not stated."""
    return texts(1)[0]


@functools.cache
def texts(count: int) -> tuple[str, ...]:
    """So many reports as the texts of JSON data files, none of which has a figure or a sentence of another."""
    return tuple(gikreport.encode(report(number=number), ".json") for number in range(count))
