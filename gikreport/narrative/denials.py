"""What a sentence denies: each thing behind 未, 没有 and 无, or before 为零."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .attribution import Run, left_of, run_of
from .concepts import CONCEPTS, DECISIONS, DOCUMENTS, ENDS, GROUNDS, RESULTS, Concept
from .meaning import concept_of
from .requesters import requesters
from .tokens import COUNTERS, Token

_WALLS: Final = frozenset((
    "comma", "stop", "open", "close", "percent", "other", "others", "ordinal", "deny", "quantity",
))  # fmt: skip
_SPOILS: Final = frozenset([*ENDS, *RESULTS, *GROUNDS, "late", "growth", "compared", "to", "more", "help"])
_OBJECTS: Final = frozenset(["request", "reconsideration", "litigation", "direct", "after_reconsideration"])
_CASES: Final = _OBJECTS - {"request"}
_OBJECTS_OF_CASES: Final = tuple(sorted(_CASES))
_SAID_BESIDE: Final = frozenset(["举报", "投诉", "信访", "申诉", "信访投诉", "举报投诉"])
_BRINGS: Final = frozenset(["get", "came", "ask", "new", "handle", "register", "nil"])
_PARTIAL: Final = frozenset(["channel", "requester"])
_EXCUSES: Final = frozenset(["in_writing", "ways"])


def denied(tokens: Sequence[Token], index: int, topic: str, year: int | None) -> Iterator[tuple[Concept, Run]]:
    """Each number that a word of denial says is none."""
    if "nil" in tokens[index].roles:
        yield from _before(tokens, index, topic, year)
    elif tokens[index].text == "零":
        yield from _none_of_what_stands_before(tokens, index, topic, year)
    elif tokens[index].text == "无" and index and tokens[index - 1].text in "：:" and _ends(tokens, index + 1):
        yield from _listed_as_none(tokens, index, topic, year)
    elif not (index and tokens[index - 1].text.endswith(("人", "对"))):
        found = list(_behind(tokens, index, topic, year))
        yield from found or _said_before(tokens, index, topic, year)


def _listed_as_none(tokens: Sequence[Token], index: int, topic: str, year: int | None) -> Iterator[tuple[Concept, Run]]:
    """行政复议：无."""
    run = left_of(tokens, index - 1)
    if not run.has(*_SPOILS):
        for item in _items(run):
            concept = _thing(item, run, topic, year)
            if concept is not None:
                yield concept, run


def _said_before(tokens: Sequence[Token], index: int, topic: str, year: int | None) -> Iterator[tuple[Concept, Run]]:
    """行政复议、行政诉讼均未发生: what is denied stands before."""
    behind, at = _run_behind(tokens, index), index
    while at and (tokens[at - 1].roles & _PASSED or tokens[at - 1].text in "：:"):
        at -= 1
    before = _listed_before(tokens, at)
    plain = behind.roles and set(behind.roles) <= {"came"} and behind.is_clean and before.is_open
    if plain and before.roles and set(before.roles) <= _CASES:
        for item in _items(before):
            concept = _thing(item, before + behind, topic, year)
            if concept is not None:
                yield concept, before


def _listed_before(tokens: Sequence[Token], index: int) -> Run:
    at = index - 1
    while at >= 0 and not tokens[at].roles & _WALLS:
        at -= 1
    return run_of(tokens[at + 1 : index], tokens[at] if at >= 0 else None)


_PASSED: Final = frozenset(["all", "already"])


def _none_of_what_stands_before(
    tokens: Sequence[Token], index: int, topic: str, year: int | None
) -> Iterator[tuple[Concept, Run]]:
    """申请零受理、零结转; 行政复议、行政诉讼零发生; 零申请."""
    behind, before = _run_behind(tokens, index), left_of(tokens, index)
    first = next(_items(behind))
    if first.has("request") and first.text in ("申请", "依申请", "依申请公开"):
        yield CONCEPTS["get"], behind
    elif first.has(*_OBJECTS, "carry"):
        yield from _behind(tokens, index, topic, year)
    elif set(first.roles) <= _BRINGS and first.roles and before.roles and not before.has(*_SPOILS):
        for item in _items(before):
            concept = _thing(item, before + behind, topic, year)
            if concept is not None:
                yield concept, before


def _before(tokens: Sequence[Token], index: int, topic: str, year: int | None) -> Iterator[tuple[Concept, Run]]:
    """What is said to be none: 行政复议、行政诉讼均为零."""
    run = left_of(tokens, index)
    if run.has(*_SPOILS) or not _ends(tokens, index + 1):
        return
    if topic == "request" and "get" in run.roles and set(run.roles) <= {"get", "new", "done", "all"}:
        yield CONCEPTS["get"], run
    for item in _items(run):
        concept = _thing(item, run, topic, year)
        if concept is not None:
            yield concept, run


def _ends(tokens: Sequence[Token], at: int) -> bool:
    while at < len(tokens) and ("glue" in tokens[at].roles or tokens[at].text in COUNTERS):
        at += 1
    return at == len(tokens) or bool(tokens[at].roles & {"comma", "stop", "close", "open"})


def _behind(tokens: Sequence[Token], index: int, topic: str, year: int | None) -> Iterator[tuple[Concept, Run]]:
    """What is said not to have come: 未收到申请, 没有发生行政复议、行政诉讼."""
    run = _run_behind(tokens, index)
    if topic == "request" and run.is_clean and set(run.roles) <= _BESIDE_RESULTS:
        grounds = [role for role in run.roles if role in GROUNDS]
        yield from ((CONCEPTS[each], run) for each in grounds or [role for role in run.roles if role in RESULTS])
    yield from _endings(run, topic)
    if run.has(*_SPOILS):
        return
    if _is_partial(run):
        kinds = requesters(run)
        if len(kinds) == 1 and "request" in run.roles and not run.plays(_CHANNEL):
            yield CONCEPTS[kinds[0]], run
        return
    if run.has(*_CASES) and any(token.text.startswith("新") for token in run.tokens):  # those of last year may go on
        return
    of_review = left_of(tokens, index).has("reconsideration", "after_reconsideration")
    items = [item for item in _items(run) if not (of_review and item.has("litigation"))]
    clean = run.wall is None or bool(run.wall.roles & {"comma", "stop", "open", "close", "deny"})
    things = [_thing(item, run, topic, year) for item in (items if clean else items[:-1])]
    yield from ((concept, run) for concept in dict.fromkeys(things) if concept is not None)


def _endings(run: Run, topic: str) -> Iterator[tuple[Concept, Run]]:
    """How no case ended: 无一败诉, 没有被纠错的."""
    if not run.has(*ENDS) or not run.is_clean or set(run.roles) - _BESIDE_ENDS:
        return
    courts = any(token.text in ("败诉", "胜诉") for token in run.tokens)
    kind = "litigation" if courts and topic != "reconsideration+litigation" else topic
    for end in dict.fromkeys(role for role in run.roles if role in ENDS):
        if (concept := CONCEPTS.get(f"{kind} {end}")) is not None:
            yield concept, run


_BESIDE_ENDS: Final = frozenset([*ENDS, "came", "part", "all"])
_BESIDE_RESULTS: Final = frozenset([*RESULTS, *GROUNDS, "came", "part", "request", "all"])
_CHANNEL: Final = frozenset(["channel"])


def _is_partial(run: Run) -> bool:
    """Whether only one way, or one kind of requester, is denied."""
    of_all = run.plays(_EXCUSES) or any(word in run.text for word in _EVERYBODY) or run.text.count("组织") > 1
    last = max((at for at, token in enumerate(run.tokens) if token.roles & _OBJECTS), default=0)
    return not of_all and any(token.roles & _PARTIAL for token in run.tokens[:last])


def _behind_cause(tokens: Sequence[Token], index: int) -> int:
    """The place behind the reason that a denial names: 未发生因信息公开答复不及时而引发的行政复议."""
    words = tokens[index + 1 : index + _LONG]
    ends = next((at for at, token in enumerate(words) if token.roles & _ENDS_REASON), len(words))
    cause = next((at for at, token in enumerate(words[:_NEAR]) if token.text in _CAUSES), None)
    if any(word in token.text for token in words[:ends] for word in _FAULTS):  # cases for other reasons there may be
        return index
    if cause is None or cause >= ends or "公开" not in "".join(token.text for token in words[:ends]):
        return index
    brought = [at for at in range(cause + 1, ends) if "came" in words[at].roles or words[at].text == "而"]
    return index + 1 + brought[-1] if brought else index


_LONG: Final = 30
_NEAR: Final = 3
_FAULTS: Final = (
    "不当", "违反", "违规", "违法", "不及时", "不规范", "不依法", "不力", "失误", "过错", "不到位", "不履行", "逾期",
    "超期",
)  # fmt: skip
_CAUSES: Final = ("因", "因为", "由于", "因违反")
_ENDS_REASON: Final = frozenset(["comma", "stop", "quantity", "deny", *_OBJECTS_OF_CASES])


_EVERYBODY: Final = ("公民", "自然人", "个人", "社会公众", "群众", "任何")


def _run_behind(tokens: Sequence[Token], index: int) -> Run:
    index = _behind_cause(tokens, index)
    at = index + 1
    while at < len(tokens) and not (tokens[at].roles & _WALLS and not _is_passed(tokens, at)):
        at += 1
    return run_of(tokens[index + 1 : at], tokens[at] if at < len(tokens) else None)


def _is_passed(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word is let pass: 一起行政复议, 卫生健康系统规范性文件."""
    token = tokens[at]
    one = "quantity" in token.roles and token.digits == "一"
    system = "other" in token.roles and at + 1 < len(tokens) and tokens[at + 1].text in ("系统", "领域")
    return one or system


