"""A total told in the narrative, and the parts that are listed behind it (其中)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

import attrs

from ..errors import Words
from ..model.check import Need, Violation, single
from ..model.diagnostic import Severity
from ..model.numerals import NUMBER, number
from ..narrative.quote import broken_at
from ..narrative.statement import Sentence, Statement

_UNIT: Final = "(?P<unit>件|条|宗|份|次|元)"
_TOTAL: Final = (
    "(?:(?:收到|受理|接到|新收)[^，。；0-9]{0,30}申请|收取|实收|信息处理费)[^，。；0-9]{0,8}"
    f"(?P<n>{NUMBER}){_UNIT}(?:[（(][^（）()]*[）)])?[，,：:（(、]?其中[：:，,]?(?P<list>[^。；]*)(?P<end>[。；]?)"
)
_BRACKETS: Final = "[（(][^（()）]*[）)]"
_PART: Final = f"(?P<n>{NUMBER}){_UNIT}"
_CHANNELS: Final = "网络|网上|线上|互联网|邮件|邮箱|邮寄|信函|信件|来信|当面|现场|窗口|传真|线下|平台|快递"
_APPLICANTS: Final = "自然人|公民|个人|企业|法人|组织|机构"
_OFFICES: Final = "政府|部门|镇|乡|街道|县|区|市|局"


@attrs.frozen
class Listed:
    """A total, and the sum of those parts behind it that are of one kind; `whole` where the list tells them all."""

    said: Decimal
    sum: Decimal
    whole: bool


def parts(statement: Statement) -> Iterator[Violation]:
    """The parts of a total, by channel, by kind of requester or by office, come to the total."""
    for sentence in statement.sentences_with("其中"):
        for found in re.finditer(_TOTAL, sentence.text):
            wrong = next((listed for listed in _lists(found) if _is_off(listed)), None)
            if wrong:
                yield _told(sentence, found.start(), wrong)


def _lists(found: re.Match[str]) -> Iterator[Listed]:
    said = number(found["n"])
    clauses = re.split("[，,、；]|和(?=[^，,、]*[0-9])", _closed(found["list"]))
    every = [(clause, amount) for clause in clauses for amount in _amounts(clause, found["unit"])]
    complete = any(said == so_far for so_far in itertools.accumulate(amount for _, amount in every))
    for kind in (_CHANNELS, _APPLICANTS, _OFFICES) if said is not None and not complete else ():
        told = [amount for clause, amount in every if re.search(kind, clause)]
        if len(told) > 1 and said is not None:
            opens = bool(re.search(kind, every[0][0]))
            whole = opens and found["end"] != "；" and (kind is not _OFFICES or found["unit"] == "元")
            yield Listed(said, sum(told, Decimal(0)), whole)


def _closed(text: str) -> str:
    """The list without what stands in brackets, up to a bracket that closes it, or to a list of its own."""
    return re.split("[）)]|其中", re.sub(_BRACKETS, "", text))[0]


def _amounts(clause: str, unit: str) -> Iterator[Decimal]:
    for part in re.finditer(_PART, clause):
        amount = number(part["n"])
        if amount is not None and part["unit"] == unit:
            yield amount


def _is_off(listed: Listed) -> bool:
    return listed.sum > listed.said or (listed.whole and listed.sum < listed.said)


def _told(sentence: Sentence, start: int, listed: Listed) -> Violation:
    return broken_at(sentence, start, sum=f"{listed.sum:f}", said=f"{listed.said:f}")


CHECKS: Final = (
    single(
        "P012",
        parts,
        on=Statement,
        needs=(Need.NARRATIVE,),
        words=Words(
            "“其中”各项相加是 {sum}，前面的总数是 {said}：“{quote}”",
            "the parts behind 其中 come to {sum}, the total before them is {said}: “{quote}”",
        ),
        remedy=Words(
            "对照登记台账核对总数和各项，更正写错的数；只列了一部分的，写明“主要”",
            "check the total and its parts against the register; where only some are listed, say so",
        ),
        source="{notice}（内容准确）",
        severity=Severity.WARNING,
    ),
)
