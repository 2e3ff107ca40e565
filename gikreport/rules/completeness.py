"""What a report must have and has not: its narrative, its subjects, words behind each sub-heading, its date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..errors import Words
from ..model.check import Need, Violation, single
from ..model.diagnostic import Rank, Severity
from ..model.prose import Paragraph, Prose
from ..narrative.office import is_government
from ..narrative.quote import broken_at
from ..narrative.statement import Statement


def subjects_missing(statement: Statement) -> Iterator[Violation]:
    """The first section tells of five subjects, by whatever words; a government tells of three more."""
    overview = statement.prose.get("overview")
    if statement.form.first < _FIVE_SUBJECTS or not overview:
        return
    beside = "".join(prose.text for name, prose in statement.sections() if name.startswith("requests"))
    missing = [name for name, words in _SUBJECTS.items() if not words.search(overview.text + beside)]
    if missing:
        yield Violation(at=("overview",), facts={"missing": _listed(missing)})


def results_missing(statement: Statement) -> Iterator[Violation]:
    """A government of any level also reports assessment, the public's appraisal and who was held responsible."""
    if not _reports_results(statement):
        return
    said = "".join(prose.text for _, prose in statement.sections())
    missing = [name for name, words in _RESULTS.items() if not words.search(said)]
    if missing:
        yield Violation(at=("overview",), facts={"missing": _listed(missing)})


def _reports_results(statement: Statement) -> bool:
    agency = statement.agency or ""
    government = is_government(agency) and not agency.endswith(("管委会", "管理委员会", "行政公署"))
    return statement.form.first >= _DECREE_711 and government and bool(statement.prose.get("overview"))


def _listed(names: list[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


_FIVE_SUBJECTS: Final = 2021
_DECREE_711: Final = 2019
_SUBJECTS: Final = {
    "主动公开": re.compile("主动公开|(?:公开|发布|公示|公布)[^，。；]{0,20}(?:信息|[0-9]+[余多]?[条件篇项])|信息发布"),
    "依申请公开": re.compile("申请"),
    "政府信息管理": re.compile(
        "信息的?管理|管理制度|规范性文件|文件库|清理|审核|审查|审签|核稿|三审|公开属性|归档|存档|保密|动态调整|目录|台账|发布前|时效|更新"
    ),
    "平台建设": re.compile(
        "平台|网站|网页|网络|专栏|栏目|公众号|微信|微博|新媒体|公报|查阅|公开栏|公示栏|大厅|触摸屏|显示屏|客户端|抖音|门户|子站|广播"
    ),
    "监督保障": re.compile(
        "监督|考核|培训|评议|追究|追责|问责|检查|督查|督导|督办|通报|领导小组|组织领导|保障|专人|专职|兼职|学习|抽查|自查|整改"
    ),
}
_RESULTS: Final = {
    "工作考核": re.compile("考核|考评|绩效|评估"),
    "社会评议": re.compile("评议|满意度|测评|评价"),
    "责任追究": re.compile("追究|追责|问责"),
}


def empty_headings(statement: Statement) -> Iterator[Violation]:
    """What a sub-heading announces is told behind it."""
    for name, prose in statement.sections():
        for number, paragraph in enumerate(prose.paragraphs):
            if _is_bare(paragraph) and not _goes_on(prose, number):
                yield Violation(at=(name,), paragraph=number, facts={"heading": paragraph.text.strip()})


def _is_bare(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a sub-heading of the first two levels and nothing else."""
    level, heading = paragraph.opening
    if level not in _SUB_HEADINGS or paragraph.body.strip():
        return False
    bare = heading.rstrip("。：: ")
    words = re.sub(r"^[（(]?[一二三四五六七八九十百0-9０-９]+[）)、.．]?", "", bare)
    return 0 < len(words) <= _LONGEST and not re.search("[，；;,]", words)


def _goes_on(prose: Prose, number: int) -> bool:
    """Whether something stands behind a sub-heading before the next one of its level or above."""
    following = prose.paragraphs[number + 1 : number + 2]
    level = prose.paragraphs[number].level
    return bool(following) and (following[0].level == 0 or following[0].level > level)


_LONGEST: Final = 20
_SUB_HEADINGS: Final = (1, 2)  # 一、 and （一）; what is numbered 1. is as often an item of a list


def empty_contacts(statement: Statement) -> Iterator[Violation]:
    """Where a report announces a telephone number or an address, the number and the address are there."""
    for sentence in statement.sentences_with(_NOTHING_BEHIND):
        for found in _CONTACT.finditer(sentence.text):
            yield broken_at(sentence, found.start(), said=found.group(1))


_NOTHING_BEHIND: Final = re.compile(r"[：:][\s_＿]*(?=[，,；;。、）)\n]|$)")
_CONTACT: Final = re.compile(
    r"((?:联系)?(?:电话|地址|邮编|邮政编码|传真|电子邮箱|邮箱|网址))(?:号码)?[：:][\s_＿]*(?=[，,；;。、）)\n]|$)"
)


_UNSTATED: Final = "{notice} 格式"
CHECKS: Final = (
    single(
        "S101", subjects_missing, on=Statement, needs=(Need.NARRATIVE,), source=_UNSTATED,
        words=Words("总体情况没有写到{missing}", "the first section says nothing of {missing}"),
        remedy=Words("补写这一方面的情况；没有的写明没有", "tell of it; say so where there is nothing"),
        severity=Severity.WARNING, rank=Rank.NOTICE,
    ),
    single(
        "S102", results_missing, on=Statement, needs=(Need.NARRATIVE,), source="条例第五十条第一款第五项",
        words=Words(
            "各级人民政府的报告还应当写明{missing}的结果，正文没有写到",
            "a government also reports {missing}; the text does not",
        ),
        remedy=Words("补写结果；没有的写明没有", "tell of it; say so where there is nothing"),
        severity=Severity.WARNING, concerns=_reports_results, rank=Rank.LAW,
    ),
    single(
        "P024", empty_headings, on=Statement, needs=(Need.NARRATIVE,), source=_UNSTATED,
        words=Words("小标题“{heading}”后面没有内容", "nothing stands behind the sub-heading “{heading}”"),
        remedy=Words("写上内容，或删去小标题", "write what there is, or delete the sub-heading"),
        severity=Severity.WARNING, rank=Rank.NOTICE,
    ),
    single(
        "P025", empty_contacts, on=Statement, needs=(Need.NARRATIVE,), source="{notice}（内容准确）",
        words=Words("“{said}”后面是空的（{quote}）", "nothing stands behind “{said}” ({quote})"),
        remedy=Words("填上，或删去", "fill it in, or delete it"),
        severity=Severity.WARNING, rank=Rank.NOTICE,
    ),
)  # fmt: skip
