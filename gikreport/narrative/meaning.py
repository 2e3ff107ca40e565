"""What a run of words beside a number tells: a row of the concepts, or none that is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs

from .attribution import Run, run_of
from .concepts import ANSWERS, CONCEPTS, DECISIONS, DOCUMENTS, ENDS, GROUNDS, RESULTS, Concept, joined
from .lexicon import roles
from .requesters import requesters
from .scope import JUDGES
from .tokens import COUNTERS, Token

_KINDS: Final = ("reconsideration", "litigation")
_KINDS_OF_CASE: Final = (*_KINDS, "direct", "after_reconsideration")
_NEEDS_PROOF: Final = roles(
    "petition publications enforcement_files administrative_inquiries state_secret internal_affairs"
)
_OGI: Final = ("信息公开", "依申请", "公开申请", "政府信息")
_PARTIAL: Final = roles("channel requester")

Topic = str
Told = Concept | None


def concept_of(run: Run, topic: Topic, year: int | None) -> Told:
    """The number that a run of words tells, in a sentence of some topic; None where they tell none that is known."""
    for find in (
        _case,
        _document,
        _carried,
        _unfinished,
        _ground,
        _result,
        _answer,
        plainly_public,
        _decision,
        _proactive,
        _request,
    ):
        found = find(run, topic, year)
        if found is not None:
            return found
    return None


def _case(run: Run, topic: Topic, year: int | None) -> Told:
    kinds: list[str] = [kind for kind in _KINDS_OF_CASE if kind in run.roles]
    ends = [role for role in run.roles if role in ENDS]
    if not kinds and ends and set(run.roles) <= {*ENDS, "all", "came", "decided", "part", "unfinished"}:
        kinds = [topic] if topic.split("+")[0] in _KINDS_OF_CASE else []
    if not kinds or run.has(
        "alien", "help", "paperwork", "carry", "growth", "drafted_for", "not_processed", "withheld", "proactive"
    ):
        return None
    if _judges(run):
        return None
    if kinds == ["reconsideration"] and run.plays(_VIA):
        if topic.split("+")[0] not in _OF_COURTS:
            return None
        kinds = ["after_reconsideration"]
    if ends and kinds == ["reconsideration"] and _goes_on_in_court(run):
        kinds = ["litigation"]
    key = "+".join(kinds) if set(kinds) <= set(_KINDS) else kinds[-1]
    return CONCEPTS.get(" ".join([key, *ends[-1:]]))


def _goes_on_in_court(run: Run) -> bool:
    """Whether a list goes on with how lawsuits ended: 被复议纠正6件、败诉3件."""
    return "join" in run.tokens[0].roles and any(token.text in _IN_COURT for token in run.tokens)


def _judges(run: Run) -> bool:
    """Whether the office decides the cases itself, 办理行政复议; 因答复被申请复议 is what its answers brought."""
    brought = max((at for at, token in enumerate(run.tokens) if token.roles & _BROUGHT), default=-1)
    return any(token.text in JUDGES for token in run.tokens[brought + 1 :])


_IN_COURT: Final = frozenset(["败诉", "撤诉", "驳回诉讼请求", "驳回原告诉讼请求", "判决驳回", "判决撤销", "判决维持"])
_BROUGHT: Final = roles("came")
_VIA: Final = roles("via")
_OF_COURTS: Final = ("litigation", "direct", "after_reconsideration")


def _document(run: Run, topic: Topic, year: int | None) -> Told:
    kinds: list[str] = [kind for kind in ("rule", "document") if kind in run.roles]
    verbs = [role for role in run.roles if role in DOCUMENTS]
    named = verbs and run.has("in_force") and run.text.replace("的", "").endswith(("文件", "件数", "数量"))
    if not kinds and (topic in ("document", "rule", "rule+document") or named):
        kinds = ["document"] if named else [topic]
    if run.wall is not None and run.wall.text.endswith(_INTENDED):
        return None
    if not kinds or not verbs or run.has("alien", "help", "paperwork", "drafted_for", "proactive", "growth", "request"):
        return None
    return CONCEPTS.get(f"{'+'.join(kinds)} {verbs[-1]}")


_INTENDED: Final = ("拟", "将", "计划", "准备", "建议", "应", "需", "待")


def _carried(run: Run, topic: Topic, year: int | None) -> Told:
    at = next((at for at, token in enumerate(run.tokens) if token.roles & _CARRY), None)
    if topic == "request" and set(run.roles) == {"last"} and run.tokens[0].text in ADDING:
        return CONCEPTS["over"]
    if at is None:
        marks = [_mark(token, year) for token in run.tokens]
        return CONCEPTS["forward"] if 1 in marks and run.has("done", "continue") else None
    before = [mark for token in run.tokens[:at] if (mark := _mark(token, year)) is not None]
    after = [mark for token in run.tokens[at + 1 :] if (mark := _mark(token, year)) is not None]
    word = run.tokens[at].roles
    if ("turn" in word and not (after and after[0] == 1)) or ("takes" in word and -1 not in (*before, *after)):
        return None
    if run.has("alien", "help", *_KINDS, "growth"):
        return None
    return CONCEPTS.get(_carry(before[-1] if before else None, after[0] if after else None))


def _unfinished(run: Run, topic: Topic, year: int | None) -> Told:
    """未办结1件, 上年未办完的2件: what is not finished goes on next year, or came from last year."""
    if topic != "request" or not run.has("unfinished") or set(run.roles) - _BESIDE_UNFINISHED:
        return None
    marks = [mark for token in run.tokens if (mark := _mark(token, year)) is not None]
    return CONCEPTS["over" if -1 in marks else "forward"] if _FAR not in marks else None


ADDING: Final = frozenset(["加上", "连同", "加之"])
_BESIDE_UNFINISHED: Final = roles("unfinished request pending part all last this done")
_CARRY: Final = roles("carry turn takes")


def _carry(before: int | None, after: int | None) -> str:
    """Which of the two numbers of what was carried is told, by the years before and behind the word; "" for neither."""
    if before is not None and after is not None and before != after - 1 and before != after:
        return ""
    if after is not None:
        return {1: "forward", 0: "over", -1: "over" if before is None else ""}.get(after, "")
    return {None: "carried", 0: "carried", -1: "over", 1: "forward"}.get(before, "")


def _mark(token: Token, year: int | None) -> int | None:
    """The year that a word names, counted from that of the report; None where it names none."""
    if "year" in token.roles:
        return int(token.value) - year if token.value is not None and year is not None else _FAR
    if token.text in ("往年", "历年"):
        return -1
    return next((mark for role, mark in (("last", -1), ("this", 0), ("next", 1)) if role in token.roles), None)


_FAR: Final = 99


def _is_of_another(run: Run) -> bool:
    return run.has("to", "alien", "help", "issue", "document", "proactive", "growth", "more", "drafted_for", *_KINDS)


def _ground(run: Run, topic: Topic, year: int | None) -> Told:
    grounds = tuple(dict.fromkeys(role for role in run.roles if role in GROUNDS))
    among = run.has(*RESULTS) and any(token.text in _AMONG for token in run.tokens)  # 信访、重复申请等情形不予处理
    if among or not grounds or _is_of_another(run) or run.roles[-1] in ("get",) or _is_weak(run, topic):
        return None
    if (
        run.has("petition")
        and run.has("get", "done", "handle")
        and not ("类" in run.text or run.has("request", *RESULTS))
    ):
        return None
    if "third_party_rights" in grounds and run.roles[-1] == "request":
        return None
    proven = topic == "request" or (run.has("petition", "publications") and ("类" in run.text or "要求" in run.text))
    proven = proven or run.has(*RESULTS) or any(token.text[:1] in "属因涉" for token in run.tokens)
    return joined(grounds) if proven or not _NEEDS_PROOF & set(grounds) else None


_AMONG: Final = ("等", "等情形", "等原因", "等情况", "等方面")


def _result(run: Run, topic: Topic, year: int | None) -> Told:
    results = tuple(dict.fromkeys(role for role in run.roles if role in RESULTS))
    if _is_weak(run, topic):
        return None
    return joined(results) if results and not _is_of_another(_without_petitions(run)) and not run.has("late") else None


def _without_petitions(run: Run) -> Run:
    """The words without 信访、投诉、举报, where they are why requests came to nothing: 因信访、重复申请等不予处理."""
    return run_of([token for token in run.tokens if token.text not in _PETITIONS], run.wall) if run.tokens else run


_PETITIONS: Final = ("信访", "投诉", "举报", "咨询")


def _is_weak(run: Run, topic: Topic) -> bool:
    """Whether some words tell of requests only where the sentence speaks of them, and it does not."""
    return topic != "request" and run.plays(_WEAK)


_WEAK: Final = roles("weak")


def _answer(run: Run, topic: Topic, year: int | None) -> Told:
    answers = [role for role in run.roles if role in ANSWERS]
    if not answers or _is_of_another(run):
        return None
    return CONCEPTS["agreed request" if answers[-1] == "agreed" and topic == "request" else answers[-1]]


def plainly_public(run: Run, topic: Topic, year: int | None) -> Told:
    """公开5件, among the results of requests."""
    last = [token.text for token in run.tokens if token.text.strip() and token.text not in ("类", "类型", "的")][-1:]
    alone = not set(run.roles) - {"part", "all", "already", "done"} and last in _PUBLIC
    return CONCEPTS["disclosed"] if topic == "request" and alone and not _is_barred(run) else None


def _is_barred(run: Run) -> bool:
    """Whether the word in front, which nobody knows, turns it around: 不得公开, 法规禁止公开."""
    return run.wall is not None and "other" in run.wall.roles and run.wall.text.endswith(_NEGATED)


_NEGATED: Final = ("不", "未", "非", "禁止", "不得", "不宜", "不能", "难以", "部分", "拒绝", "暂缓", "暂不")


_PUBLIC: Final = (["公开"], ["直接公开"], ["依法公开"])


def _decision(run: Run, topic: Topic, year: int | None) -> Told:
    kinds = list(dict.fromkeys(role for role in run.roles if role in DECISIONS))
    others = set(run.roles) - {*DECISIONS, "decided", "all"}
    if topic == "request" and any(token.text in _KINDS_OF_MATTER for token in run.tokens):  # 规划许可类12件
        return None
    if others == {"done"} and any(token.text == "办理" for token in run.tokens):
        others = set()
    wall = run.wall.text if run.wall is not None else ""
    plain = (
        not any(token.text in ("公开", "信息", "政府信息", "受理", "结果") for token in run.tokens) and "证" not in wall
    )
    return CONCEPTS[kinds[0]] if len(kinds) == 1 and not others and plain else None


_KINDS_OF_MATTER: Final = ("类", "类的", "方面", "方面的")
_PUBLISHED: Final = ("公开", "信息", "政府信息", "受理", "结果")


def _proactive(run: Run, topic: Topic, year: int | None) -> Told:
    if run.roles != ("proactive",) or not any("信息" in token.text for token in run.tokens):
        return None
    return CONCEPTS["proactive"] if "proactive" in run.tokens[0].roles or run.is_open else None


def _request(run: Run, topic: Topic, year: int | None) -> Told:
    played = _since_alien(run.roles)
    if run.has(*_NO_REQUEST):
        return None
    if _came_last_year(run, year):
        return CONCEPTS["over"]
    if (
        topic in ("proactive", "alien") and run.text.strip() == "依申请公开"
    ):  # the third of 主动公开, 依申请公开, 不予公开
        return None
    key = _verb(played, run) if "request" in played else _verb_alone(played, run, topic)
    return CONCEPTS.get(key)


def _came_last_year(run: Run, year: int | None) -> bool:
    """Whether requests came last year and were answered in this: 2022年收到、2023年答复的申请."""
    marks = [mark for token in run.tokens if (mark := _mark(token, year)) is not None]
    return marks == [-1, 0] and run.has("get", "new") and run.has("done")


def _since_alien(played: tuple[str, ...]) -> tuple[str, ...]:
    """The roles behind the last word for something else."""
    at = max(
        (at for at, role in enumerate(played) if role in ("alien", "help", "paperwork", "drafted_for")), default=-1
    )
    return played[at + 1 :]


def _verb(played: tuple[str, ...], run: Run) -> str:
    """What was done with the requests that are named; the word behind them goes before the one in front."""
    at = len(played) - 1 - played[::-1].index("request")
    behind = [_DEEDS[role] for role in played[at + 1 :] if role in _DEEDS]
    before = [_DEEDS[role] for role in played[:at] if role in _DEEDS]
    if behind:
        return behind[-1]
    if before:
        return before[0]
    if "register" in played:
        return "get" if any(mark in run.text for mark in _OGI) else ""
    return "plain" if run.is_open and "alien" not in run.roles and any(mark in run.text for mark in _OGI) else ""


_DEEDS: Final = {"get": "get", "handle": "get", "ask": "get", "came": "get", "new": "new", "done": "done"}


def _verb_alone(played: tuple[str, ...], run: Run, topic: Topic) -> str:
    """What was done with requests that the sentence named before."""
    deeds = [role for role in played if role in _DEEDS]
    if not deeds or set(played) - set(_DEEDS) - {"all", "part", "last", "next", "continue", "about", "decided"}:
        return ""
    if deeds[-1] == "new":
        this = run.plays(_THIS_YEAR) or any("year" in token.roles for token in run.tokens)
        return "new" if topic == "request" or this else ""
    if (
        topic != "request"
        or deeds[-1] in ("ask", "came")
        or any(token.text in _WANTED | _THINGS for token in run.tokens)
    ):
        return ""
    unsure = run.wall is not None and "other" in run.wall.roles
    if unsure and any(token.text in ("处理", "完成") for token in run.tokens):
        return ""
    return _DEEDS[deeds[-1]]


_THINGS: Final = frozenset(["事项", "案件", "办理事项", "事务", "工作", "内容", "函件", "来函"])
_WANTED: Final = frozenset(["要求", "请求"])
_THIS_YEAR: Final = frozenset(["this"])


def is_partial(run: Run) -> bool:
    """Whether the words behind a number speak of one way or one kind of requester."""
    return run.plays(_PARTIAL)


def counts(token: Token) -> bool:
    """Whether a number counts cases, requests or papers."""
    return token.unit in COUNTERS


MONEY: Final = frozenset(["元", "万元", "亿元"])


def fee_of(run: Run) -> Told:
    """The fees that a sum of money is: all that table 2 tells, or those for information that was asked for."""
    last = run.roles[-1:]
    if last == ("processing_fee",):
        return CONCEPTS["processing_fee"]
    cut = run.wall is not None and run.wall.text[-1:] in "免消少"
    return CONCEPTS["fee"] if run.roles == ("fee",) and not cut else None


def of_every_one(run: Run, last: Concept, topic: Topic, year: int | None) -> Told:
    """What is said of every one of the last number: how it ended, who asked, that it is finished."""
    if last.name in ("行政复议", "行政诉讼") and run.has(*ENDS) and set(run.roles) <= {*ENDS, "came"}:
        return concept_of(run, "reconsideration" if last.name == "行政复议" else "litigation", year)
    if last.name not in ("收到申请", "新收申请"):
        return None
    kinds = requesters(run) or (["natural_person"] if run.text.strip("为系是由的") in _ONE_PERSON else [])
    if len(kinds) == 1 and set(run.roles) <= {"request", "ask"}:
        return CONCEPTS[kinds[0]]
    if run.has(*RESULTS) and set(run.roles) <= {*RESULTS, "done", "already"}:
        found = _result(run, topic, year)
        return attrs.evolve(found, less=(CONCEPTS["over"].cells[0],)) if found is not None else None
    finished = run.has("done") and set(run.roles) <= {"done", "already", "all"} and "率" not in run.text
    going_on = not run.has("already") and all(token.text in _GOING_ON for token in run.tokens if "done" in token.roles)
    return CONCEPTS["forward"] if finished and not going_on else None


_ONE_PERSON: Final = ("个人", "个人申请", "个人提出", "个人提出申请", "个人提出的申请")
_GOING_ON: Final = frozenset(["办理", "处理"])  # 均依法办理 tells how, not that it is done


def told_by_clause(clause: Sequence[Token], left: Run, topic: Topic) -> Told:
    """What a clause tells of which the last words are not known: its one ground, or what was asked in many words."""
    grounds = {role for token in clause for role in token.roles if role in GROUNDS}
    played = {role for token in clause for role in token.roles}
    if topic == "request" and len(grounds) == 1 and not played & {"alien", "help", "issue", "document", "to"}:
        return CONCEPTS[grounds.pop()]
    asked = "request" in left.roles[-1:] and played & {"get", "new"} and not played & _FOREIGN_DEEDS
    verbs = {role for role in played if role in DOCUMENTS}
    if left.roles == ("document",) and len(verbs) == 1 and not played & {"alien", "help", "paperwork", "proactive"}:
        return CONCEPTS[f"document {verbs.pop()}"]
    text = "".join(token.text for token in clause)
    if asked and any(mark in text for mark in ("申请公开", "信息公开", "依申请公开", "要求公开")):
        return CONCEPTS["get"]
    return None


_FOREIGN_DEEDS: Final = frozenset(["licence", "penalty", "help", "alien", "channel", "requester", "deny", "part"])


_NO_REQUEST: Final = roles(
    "more growth late unfinished document proactive reconsideration litigation licence penalty not_existing"
)
