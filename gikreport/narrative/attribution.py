"""Whose number a quantity is: that of its left neighbour, else of the right one, else of the topic of the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs

from .concepts import ANSWERS, CONCEPTS, DECISIONS, DOCUMENTS, ENDS, GROUNDS, RESULTS, Concept, joined
from .lexicon import ANCHORS
from .scope import JUDGES
from .tokens import COUNTERS, Token

_WALLS: Final = frozenset(["comma", "stop", "open", "close", "quantity", "percent", "other", "ordinal", "deny", "rest"])
_BEHIND: Final = _WALLS | {"join"}
_CLEAN: Final = frozenset(["comma", "stop", "close", "open", "join", "rest"])
_KINDS: Final = ("reconsideration", "litigation")
_VERBS: Final = frozenset(
    ["get", "new", "ask", "register", "handle", "done", "came", "issue", "repeal", "in_force", "decided", "all"]
)
_NEEDS_PROOF: Final = frozenset(
    ["petition", "publications", "enforcement_files", "administrative_inquiries", "state_secret", "internal_affairs"]
)
_OGI: Final = ("信息公开", "依申请", "公开申请", "政府信息")
_PARTIAL: Final = frozenset(["channel", "requester"])


@attrs.frozen
class Run:
    """The words on one side of a number, joined to it by glue alone, and what ended them."""

    tokens: tuple[Token, ...]
    roles: tuple[str, ...]
    wall: Token | None

    def has(self, *roles: str) -> bool:
        """Whether one of these roles is played."""
        return any(role in self.roles for role in roles)

    def plays(self, roles: frozenset[str]) -> bool:
        """Whether a word of it plays one of these roles, glue or not."""
        return any(token.roles & roles for token in self.tokens)

    @property
    def text(self) -> str:
        """The words as they stand."""
        return "".join(token.text for token in self.tokens)

    @property
    def is_clean(self) -> bool:
        """Whether a mark, or the end of the sentence, ends it: not a word that nobody knows."""
        return self.wall is None or bool(self.wall.roles & _CLEAN)

    @property
    def is_open(self) -> bool:
        """Whether it begins a clause."""
        return self.wall is None or bool(self.wall.roles & (_CLEAN - {"close", "join"}))

    def __add__(self, other: Run) -> Run:
        return Run((*self.tokens, *other.tokens), (*self.roles, *other.roles), self.wall)


def left_of(tokens: Sequence[Token], index: int) -> Run:
    """The words before a number, in the order in which they stand."""
    at = index - 1
    if at >= 0 and "join" in tokens[at].roles:
        return run_of((), tokens[at])
    if at >= 1 and "close" in tokens[at].roles:
        at = _named_in_brackets(tokens, at)
    opens = at >= 1 and ("open" in tokens[at].roles or tokens[at].text in "：:")
    if opens and not tokens[at - 1].roles & _WALLS:
        at -= 1
    first = at
    while at >= 0 and not tokens[at].roles & _WALLS:
        at -= 1
    return run_of(tokens[at + 1 : first + 1], tokens[at] if at >= 0 else None)


def _named_in_brackets(tokens: Sequence[Token], close: int) -> int:
    """The place before a bracket that names a ground, as in 不予公开（行政执法案卷）2件: its words are read as if without marks."""
    at = close - 1
    while at >= 0 and close - at < _SHORT and not tokens[at].roles & _WALLS:
        at -= 1
    inside = tokens[at + 1 : close]
    return close - 1 if at >= 0 and "open" in tokens[at].roles and any(t.roles & _GROUNDS for t in inside) else close


_SHORT: Final = 6
_GROUNDS: Final = frozenset(GROUNDS)


def right_of(tokens: Sequence[Token], index: int) -> Run:
    """The words behind a number."""
    at = index + 1
    while at < len(tokens) and not tokens[at].roles & _BEHIND:
        at += 1
    return run_of(tokens[index + 1 : at], tokens[at] if at < len(tokens) else None)


def run_of(tokens: Sequence[Token], wall: Token | None) -> Run:
    """Some words, with the parts that they play."""
    roles = tuple(role for token in tokens for role in sorted(token.roles & ANCHORS))
    return Run(tuple(tokens), roles, wall)


Topic = str
Told = Concept | None


def concept_of(run: Run, topic: Topic, year: int | None) -> Told:
    """The number that a run of words tells, in a sentence of some topic; None where they tell none that is known."""
    for find in (
        _case,
        _document,
        _carried,
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
    kinds = [kind for kind in (*_KINDS, "direct", "after_reconsideration") if kind in run.roles]
    ends = [role for role in run.roles if role in ENDS]
    if not kinds and ends and set(run.roles) <= {*ENDS, "all", "came", "decided", "part"}:
        kinds = [topic] if topic.split("+")[0] in (*_KINDS, "direct", "after_reconsideration") else []
    if not kinds or run.has(
        "alien", "help", "paperwork", "carry", "growth", "drafted_for", "not_processed", "withheld", "proactive"
    ):
        return None
    if any(token.text in JUDGES for token in run.tokens):
        return None
    key = "+".join(kinds) if set(kinds) <= set(_KINDS) else kinds[-1]
    return CONCEPTS.get(" ".join([key, *ends[-1:]]))


def _document(run: Run, topic: Topic, year: int | None) -> Told:
    kinds = [kind for kind in ("rule", "document") if kind in run.roles]
    verbs = [role for role in run.roles if role in DOCUMENTS]
    named = verbs and run.has("in_force") and run.text.replace("的", "").endswith(("文件", "件数", "数量"))
    if not kinds and (topic in ("document", "rule", "rule+document") or named):
        kinds = ["document"] if named else [topic]
    if not kinds or not verbs or run.has("alien", "help", "paperwork", "drafted_for", "proactive", "growth", "request"):
        return None
    return CONCEPTS.get(f"{'+'.join(kinds)} {verbs[-1]}")


def _carried(run: Run, topic: Topic, year: int | None) -> Told:
    at = next((at for at, token in enumerate(run.tokens) if token.roles & _CARRY), None)
    if at is None:
        marks = [_mark(token, year) for token in run.tokens]
        return CONCEPTS["forward"] if 1 in marks and run.has("done", "continue") else None
    before = [mark for token in run.tokens[:at] if (mark := _mark(token, year)) is not None]
    after = [mark for token in run.tokens[at + 1 :] if (mark := _mark(token, year)) is not None]
    if "turn" in run.tokens[at].roles and not (after and after[0] == 1):
        return None
    if run.has("alien", "help", *_KINDS, "growth"):
        return None
    return CONCEPTS.get(_carry(before[-1] if before else None, after[0] if after else None))


_CARRY: Final = frozenset(["carry", "turn"])


def _carry(before: int | None, after: int | None) -> str:
    """Which of the two numbers of what was carried is told, by the years before and behind the word; "" for neither."""
    if before is not None and after is not None and before != after - 1 and before != after:
        return ""
    if after is not None:
        return {1: "forward", 0: "over", -1: "over" if before is None else ""}.get(after, "")
    return {None: "carried", 0: "carried", -1: "over"}.get(before, "")


def _mark(token: Token, year: int | None) -> int | None:
    """The year that a word names, counted from that of the report; None where it names none."""
    if "year" in token.roles:
        return int(token.value) - year if token.value is not None and year is not None else _FAR
    return next((mark for role, mark in (("last", -1), ("this", 0), ("next", 1)) if role in token.roles), None)


_FAR: Final = 99


def _is_of_another(run: Run) -> bool:
    return run.has("to", "alien", "help", "issue", "document", "proactive", "growth", "more", "drafted_for", *_KINDS)


def _ground(run: Run, topic: Topic, year: int | None) -> Told:
    grounds = tuple(dict.fromkeys(role for role in run.roles if role in GROUNDS))
    if not grounds or _is_of_another(run) or run.roles[-1] in ("get",):
        return None
    proven = topic == "request" or (run.has("petition", "publications") and ("类" in run.text or "要求" in run.text))
    proven = proven or run.has(*RESULTS) or any(token.text[:1] in "属因涉" for token in run.tokens)
    return joined(grounds) if proven or not _NEEDS_PROOF & set(grounds) else None


def _result(run: Run, topic: Topic, year: int | None) -> Told:
    results = tuple(dict.fromkeys(role for role in run.roles if role in RESULTS))
    return joined(results) if results and not _is_of_another(run) and not run.has("late") else None


def _answer(run: Run, topic: Topic, year: int | None) -> Told:
    answers = [role for role in run.roles if role in ANSWERS]
    if not answers or _is_of_another(run):
        return None
    return CONCEPTS["agreed request" if answers[-1] == "agreed" and topic == "request" else answers[-1]]


def plainly_public(run: Run, topic: Topic, year: int | None) -> Told:
    """公开5件, among the results of requests."""
    last = [token.text for token in run.tokens if token.text.strip()][-1:]
    alone = not set(run.roles) - {"part", "all", "already", "done"} and last in (["公开"], ["直接公开"], ["依法公开"])
    return CONCEPTS["disclosed"] if topic == "request" and alone else None


def _decision(run: Run, topic: Topic, year: int | None) -> Told:
    kinds = [role for role in run.roles if role in DECISIONS]
    others = set(run.roles) - {*DECISIONS, "decided", "all"}
    if others == {"done"} and any(token.text == "办理" for token in run.tokens):
        others = set()
    wall = run.wall.text if run.wall is not None else ""
    plain = (
        not any(token.text in ("公开", "信息", "政府信息", "受理", "结果") for token in run.tokens) and "证" not in wall
    )
    return CONCEPTS[kinds[0]] if len(kinds) == 1 and not others and plain else None


def _proactive(run: Run, topic: Topic, year: int | None) -> Told:
    if run.roles != ("proactive",) or not any("信息" in token.text for token in run.tokens):
        return None
    return CONCEPTS["proactive"] if "proactive" in run.tokens[0].roles or run.is_open else None


def _request(run: Run, topic: Topic, year: int | None) -> Told:
    roles = _since_alien(run.roles)
    if run.has(
        "more", "growth", "late", "unfinished", "document", "proactive", *_KINDS, "licence", "penalty", "not_existing"
    ):
        return None
    if _came_last_year(run, year):
        return CONCEPTS["over"]
    key = _verb(roles, run) if "request" in roles else _verb_alone(roles, run, topic)
    return CONCEPTS.get(key)


def _came_last_year(run: Run, year: int | None) -> bool:
    """Whether requests came last year and were answered in this: 2022年收到、2023年答复的申请."""
    marks = [mark for token in run.tokens if (mark := _mark(token, year)) is not None]
    return marks == [-1, 0] and run.has("get", "new") and run.has("done")


def _since_alien(roles: tuple[str, ...]) -> tuple[str, ...]:
    """The roles behind the last word for something else."""
    at = max((at for at, role in enumerate(roles) if role in ("alien", "help", "paperwork", "drafted_for")), default=-1)
    return roles[at + 1 :]


def _verb(roles: tuple[str, ...], run: Run) -> str:
    """What was done with the requests that are named; the word behind them goes before the one in front."""
    at = len(roles) - 1 - roles[::-1].index("request")
    behind = [_DEEDS[role] for role in roles[at + 1 :] if role in _DEEDS]
    before = [_DEEDS[role] for role in roles[:at] if role in _DEEDS]
    if behind:
        return behind[-1]
    if before:
        return before[0]
    if "register" in roles:
        return "get" if any(mark in run.text for mark in _OGI) else ""
    return "plain" if run.is_open and "alien" not in run.roles and any(mark in run.text for mark in _OGI) else ""


_DEEDS: Final = {"get": "get", "handle": "get", "ask": "get", "came": "get", "new": "new", "done": "done"}


def _verb_alone(roles: tuple[str, ...], run: Run, topic: Topic) -> str:
    """What was done with requests that the sentence named before."""
    deeds = [role for role in roles if role in _DEEDS]
    if not deeds or set(roles) - set(_DEEDS) - {"all", "part", "last", "next", "continue", "about", "decided"}:
        return ""
    if deeds[-1] == "new":
        this = run.plays(_THIS_YEAR) or any("year" in token.roles for token in run.tokens)
        return "new" if topic == "request" or this else ""
    if topic != "request" or deeds[-1] in ("ask", "came") or any(token.text in _THINGS for token in run.tokens):
        return ""
    return _DEEDS[deeds[-1]]


_THINGS: Final = frozenset(["事项", "案件", "办理事项", "事务", "工作", "内容", "函件", "来函"])
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
    kinds = _requesters(run)
    if len(kinds) == 1 and set(run.roles) <= {"request", "ask"}:
        return CONCEPTS[kinds[0]]
    if run.has(*RESULTS) and set(run.roles) <= {*RESULTS, "done", "already"}:
        found = _result(run, topic, year)
        return attrs.evolve(found, less=(CONCEPTS["over"].cells[0],)) if found is not None else None
    finished = run.has("done") and set(run.roles) <= {"done", "already", "all"} and "率" not in run.text
    return CONCEPTS["forward"] if finished else None


_NAMED: Final = {
    "自然人": "natural_person", "公民": "natural_person", "商业企业": "commercial", "企业": "commercial",
    "科研机构": "research", "社会公益组织": "welfare", "公益组织": "welfare", "法律服务机构": "legal_service",
    "律师事务所": "legal_service", "法人或其他组织": "organizations", "法人和其他组织": "organizations",
    "法人或者其他组织": "organizations",
}  # fmt: skip


def _requesters(run: Run) -> list[str]:
    return [_NAMED[token.text] for token in run.tokens if token.text in _NAMED]


def requester_of(left: Run, right: Run, topic: Topic) -> Told:
    """The requests of one kind of requester: 自然人3件, 企业提出的2件, 2件来自自然人."""
    kinds = _requesters(left)
    if topic != "request" or left.plays(frozenset(["channel"])) or left.text.endswith("中"):
        return None
    if len(kinds) == 1 and set(left.roles) <= {"request", "ask", "get", "part", "new"}:
        return CONCEPTS[kinds[0]] if _named_first(left) else None
    behind = _requesters(right)
    if not left.roles and len(behind) == 1 and right.is_clean and set(right.roles) <= {"request", "ask"}:
        return CONCEPTS[behind[0]] if left.is_open and right.text[:1] in "由来为系属" else None
    return None


def _named_first(left: Run) -> bool:
    """Whether a clause begins with the requester: 公民 in the middle of 收到公民申请 is everybody."""
    words = [token for token in left.tokens if token.text.strip() and "part" not in token.roles]
    return bool(words) and words[0].text in _NAMED and words[0].text != "公民" and not left.has("get", "new")


def told_by_clause(clause: Sequence[Token], left: Run, topic: Topic) -> Told:
    """What a clause tells of which the last words are not known: its one ground, or what was asked in many words."""
    grounds = {role for token in clause for role in token.roles if role in GROUNDS}
    roles = {role for token in clause for role in token.roles}
    if topic == "request" and len(grounds) == 1 and not roles & {"alien", "help", "issue", "document", "to"}:
        return CONCEPTS[grounds.pop()]
    asked = "request" in left.roles[-1:] and roles & {"get", "new"} and not roles & _FOREIGN_DEEDS
    verbs = {role for role in roles if role in DOCUMENTS}
    if left.roles == ("document",) and len(verbs) == 1 and not roles & {"alien", "help", "paperwork", "proactive"}:
        return CONCEPTS[f"document {verbs.pop()}"]
    text = "".join(token.text for token in clause)
    if asked and any(mark in text for mark in ("申请公开", "信息公开", "依申请公开", "要求公开")):
        return CONCEPTS["get"]
    return None


_FOREIGN_DEEDS: Final = frozenset(["licence", "penalty", "help", "alien", "channel", "requester", "deny", "part"])
