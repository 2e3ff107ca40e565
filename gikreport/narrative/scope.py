"""Whether a sentence speaks of the whole year of the whole agency."""

from __future__ import annotations

import re
from typing import Final

from .concepts import WAYS
from .statement import Sentence, Statement

_BEFORE: Final = (
    "上年|上一年|去年|往年|历年|前年|以来|上半年|下半年|季度|月份|除[^，,。；]*外|(?<![0-9])1?[0-9]月|[12][0-9]{3}年"
)
_CHANNEL: Final = (
    "网络|网上|线上|在线|邮件|邮寄|信函|信件|来信|当面|现场|传真|书面申请|窗口|平台|微信|微博|公众号|网站|栏目|信箱|热线|电话|咨询|"
    "自然人|法人|企业|科研|公益|律师"
)
_LISTING: Final = f"(?:通过|经由|其中|(?:{_CHANNEL})[^，,。；]{{0,8}}[0-9]+[件条宗份])[^。；]*$"
_COMPARED: Final = "同比|环比|较|相比|每|平均"
_BRACKETS: Final = "[（(][^（()）]*[）)]"
_ASIDE: Final = (
    "(?:公民|自然人)[、和或及]法人|线上、?[和及与]?线下|"
    f"{WAYS}|"
    "(?:[12][0-9]{3}年)?0?1月0?1日|(?:[12][0-9]{3}年)?12月(?:31日|底)|"
    "(?:上一?年度?|[12][0-9]{3}年度?)(?:未办结的?)?(?:结转|转结)|"
    "(?:结转|转结)(?:至|到)?(?:上一?年度?|[12][0-9]{3}年度?)|"
    "(?:比|较)[^，,。；：:（(]*?(?:增|减|升|降|持平|提高|多|少)[^，,。；：:（(]*"
)
_WIDER: Final = "本级|全[省市区县州旗国]|各[级部单镇乡街县区市]|下属|系统内|所属|直属"
_AROUND: Final = f"{_WIDER}|系统"
_SUPERIOR: Final = "[省市区县州旗镇乡](?:人民)?政府(?!办|信息|网|门户|公报)"
_WHOLE: Final = "全[省市区县州旗]|各级"
_INSIDE: Final = "本级|部门|单位|办公[厅室]|系统|下属|所属|直属|全国"
_ONE: Final = "[件条宗份起次项]"
_COUNT: Final = f"[0-9]+{_ONE}"
_OWN: Final = "[我本](?:局|委|办|院|厅|部|署|处|中心|机关|单位)"
_WRITER: Final = "[我本](?:办|室|局|委)"
_GOVERNMENT: Final = "(?:政府|[省市区县州旗盟]|行政公署|管委会|管理委员会)$"
_OTHER_UNIT: Final = (
    "[^我本该各全年度\\W](?:局|委(?!托)|办公室|镇|乡|街道|处(?![理罚置分于])|院|公司|中心)|下属|所属|直属"
)


def is_partial(sentence: Sentence, until: int, statement: Statement) -> bool:
    """Whether what stands before a position narrows the sentence to another year, a channel or another unit."""
    before = without_asides(sentence.text[:until])
    clause = _last_clause(before)
    own = statement.agency or ""
    other_unit = any(not _is_short_for(found, own) for found in re.finditer(_OTHER_UNIT, clause))
    return (
        other_unit
        or bool(re.search(_BEFORE, _since_this_year(before, statement)))
        or bool(re.search(_CHANNEL, _since_listing(before)))
        or bool(re.search(_COMPARED, clause))
        or _sums_up(before, statement)
    )


def _is_short_for(unit: re.Match[str], own: str) -> bool:
    """Whether a unit is the agency itself, by the end of its name or by letters of it: 县交运局, 交通运输局."""
    name = unit.string[max(0, unit.start() - 2) : unit.end()]
    letters = iter(own.replace("人民政府", ""))
    return unit.group() in own or (len(name) > _SHORTEST and all(letter in letters for letter in name))


_SHORTEST: Final = 3


def without_asides(before: str) -> str:
    """The words before a position, without brackets, comparisons and what was carried over."""
    return re.sub(_ASIDE, "", re.sub(_BRACKETS, "", before))


def _last_clause(before: str) -> str:
    return re.split("[，,：:（(]", before)[-1]


def _this_year(statement: Statement) -> str:
    return f"(?:今年|本年度?|{statement.year}(?:年度?|(?=以来)))(?:以来)?"


def _since_this_year(before: str, statement: Statement) -> str:
    """What stands behind the last words that name the year of the report."""
    return re.split(_this_year(statement), before)[-1]


def _since_listing(before: str) -> str:
    """What stands behind the last word that opens a way, or a list, of some of the requests."""
    before = re.split("上述|以上(?=申请|$)", before)[-1]
    found = re.search(_LISTING, before)
    if found:
        return _after_all_are_listed(before[: found.start()], found.group())
    return re.split("[，,：:（(]", before)[-1]


def _after_all_are_listed(before: str, listing: str) -> str:
    """What stands behind a list whose numbers, one after another, came to the total before it; else the list."""
    total = re.findall(f"([0-9]+){_ONE}", before)
    left, end = int(total[-1]) if total else 0, 0
    for item in re.finditer(f"[^，,、；0-9]*?(?:{_CHANNEL})[^，,、；0-9]*([0-9]+){_ONE}[，,、；]?", listing):
        if item.start() != end:
            break
        left, end = left - int(item[1]), item.end()
        if total and left == 0:
            return listing[end:]
    return listing


def _sums_up(before: str, statement: Statement) -> bool:
    """Whether numbers are added up over more than the year."""
    within = re.search(f"全年|{_this_year(statement)}", before)
    return "累计" in before and (not within or bool(re.search("截[至止]|至今|目前", before)))


def is_of_others(sentence: Sentence, until: int, statement: Statement) -> bool:
    """Whether the words before a position count another circle of offices than the tables do.

    The tables of a government count all of its offices, those of any other office only its own. An earlier clause that
    gives a number of its own says whose numbers follow.
    """
    *earlier, clause = re.split("[，,：:（(]", without_asides(sentence.text[:until]))
    counting = [each for each in earlier if re.search(_COUNT, each)]
    told = (_is_clause_of_others(each, statement) for each in (clause, *reversed(counting)))
    return next((others for others in told if others is not None), False)


def _is_clause_of_others(clause: str, statement: Statement) -> bool | None:
    """Whether a clause names another circle of offices; None where it names none."""
    if is_government(statement.agency):
        inside = bool(re.search(_WRITER, clause) or re.search(_INSIDE, clause))
        return False if re.search(_WHOLE, clause) else inside or None
    above = "政府" not in (statement.agency or "") and re.search(_SUPERIOR, clause)
    return True if re.search(_AROUND, clause) or above else (False if re.search(_OWN, clause) else None)


def is_government(agency: str | None) -> bool:
    """Whether a name is that of a government, or of the area whose government reports."""
    return bool(re.search(_GOVERNMENT, agency or ""))


def is_wider(sentence: Sentence, statement: Statement) -> bool:
    """Whether the sentence may count another circle of offices than the tables do.

    In the report of a government, 我办 or 我局 is the office that wrote it, not the government.
    """
    by_an_office = is_government(statement.agency) and re.search(_WRITER, sentence.text)
    return bool(re.search(_WIDER, sentence.text) or by_an_office)
