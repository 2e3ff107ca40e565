"""What a register calls a requester, an outcome or a column, and the line of the form that it means."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from ..forms.shared import Balanced, Results
from ..model.form import Form
from ..model.outline import CellPath, block_paths, entries, outline
from ..model.report import tables

_NUMBER: Final = re.compile(r"^(?:[(（][一二三四五六七八九十0-9]+[)）]|[一二三四五六七八九十0-9]+[.．、])")
_ASIDE: Final = re.compile(r"[(（].*?[)）]")
_SEPARATORS: Final = re.compile(r"""[\s/\\|>:,;.、。·“”"'()_—–-]""")


@functools.lru_cache(maxsize=4096)
def key(text: str) -> str:
    """A word of a register as it is looked up: without numbering, remarks in brackets, separators, width and case.

    Unlike `readers.wording.key` it knows no wordings of forms: the words of a register are in this module's tables.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    return _SEPARATORS.sub("", _ASIDE.sub("", _NUMBER.sub("", plain))).casefold() or plain


def kinds(form: Form) -> dict[str, CellPath]:
    """The requester columns of table 3 of a form, by every word that names them."""
    columns = [path for path, _ in block_paths(_table(form, "t3"), Balanced)]
    return _index(_table(form, "t3"), columns, _KINDS)


def outcomes(form: Form) -> dict[str, CellPath]:
    """The outcome lines of a requester column, by every word that names them."""
    column = block_paths(_table(form, "t3"), Balanced)[0][1]
    lines = [line.path for line in outline(column) if line.path[0] == "outcomes" and not line.computed]
    return _index(column, lines, _OUTCOMES)


def results(form: Form) -> dict[str, CellPath]:
    """The four results of a case on review or in court, by every word that names them."""
    lines = [line.path for line in outline(Results) if not line.computed]
    return _index(Results, lines, _RESULTS)


def courts(form: Form) -> dict[str, CellPath]:
    """The groups of table 4: 行政复议, 未经复议直接起诉, 复议后起诉."""
    groups = [path for path, _ in block_paths(_table(form, "t4"), Results)]
    return _index(_table(form, "t4"), groups, {})


def _table(form: Form, name: str) -> type:
    of = tables(form.report)[name].of
    assert of is not None
    return of


def _index(cls: type, paths: list[CellPath], synonyms: Mapping[str, str]) -> dict[str, CellPath]:
    found: dict[str, CellPath] = {}
    for path in paths:
        for word in _words(cls, path):
            found.setdefault(key(word), path)
    for word, target in synonyms.items():
        path = tuple(target.split("."))
        nearest = path if path in paths else path[:-1]  # a form that has one line for several
        found.update({key(word): nearest} if nearest in paths else {})
    return found


def _words(cls: type, path: CellPath) -> Iterator[str]:
    """The model's name and the printed words of a path, the last word alone and with the heading above it."""
    yield ".".join(path)
    yield ".".join(path[1:]) if path[0] == "outcomes" else path[-1]
    printed = _printed(cls, path)
    yield printed[-1]
    yield "".join(key(word) for word in printed)
    yield "".join(key(word) for word in printed[-2:])


def _printed(cls: type, path: CellPath) -> tuple[str, ...]:
    entry = next(entry for entry in entries(cls) if entry.name == path[0])
    return entry.words + (_printed(entry.of, path[1:]) if entry.of and path[1:] else ())


