"""Between the name of the office and every other place that names it: title, 落款, 现公布…, the narrative."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final

from ..errors import Words
from ..model.check import Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..model.text import unspaced
from ..narrative.office import Named, is_same_office, names_another_place, office_in_title, places_of
from ..narrative.quote import broken_at
from ..narrative.statement import Statement
from .self_description import COPIED


def office_stated(statement: Statement) -> Iterator[Violation]:
    """Title and signature name the office that reports, in full or by a form of its name that is known."""
    for at, what, said in _named(statement):
        if names_another_place(said, statement.agency or ""):
            yield Violation(at=(at,), facts={"what": what, "said": said, "agency": statement.agency})


def office_differs(statement: Statement) -> Iterator[Violation]:
    """What title and signature call the office is its name, or can be told to be short for it."""
    agency = statement.agency or ""
    for at, what, said in _named(statement):
        if not is_same_office(said, agency) and not names_another_place(said, agency):
            yield Violation(at=(at,), facts={"what": what, "said": said, "agency": agency})


def _named(statement: Statement) -> Iterator[tuple[str, Words, str]]:
    """Where the office is named, what that is called, and the name there."""
    if statement.agency:
        said = office_in_title("".join(statement.title or ()))
        if said:
            yield "title", Words("标题", "the title"), said
        if statement.signed_by:
            yield "signed_by", Words("落款", "the signature"), unspaced(statement.signed_by)


def another_place(statement: Statement) -> Iterator[Violation]:
    """Where the narrative speaks of the office itself, it does not say the name of another place of its kind."""
    own = next(reversed(places_of(statement.agency or "")), None)
    if own is None:
        return
    told: set[tuple[str, str]] = set()
    for sentence in statement.sentences_with(own.level):
        for found in itertools.chain(*(pattern.finditer(sentence.text) for pattern in _in_its_stead(own))):
            before = sentence.text[: found.start("level")]
            said = _stem(before, own) + own.level
            if before.endswith(own.stem) or not said or (sentence.section, said) in told:
                continue
            if _stem(before, own):
                told.add((sentence.section, said))
                yield broken_at(sentence, found.start("level") - len(said) + 1, said=said, agency=statement.agency)


def _in_its_stead(own: Named) -> Iterator[re.Pattern[str]]:
    level = f"(?P<level>{own.level})"
    behind = f"(?<=[\\u4e00-\\u9fff]{{2}}){level}"
    yield re.compile(f"{behind}(?:人民政府|政府)?(?:(?:19|20)[0-9]{{2}}年|{_OWN_THINGS})")
    yield re.compile(f"(?:^|年[，,]?)[\\u4e00-\\u9fff]{{2,3}}{level}(?={_BEGINS})")
    if own.rest not in ("", "人民政府", "政府"):
        yield re.compile(f"{behind}(?={re.escape(own.rest)})")


def _stem(before: str, own: Named) -> str:
    """The name in front of a level: as many signs as the office's own has; "" for 全镇, 各乡镇, 小城镇."""
    found = re.search(f"[\\u4e00-\\u9fff]{{2,{max(2, len(own.stem))}}}$", before)
    stem = re.sub(_NO_NAME, "", found.group()) if found else ""
    return "" if len(stem) < _SHORTEST or re.search(_GENERIC, stem) else stem


_SHORTEST: Final = 2
_NO_NAME: Final = "^.*(?:政府|网站|公布|公开|通过|经过|借助|在|由|与|和|对|向|的|年)"
_GENERIC: Final = (
    "[全本我各该辖等个某之属]|[乡城村集古县市镇制建小街社园地片景校开特]$|相关|所有|其他|周边|邻近|全体|部分|重点"
)
_BEGINS: Final = "坚持|认真|严格|深入|始终|积极|以|把|按照|围绕|紧紧|持续|全面|党委|人民政府|[，,]"
_OWN_THINGS: Final = "专栏|栏目|页面|主页|子站|网页|公众号|微信|党政办|党政综合办|便民|政府信息公开|政务公开|信息公开"


def title_year(statement: Statement) -> Iterator[Violation]:
    """The title names the year that the report is of."""
    title = unspaced("".join(statement.title or ()))
    years = re.findall(_YEAR, title)
    if statement.year and years and str(statement.year) not in years:
        yield Violation(at=("title",), facts={"said": years[0], "year": statement.year, "quote": title})


_YEAR: Final = "(?<![0-9])((?:19|20)[0-9]{2})年"
_SOURCE: Final = "{notice} 格式中的标题和落款"

CHECKS: Final = (
    single(
        "P026", office_stated, on=Statement, source=_SOURCE, concerns=lambda one: bool(one.title or one.signed_by),
        words=Words(
            "{what}写的是“{said}”，报告的行政机关是“{agency}”，是另一个地方的名称",
            "{what} says “{said}”, the name of another place; the report is that of “{agency}”",
        ),
        remedy=Words("改为本机关的名称", "write the name of the office"), rank=Rank.FORM,
    ),
    single(
        "P027", another_place, on=Statement, needs=(Need.NARRATIVE,), source="{notice}（内容准确）",
        words=COPIED,
        remedy=Words("改为本单位的名称；确实说的是外单位的，不用改", "write the name of the office"),
        severity=Severity.WARNING, rank=Rank.INFERENCE,
    ),
    single(
        "P028", title_year, on=Statement, needs=(Need.YEAR,), source=_SOURCE,
        concerns=lambda one: bool(re.search(_YEAR, unspaced("".join(one.title or ())))),
        words=Words(
            "标题写的是 {said} 年，报告的年度是 {year}：“{quote}”",
            "the title says {said}, the report is of {year}: “{quote}”",
        ),
        remedy=Words("按年度更正标题；如果是年度填错，更正年度", "correct the title by the year"), rank=Rank.FORM,
    ),
    single(
        "P030", office_differs, on=Statement, source=_SOURCE, concerns=lambda one: bool(one.title or one.signed_by),
        words=Words("{what}写的是“{said}”，与行政机关“{agency}”不同", "{what} says “{said}”, the office is “{agency}”"),
        remedy=Words("核对机关名称，三处写成一样", "look at the name, and write the same in all places"),
        severity=Severity.WARNING, rank=Rank.FORM,
    ),
)  # fmt: skip