def _items(run: Run) -> Iterator[Run]:
    """The things of a list, one after another."""
    since = 0
    for at, token in enumerate(run.tokens):
        beside = at > since and token.roles & _CASES and run.tokens[at - 1].roles & _CASES
        if "join" in token.roles or beside:
            yield run_of(run.tokens[since:at], token)
            since = at if beside else at + 1
    yield run_of(run.tokens[since:], run.wall)


def _thing(item: Run, run: Run, topic: str, year: int | None) -> Concept | None:
    """The number of which nothing is said to have been."""
    said = [token for token in item.tokens if token.roles & _OBJECTS or token.roles & {"alien", "paperwork"}]
    if run.has("carry", "next"):
        return concept_of(item, topic, year) if item.has("carry", "next") else None
    if item.has("unfinished") and topic == "request" and not item.has("late"):
        return CONCEPTS["forward"]
    if run.has("document", "rule", "licence", "penalty", "compulsion", "fee"):
        return _of_table_two(item, run, topic)
    played = {role for role in item.roles if role != "alien" or "文件" not in item.text}
    if played and played <= {*DOCUMENTS, "new"} and topic in ("document", "rule"):
        return CONCEPTS[f"{topic} {next(role for role in item.roles if role in DOCUMENTS)}"] if run.is_clean else None
    return _object(item, run, said)