# Words of registers in use; the form's own wording needs no line here.
_KINDS: Final = {
    "个人": "natural_person", "公民": "natural_person", "公民个人": "natural_person", "居民": "natural_person",
    "企业": "organizations.commercial", "公司": "organizations.commercial", "工商企业": "organizations.commercial",
    "商业企业单位": "organizations.commercial", "科研单位": "organizations.research", "高校": "organizations.research",
    "科研院所": "organizations.research", "公益组织": "organizations.welfare", "社会组织": "organizations.welfare",
    "社会团体": "organizations.welfare", "律所": "organizations.legal_service", "其他": "organizations.other",
    "律师事务所": "organizations.legal_service", "法律服务所": "organizations.legal_service",
    "其他组织": "organizations.other", "其他法人": "organizations.other", "法人其他": "organizations.other",
}  # fmt: skip
_OUTCOMES: Final = {
    "公开": "outcomes.disclosed", "全部公开": "outcomes.disclosed", "同意公开": "outcomes.disclosed",
    "区分处理": "outcomes.partly_disclosed", "部分予以公开": "outcomes.partly_disclosed",
    "国家秘密": "outcomes.withheld.state_secret", "涉及国家秘密": "outcomes.withheld.state_secret",
    "法律法规禁止公开": "outcomes.withheld.barred_by_law", "三安全一稳定": "outcomes.withheld.security_and_stability",
    "商业秘密": "outcomes.withheld.third_party_rights", "个人隐私": "outcomes.withheld.third_party_rights",
    "第三方合法权益": "outcomes.withheld.third_party_rights", "内部事务信息": "outcomes.withheld.internal_affairs",
    "过程性信息": "outcomes.withheld.process_information", "行政执法案卷": "outcomes.withheld.enforcement_files",
    "行政查询": "outcomes.withheld.administrative_inquiries", "不掌握": "outcomes.unavailable.not_held",
    "行政查询事项": "outcomes.withheld.administrative_inquiries", "信息不存在": "outcomes.unavailable.not_held",
    "本机关不掌握": "outcomes.unavailable.not_held", "另行制作": "outcomes.unavailable.needs_creation",
    "需要另行制作": "outcomes.unavailable.needs_creation", "补正后仍不明确": "outcomes.unavailable.still_unclear",
    "信访": "outcomes.not_processed.petition", "信访举报投诉": "outcomes.not_processed.petition",
    "重复": "outcomes.not_processed.repeated", "公开出版物": "outcomes.not_processed.publications",
    "大量反复申请": "outcomes.not_processed.excessive", "确认信息": "outcomes.not_processed.confirmation",
    "逾期不补正": "outcomes.other_handling.not_corrected", "逾期未补正": "outcomes.other_handling.not_corrected",
    "逾期不缴费": "outcomes.other_handling.fee_unpaid", "逾期未缴费": "outcomes.other_handling.fee_unpaid",
    "其他处理": "outcomes.other_handling",
}  # fmt: skip
_RESULTS: Final = {
    "维持": "upheld", "驳回诉讼请求": "upheld", "纠正": "corrected", "撤销": "corrected",
    "确认违法": "corrected", "责令履行": "corrected", "其他": "other", "撤回": "other", "撤诉": "other",
    "终止": "other", "未审结": "pending", "审理中": "pending",
}  # fmt: skip
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("编号", "申请编号", "登记编号", "受理编号", "受理号", "收件编号", "流水号", "id"),
    "kind": ("申请人类型", "申请人类别", "申请人性质", "申请主体", "申请人情况", "kind"),
    "received": ("收到日期", "收到时间", "收件日期", "受理日期", "申请日期", "登记日期", "received"),
    "closed": ("办结日期", "办结时间", "答复日期", "答复时间", "closed"),
    "outcome": ("办理结果", "处理结果", "答复结果", "答复类型", "办理情况", "outcome"),
    "extended": ("是否延期", "延期", "延期答复", "extended"),
    "reconsideration_filed": ("复议申请日期", "复议受理日期", "reconsideration_filed"),
    "reconsideration_closed": ("复议审结日期", "复议决定日期", "reconsideration_closed"),
    "reconsideration_result": ("复议结果", "reconsideration_result"),
    "litigation_filed": ("起诉日期", "诉讼立案日期", "litigation_filed"),
    "litigation_closed": ("诉讼审结日期", "判决日期", "litigation_closed"),
    "litigation_result": ("诉讼结果", "判决结果", "litigation_result"),
    "as_reviewer": ("复议机关共同被告", "as_reviewer"),
}
OPEN: Final = frozenset(map(key, ("办理中", "在办", "未办结", "尚未办结", "结转", "结转下年度", "结转下年度继续办理")))
YES: Final = frozenset(map(key, ("是", "有", "1", "true", "yes", "y", "√", "已延期")))
REQUIRED: Final = ("id", "kind", "received", "closed", "outcome")
