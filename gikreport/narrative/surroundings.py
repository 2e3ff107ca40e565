"""What stands around a number in its sentence."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from .attribution import Run
from .claims import Claim
from .concepts import GROUNDS, RESULTS, Concept
from .lexicon import roles
from .office import Office
from .scope import Circumstances
from .tokens import Token

CASES: Final = ("reconsideration", "litigation", "reconsideration+litigation", "direct", "after_reconsideration")
OBJECTS: Final = ("request", "reconsideration", "litigation", "document", "rule")
RECEIVED_NAMES: Final = frozenset(["收到申请", "新收申请"])
_VERBS: Final = roles("get new ask register handle done came issue repeal in_force decided all part last next")
_DEEDS: Final = roles("get new ask register handle done came issue repeal in_force")
_FOREIGN: Final = roles("other alien licence ordinal")
_AHEAD: Final = 9


def is_of_clause(token: Token) -> bool:
    """Whether a token stands within a clause."""
    return not token.roles & {"comma", "stop", "quantity"}


def is_case(token: Token) -> bool:
    """Whether a word names reconsideration or litigation."""
    return any(role in CASES for role in token.roles)


def is_verb_alone(run: Run) -> bool:
    """Whether some words say what was done, and not with what."""
    return bool(set(run.roles) & _DEEDS) and set(run.roles) <= _VERBS


def leaves_to_the_right(left: Run, right: Run) -> bool:
    """Whether the words before a number say nothing of their own."""
    empty = set(left.roles) <= {"part", "all", "continue", "to"}
    return empty or (set(left.roles) <= {"request", "part"} and right.has(*RESULTS, *GROUNDS))


def uses_topic(run: Run) -> bool:
    """Whether some words name no object of their own."""
    return not run.has(*OBJECTS, *RESULTS, *GROUNDS, "carry", "turn", "new")


def begins(left: Run) -> bool:
    """Whether a number opens its clause."""
    said = left.text
    return left.is_open and said in ("", "上述", "以上", "上", "述")


def goes_on_with_results(tokens: Sequence[Token], index: int) -> bool:
    """Whether results, or what was carried, follow a number of what was finished."""
    for token in tokens[index + 1 : index + _AHEAD]:
        if token.roles & {"disclosed", "carry", "next"}:
            return True
        if token.roles & {"other", "alien", "request", "reconsideration"}:
            return False
    return False


def is_of_named_requests(concept: Concept) -> bool:
    """Whether a concept is what became of requests."""
    return concept.code == "P301" and concept.name not in ("收到申请", "新收申请", "上年结转", "结转下年度")


def adds_another_year(tokens: Sequence[Token], index: int, office: Office) -> bool:
    """Whether a bracket says that what another year carried over is in the number: （含2020年结转3件）."""
    aside = tokens[index + 1 : index + _AHEAD]
    if not aside or "open" not in aside[0].roles or not any("carry" in token.roles for token in aside):
        return False
    years = [token.value for token in aside if "year" in token.roles]
    return any(office.year is None or year is None or year not in (office.year - 1, office.year) for year in years)


def is_cut_off(tokens: Sequence[Token], index: int, concept: Concept) -> bool:
    """Whether behind what was finished more is told that was not: 答复7件，不予受理4件."""
    if concept.name != "办理申请" or index + 2 >= len(tokens):
        return False
    at = index + 2
    if tokens[index + 1].roles & {"comma", "join"}:
        while at < len(tokens) - 1 and tokens[at].text in ("另", "其余", "另有"):
            at += 1
        return bool(tokens[at].roles & {"late", "not_processed"})
    return False


def is_received(claim: Claim) -> bool:
    """Whether a claim tells what was received."""
    return claim.concept is not None and claim.concept.name in RECEIVED_NAMES and not claim.negated


TOPICS: Final = roles("request reconsideration litigation direct after_reconsideration document rule alien proactive")


def topic_of(token: Token, before: Token | None, topic: str, so_far: Circumstances) -> str:
    """What a sentence speaks of from a word on; "" where the word changes nothing."""
    if not token.roles & TOPICS or _stays(token, before, topic):
        return ""
    for role in sorted(token.roles):
        if role == "request":
            return _request(token, before, topic, so_far)
        if role in CASES and not ("via" in token.roles and topic in CASES):
            both = topic in CASES and topic != role and before is not None and "join" in before.roles
            return "alien" if so_far.judges else "reconsideration+litigation" if both else role
        if role in ("document", "rule"):
            both = topic == "rule" and before is not None and "join" in before.roles
            return "rule+document" if both else role
        if role in ("alien", "proactive"):
            return role
    return ""


def _stays(token: Token, before: Token | None, topic: str) -> bool:
    """Whether a sentence goes on with its topic in spite of a word: 申请公开档案, 主动公开8件、依申请公开3件."""
    goes_on = topic == "alien" and before is not None and before.roles & _GOES_ON
    listed = (topic == "proactive" or goes_on) and token.text == "依申请公开"
    return bool(listed) or (topic == "request" and "subject" in token.roles) or _is_of_documents(token, before, topic)


_GOES_ON: Final = roles("join comma")


def _is_of_documents(token: Token, before: Token | None, topic: str) -> bool:
    """Whether 文件 are those that the sentence speaks of: 无文件废止."""
    return token.text == "文件" and topic == "document" and before is not None and "deny" in before.roles


def topic_behind(tokens: Sequence[Token], topic: str) -> str:
    """What a sentence without numbers and denials speaks of in the end, such as a heading."""
    named = [token for token in tokens if token.roles & TOPICS]
    return "request" if named and "request" in named[-1].roles else topic if not named else ""


def _request(token: Token, before: Token | None, topic: str, so_far: Circumstances) -> str:
    """Requests for information; a request for something else, or that of another office, is no topic of the tables."""
    foreign = token.text == "申请" and before is not None and before.roles & _FOREIGN and before.text not in _BY
    if so_far.helps or foreign:
        return "alien"
    return "" if topic in CASES and before is not None and is_case(before) else "request"


_BY: Final = frozenset(["按", "从", "按照", "根据", "依照", "以", "把", "将"])


def stopped_by(left: Run, right: Run) -> str:
    """The words beside a number that nobody knows."""
    for run in (left, right):
        if run.wall is not None and "other" in run.wall.roles:
            return run.wall.text
    return left.text or right.text


def is_of_wider_cases(tokens: Sequence[Token], index: int) -> bool:
    """Whether only some of the cases that a number counts are of information: 复议210件，其中涉及信息公开的3件."""
    behind = tokens[index + 1 : index + _AHEAD]
    if not (len(behind) > 1 and "comma" in behind[0].roles and "part" in behind[1].roles):
        return False
    told = itertools.takewhile(lambda token: "quantity" not in token.roles, behind)
    return "信息公开" in "".join(token.text for token in told)


def is_carried_on(tokens: Sequence[Token], index: int, office: Office) -> bool:
    """Whether the rest is said to go on next year, whatever the reason: 尚有1件因征求意见结转下年度."""
    clause = list(itertools.takewhile(is_of_clause, tokens[index + 1 : index + _LONG]))
    carries = any(each.roles & {"carry", "turn"} for each in clause)
    return carries and any("next" in each.roles or each.value == (office.year or 0) + 1 for each in clause)


def is_of_last_year(tokens: Sequence[Token], index: int, office: Office) -> bool:
    """Whether what was left is that of last year: 上年余3件, 2022年剩余2件."""
    at = index - 1
    while at >= 0 and tokens[at].roles & _LEFT:
        at -= 1
    last = tokens[at] if at >= 0 else None
    return last is not None and ("last" in last.roles or last.value == (office.year or 0) - 1)


_LEFT: Final = roles("takes rest glue")
_LONG: Final = 40