def _object(item: Run, run: Run, said: list[Token]) -> Concept | None:
    """What is denied to have come: requests, or cases."""
    if not said and item.plays(_DEFENCE) and run.has("reconsideration"):  # 无复议、应诉案件
        return CONCEPTS["litigation"]
    while len(said) > 1 and "request" in said[-1].roles and said[-2].roles & _CASES:
        said.pop()
    if not said or (said[-1].roles & {"alien", "paperwork"}) or _is_foreign(said, run):
        return None
    if "request" in said[-1].roles:
        return CONCEPTS["get"] if _is_of_requests(item, run) else None
    kind = next(role for role in said[-1].roles if role in _OBJECTS)
    return CONCEPTS[kind] if kind in ("reconsideration", "litigation") else None


_DEFENCE: Final = frozenset(["defence"])


def _is_foreign(said: Sequence[Token], run: Run) -> bool:
    return any(token.roles & {"alien", "paperwork"} and token.text not in _SAID_BESIDE for token in said)


def _is_of_requests(item: Run, run: Run) -> bool:
    """Whether 申请 is a request for information, not an act that nobody did."""
    brought = run.has(*_BRINGS)
    return brought or any(mark in run.text for mark in ("信息公开", "依申请", "申请公开", "公开申请", "申请政府信息"))


def _is_plain(run: Run) -> bool:
    """Whether nothing but kinds of decisions is denied: 无行政许可、行政处罚事项."""
    kinds = {role for role in run.roles if role in DECISIONS}
    return bool(kinds) and set(run.roles) <= {*DECISIONS, "join"} and run.tokens[0].roles & DECISIONS.keys() != set()


def _of_table_two(item: Run, run: Run, topic: str) -> Concept | None:
    if run.roles == ("fee",) and item.is_clean and topic != "request" and "信息公开" not in run.text:
        return CONCEPTS["fee"]
    verbs_alone = set(item.roles) <= DOCUMENTS.keys() and item.roles and run.has("document")
    if verbs_alone:  # 未制定发布、废止行政规范性文件
        return CONCEPTS[f"document {item.roles[0]}"]
    kinds = [kind for kind in ("document", "rule", "licence", "penalty", "compulsion") if kind in item.roles]
    verbs = [role for role in run.roles if role in DOCUMENTS]
    if run.has("proactive", "alien", "paperwork", "drafted_for") or not kinds:
        return None
    if kinds[0] in ("document", "rule"):
        verbs = [role for role in item.roles if role in DOCUMENTS] or verbs
        return CONCEPTS[f"{kinds[0]} {verbs[0]}"] if verbs else None
    plain = item.roles == (kinds[0],) and item.is_clean and _is_plain(run)
    return CONCEPTS[kinds[0]] if plain or run.has("decided", "done") else None
