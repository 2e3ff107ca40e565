"""The numbers that narratives tell: what each is called, and the cells that hold it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import attrs

from ..model.outline import CellPath

Cells = tuple[CellPath, ...]


@attrs.frozen
class Concept:
    """A number that narratives tell: its name, the sums it may be, what may be taken off, the rule that compares.

    `rank` is its place among those that one rule tells of a sentence.
    """

    name: str
    cells: tuple[Cells, ...]
    code: str
    less: tuple[Cells, ...] = ()
    rank: int = attrs.field(default=0, eq=False)


def _t3(*names: str) -> Cells:
    """Rows of table 3, in its column 总计."""
    return tuple(("t3", "total", *name.split(".")) for name in names)


def _outcomes(*names: str) -> Cells:
    return _t3(*(f"outcomes.{name}" for name in names))


def _answers(name: str) -> Cells:
    return (("statistics", "requests", "answers", *name.split(".")),)


RECEIVED: Final[tuple[Cells, ...]] = (_t3("received"), (("statistics", "requests", "received", "total"),))
ALL_REQUESTS: Final = (*RECEIVED, _t3("received", "carried_over"))
COMPLETED: Final[tuple[Cells, ...]] = (
    _t3("outcomes.total"),
    (("statistics", "requests", "completed", "total"),),
    (("statistics", "requests", "answers", "total"),),
    *ALL_REQUESTS,
)
CARRIED_OVER: Final = _t3("carried_over")
CARRIED_FORWARD: Final = _t3("carried_forward")
RECONSIDERATION: Final[tuple[Cells, ...]] = (
    (("t4", "reconsideration", "total"),),
    (("statistics", "reconsideration", "total"),),
)
LITIGATION: Final[tuple[Cells, ...]] = (
    (("t4", "litigation", "direct", "total"), ("t4", "litigation", "after_reconsideration", "total")),
    (("statistics", "litigation", "total"),),
)
_BOTH: Final = tuple(a + b for a, b in zip(RECONSIDERATION, LITIGATION, strict=True))
_DIRECT: Final[CellPath] = ("t4", "litigation", "direct")
_AFTER: Final[CellPath] = ("t4", "litigation", "after_reconsideration")
FEES: Final[CellPath] = ("t2", "fees")
DISCLOSED: Final = ("予以公开", "disclosed")

# The results and the grounds of table 3: role, name, rows.
RESULTS: Final = {
    "disclosed": ("予以公开", ("disclosed",)),
    "partly_disclosed": ("部分公开", ("partly_disclosed",)),
    "withheld": ("不予公开", ("withheld",)),
    "unavailable": ("无法提供", ("unavailable",)),
    "not_processed": ("不予处理", ("not_processed",)),
    "other_handling": ("其他处理", ("other_handling",)),
}
GROUNDS: Final = {
    "state_secret": ("属于国家秘密", "withheld.state_secret"),
    "internal_affairs": ("属于三类内部事务信息", "withheld.internal_affairs"),
    "process_information": ("属于四类过程性信息", "withheld.process_information"),
    "enforcement_files": ("属于行政执法案卷", "withheld.enforcement_files"),
    "administrative_inquiries": ("属于行政查询事项", "withheld.administrative_inquiries"),
    "not_held": ("本机关不掌握相关政府信息", "unavailable.not_held"),
    "needs_creation": ("没有现成信息需要另行制作", "unavailable.needs_creation"),
    "petition": ("信访举报投诉类申请", "not_processed.petition"),
    "publications": ("要求提供公开出版物", "not_processed.publications"),
    "barred_by_law": ("其他法律行政法规禁止公开", "withheld.barred_by_law"),
    "security_and_stability": ("危及“三安全一稳定”", "withheld.security_and_stability"),
    "third_party_rights": ("保护第三方合法权益", "withheld.third_party_rights"),
    "still_unclear": ("补正后申请内容仍不明确", "unavailable.still_unclear"),
    "repeated": ("重复申请", "not_processed.repeated"),
    "excessive": ("无正当理由大量反复申请", "not_processed.excessive"),
    "confirmation": ("确认或重新出具已获取信息", "not_processed.confirmation"),
    "not_corrected": ("申请人无正当理由逾期不补正", "other_handling.not_corrected"),
    "fee_unpaid": ("申请人逾期未缴费", "other_handling.fee_unpaid"),
}
KINDS: Final = ("commercial", "research", "welfare", "legal_service", "other")
REQUESTERS: Final[dict[str, tuple[str, CellPath]]] = {
    "natural_person": ("自然人申请", ("natural_person",)),
    "commercial": ("商业企业申请", ("organizations", "commercial")),
    "research": ("科研机构申请", ("organizations", "research")),
    "welfare": ("社会公益组织申请", ("organizations", "welfare")),
    "legal_service": ("法律服务机构申请", ("organizations", "legal_service")),
    "organizations": ("法人或其他组织申请", ("organizations",)),
    "other_organizations": ("其他组织申请", ("organizations", "other")),
}
ANSWERS: Final = {
    "agreed": ("同意公开", "disclosed"),
    "agreed_partly": ("同意部分公开", "partly_disclosed"),
    "refused": ("不同意公开", "refused.total"),
    "not_existing": ("信息不存在", "not_existing"),
}
_ANSWERED_NOW: Final = {
    "agreed_partly": "partly_disclosed",
    "refused": "withheld",
    "not_existing": "unavailable.not_held",
}
ENDS: Final = {
    "upheld": ("结果维持", "upheld"),
    "corrected": ("结果纠正", "corrected"),
    "other_result": ("其他结果", "other"),
    "pending": ("尚未审结", "pending"),
}
DOCUMENTS: Final = {
    "issue": ("制发", "issued"),
    "repeal": ("废止", "repealed"),
    "in_force": ("现行有效的", "in_force"),
    "newly_public": ("新公开", "newly_public"),
    "open_in_all": ("对外公开", "public"),
}
DECISIONS: Final = {
    "licence": ("行政许可", "licensing"),
    "penalty": ("行政处罚", "penalties"),
    "compulsion": ("行政强制", "compulsion"),
}


def _requests() -> Iterator[tuple[str, Concept]]:
    yield "new", Concept("新收申请", RECEIVED, "P301")
    yield "get", Concept("收到申请", ALL_REQUESTS, "P301")
    yield "done", Concept("办理申请", COMPLETED, "P301", (CARRIED_OVER, _outcomes("other_handling")))
    yield "plain", Concept("收到申请", (*ALL_REQUESTS, *COMPLETED[:3]), "P301")
    for role, (name, rows) in RESULTS.items():
        yield role, Concept(name, (_outcomes(*rows),), "P301")
    for role, (name, row) in GROUNDS.items():
        yield role, Concept(name, (_outcomes(row),), "P301")
    yield "over", Concept("上年结转", (CARRIED_OVER,), "P301")
    yield "forward", Concept("结转下年度", (CARRIED_FORWARD,), "P301")
    yield "carried", Concept("结转下年度", (CARRIED_FORWARD, CARRIED_OVER), "P301")
    for role, (name, row) in ANSWERS.items():
        either = (_answers(row), _outcomes(_ANSWERED_NOW[role])) if role in _ANSWERED_NOW else (_answers(row),)
        yield role, Concept(name, either, "P301")
    yield "agreed request", Concept("同意公开", (_answers("disclosed"), _outcomes("disclosed")), "P301")
    for kind, (name, block) in REQUESTERS.items():
        blocks = tuple((*block, each) for each in KINDS) if kind == "organizations" else (block,)
        received, over, done = (
            tuple(("t3", *each, *row.split(".")) for each in blocks)
            for row in ("received", "carried_over", "outcomes.total")
        )
        yield kind, Concept(name, (received, done, received + over), "P301")


def _cases() -> Iterator[tuple[str, Concept]]:
    yield "reconsideration+litigation", Concept("行政复议和行政诉讼", _BOTH, "P401")
    yield "reconsideration", Concept("行政复议", RECONSIDERATION, "P401")
    yield "litigation", Concept("行政诉讼", LITIGATION, "P401")
    yield "direct", Concept("直接起诉（未经复议）", (((*_DIRECT, "total"),),), "P401")
    yield "after_reconsideration", Concept("复议后起诉", (((*_AFTER, "total"),),), "P401")
    for role, (name, leaf) in ENDS.items():
        first = (("t4", "reconsideration", leaf),)
        second = (*((*block, leaf) for block in (_DIRECT, _AFTER)),)
        old = (
            ()
            if leaf == "pending"
            else ((("statistics", "reconsideration", leaf),), (("statistics", "litigation", leaf),))
        )
        yield f"reconsideration {role}", Concept(f"行政复议{name}", (first, *old[:1]), "P401")
        yield f"litigation {role}", Concept(f"行政诉讼{name}", (second, *old[1:]), "P401")
        either = (first + second, first, second)
        yield f"reconsideration+litigation {role}", Concept(f"行政复议和行政诉讼{name}", either, "P401")
        for kind, said, block in (("direct", "直接起诉", _DIRECT), ("after_reconsideration", "复议后起诉", _AFTER)):
            yield f"{kind} {role}", Concept(f"{said}{name}", (((*block, leaf),),), "P401")


_PRODUCED: Final[Cells] = (("t2", "normative_documents", "produced"),)


def _table_two() -> Iterator[tuple[str, Concept]]:
    for role, (name, leaf) in DOCUMENTS.items():
        old: tuple[Cells, ...] = ()
        if role == "issue":
            old = ((("statistics", "proactive", "disclosed", "documents_issued"),), _PRODUCED)
        document = (("t2", "normative_documents", leaf),)
        rule = (("t2", "administrative_rules", leaf),)
        yield f"document {role}", Concept(f"{name}行政规范性文件", (document, *old), "P202")
        yield f"rule {role}", Concept(f"{name}规章", (rule,), "P202")
        yield f"rule+document {role}", Concept(f"{name}规章和行政规范性文件", (rule + document,), "P202")
    for role, (name, leaf) in DECISIONS.items():
        cells: tuple[Cells, ...] = ((("t2", leaf),), (("t2", leaf, "decisions"),))
        yield role, Concept(f"{name}处理决定", cells, "P202")
    yield (
        "proactive",
        Concept(
            "主动公开政府信息",
            ((("categories", "total"),), (("statistics", "proactive", "disclosed", "total"),)),
            "P501",
        ),
    )
    yield "fee", Concept("行政事业性收费", ((FEES,),), "P201")
    yield "processing_fee", Concept("信息处理费", ((FEES,),), "P203")


def _ranked(rows: Iterable[tuple[str, Concept]]) -> dict[str, Concept]:
    return {key: attrs.evolve(concept, rank=rank) for rank, (key, concept) in enumerate(rows)}


CONCEPTS: Final = _ranked([*_requests(), *_cases(), *_table_two()])


def _rows() -> Iterator[CellPath]:
    """The rows of the results of table 3: a ground where a result has them, else the result."""
    of_ground = {row.split(".")[0] for _, row in GROUNDS.values()} - {"other_handling"}
    yield from (_outcomes(row)[0] for _, (row,) in RESULTS.values() if row not in of_ground)
    yield from (_outcomes(row)[0] for _, row in GROUNDS.values() if not row.startswith("other_handling"))


_LEAVES: Final = tuple(_rows())
_OTHER: Final = _outcomes("other_handling")


def other_than(told: Iterable[CellPath]) -> Concept:
    """What a list of results calls 其他: other handling, or all rows that it has not named."""
    named = tuple(told)
    left = tuple(row for row in _LEAVES if not any(row[: len(one)] == one for one in named) or row in _OTHER)
    return Concept(
        "其他", (_OTHER, left, _outcomes("other_handling.other")), "P301", rank=CONCEPTS["other_handling"].rank
    )


def joined(keys: tuple[str, ...]) -> Concept:
    """One number for several results or grounds together: the sum of their cells."""
    if len(keys) == 1:
        return CONCEPTS[keys[0]]
    known = [CONCEPTS[key] for key in keys]
    cells = tuple(cell for concept in known for cell in concept.cells[0])
    return Concept("和".join(concept.name for concept in known), (cells,), "P301", rank=known[0].rank - 1)
