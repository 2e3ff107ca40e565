"""The office and the year of a report whose title is lost, as its first sentences name them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..wording import plain
from .front_matter import agency_in, is_office, year_in

_CLAUSE: Final = re.compile("[,，。;；:：、()（）《》<>〈〉“”\n]+")
_NAMED: Final = re.compile(
    "(?:政府|政务)?信息(?:公开)?(?:主要)?(?:工作)?(?:(?:19|20)[0-9]{2}年?度?)?(?:年度工作报告|年度报告|年报|(?:工作|情况)报告)(?![0-9])"
)
_SAYS: Final = re.compile(
    "现?(?:予以?|正式|特|特此|主动|依法|向社会|如实|组织)*(?:现将|公布|发布|公开|编制|撰写|形成|报告)(?:并发布|并公布|了|完成|的)?"
)
_BY: Final = re.compile("^(?:本?(?:年度)?报告)?是?由(.{2,40}?)(?:根据|依据|依照|按照|结合|负责|组织|编制)")
_ABOUT: Final = re.compile("关于|通知|条例|办法|要点|规定")
_NO_NAME: Final = re.compile("[我本该各]|办公室$|小组$|办$|全[省市县区镇乡]")
_BEGINS: Final = re.compile(
    "(?:^(?:截至|截止)?|(?=[0-9]{4}年度?政府信息公开工作(?:情况)?(?:如下|[。:]|$)))((?:19|20)[0-9]{2})年(?!1月1日)"
)


def office_and_year(texts: Sequence[str]) -> tuple[str | None, int | None]:
    """The office, and the year, that stand before the words for a yearly report in one of these sentences."""
    office = year = None
    before = ""
    for clause in _clauses(texts):
        found = _NAMED.search(clause)
        if found and not _ABOUT.search(clause[: found.start()]):
            year = year or year_in(clause)
            names = _names(clause[: found.start()], before)
            office = office or next((name for words in names if (name := _office(words))), None)
        by = _BY.match(clause)
        office = office or (_office(by.group(1)) if by else None)
        before = clause
    return office, year


def year_begun(texts: Sequence[str]) -> int | None:
    """The year of the first paragraph of a narrative that begins with a year, or names one before 政府信息公开."""
    return next((int(found.group(1)) for text in texts if (found := _BEGINS.search(plain(text)))), None)


def _clauses(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        yield from filter(None, (clause.strip() for clause in _CLAUSE.split(plain(text))))


def _names(words: str, before: str) -> Iterator[str]:
    """What may be the name: the words behind the verb, those before it, those before the verb of the clause before."""
    parts = _SAYS.split(words)
    yield parts[-1]
    yield parts[0]
    if _SAYS.search(before):
        yield _SAYS.split(before)[0]


def _office(words: str) -> str | None:
    name = agency_in([words]) or ""
    return name if is_office(name) and not _NO_NAME.search(name) else None
