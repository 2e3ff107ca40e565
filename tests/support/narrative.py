"""A report whose narrative says one thing, beside tables that do not change."""

from __future__ import annotations

import gikreport
from gikreport import Reading, Report, read
from gikreport.model.finding import Finding
from gikreport.rules import completeness

QUIET = {
    "problems": "存在的主要问题是部分信息公开不够及时，已为各科室明确报送时限。",
    "other_matters": "本年度没有收取信息处理费。",
}


NATURAL = {
    "received": 40,
    "carried_over": 3,
    "outcomes": {
        "disclosed": 26,
        "partly_disclosed": 5,
        "withheld": {"enforcement_files": 3, "internal_affairs": 1},
        "unavailable": {"not_held": 2},
        "not_processed": {"petition": 1},
    },
    "carried_forward": 5,
}


T4 = {
    "reconsideration": {"upheld": 4, "corrected": 1, "pending": 2},
    "litigation": {"direct": {"upheld": 2}, "after_reconsideration": {"other": 1}},
}


T2 = {"fees": "12.5", "normative_documents": {"issued": 3, "repealed": 1, "in_force": 14}}


LEFT_OUT = {"F402", "F503", *(each.code for one in completeness.CHECKS for each in one.finds)}
KEPT = {"problems", "other_matters"}  # the other sections may be of a few words here


def check(subject: Reading | Report, *, previous: Reading | Report | None = None) -> tuple[Finding, ...]:
    """What is wrong with a few sentences: not what is missing beside them."""
    every = gikreport.check(subject, previous=previous)
    told = [one for one in every if one.code not in LEFT_OUT]
    return tuple([one for one in told if one.code != "P007" or one.at.path[0] in KEPT])


def found(text: str, agency: str = "白河县水务局", /, **more: object) -> list[Finding]:
    """The findings about a report of 2023 whose overview says this."""
    data = {"agency": agency, "year": 2023, "t2": T2, "t3": {"natural_person": NATURAL}, "t4": T4, "overview": text}
    return list(check(read({**data, **QUIET, **more})))


def each(template: str, words: str, figure: tuple[str, int]) -> list[tuple[str, str, int]]:
    """The sentences that a template makes with each word; `#` is the number."""
    return [(template.replace("_", word), *figure) for word in words.split(" ")]


def around(template: str, words: str) -> list[tuple[str, str]]:
    return [(template.replace("_", word), word) for word in words.split(" ")]
