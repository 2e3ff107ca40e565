"""Whether a sentence speaks of the whole year of the whole agency."""

from __future__ import annotations

import re
from typing import Final

from ..model.statement import Sentence, Statement

_YEAR: Final = re.compile("([12][0-9]{3})(?=年)")
_PARTIAL: Final = (
    "上年|上一年|去年|往年|历年|累计|以来|同比|环比|较|相比|网络|网上|线上|在线|邮件|邮寄|信函|信件|当面|现场|传真|书面|"
    "窗口|平台|微信|微博|公众号|网站|电话|咨询|每|平均|自然人|法人|企业|科研|公益|律师|上半年|下半年|季度|月份"
)
_WIDER: Final = "本级|全[省市区县州旗国]|各[级部单镇乡街县区市]|市本|区本|县本|下属|系统内|所属|直属"
_WRITER: Final = re.compile("[我本](?:办|室|局|委)")
_OTHER_UNIT: Final = re.compile("[^我本该各\\W](?:局|委|委员会|办公室|镇|乡|街道|处|院|公司|中心)")
_QUOTED: Final = 60


def quoted(sentence: Sentence, start: int = 0) -> str:
    """The sentence, shortened around a position."""
    text = sentence.text
    begin = max(0, start - _QUOTED // 2) if len(text) > _QUOTED else 0
    return ("…" if begin else "") + text[begin : begin + _QUOTED] + ("…" if begin + _QUOTED < len(text) else "")


def is_partial(sentence: Sentence, until: int, statement: Statement) -> bool:
    """Whether what stands before a position narrows the sentence to another year, a channel or another unit."""
    before = sentence.text[:until]
    clause = re.split("[，,：:（(]", before)[-1]
    years = _YEAR.findall(before)
    other_year = bool(years) and statement.year is not None and int(years[-1]) != statement.year
    own = statement.agency or ""
    other_unit = any(found.group() not in own for found in _OTHER_UNIT.finditer(clause))
    return other_year or other_unit or bool(re.search(_PARTIAL, before))


def is_wider(sentence: Sentence, statement: Statement) -> bool:
    """Whether the sentence may count another circle of offices than the tables do.

    In the report of a government, 我办 or 我局 is the office that wrote it, not the government.
    """
    of_government = (statement.agency or "").endswith("人民政府")
    return bool(re.search(_WIDER, sentence.text) or (of_government and _WRITER.search(sentence.text)))
