"""Who asked: the requesters of table 3, as a sentence names them beside a number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .attribution import Run
from .concepts import CONCEPTS, Concept
from .lexicon import roles
from .tokens import Token

_BEHIND: Final = roles("request ask all")
_OPENS: Final = frozenset(["申请人", "为", "是", "由", "来自", "系"])
_CHANNEL: Final = roles("channel")
_NAMED: Final = {
    "自然人": "natural_person", "公民": "natural_person", "商业企业": "commercial", "企业": "commercial",
    "科研机构": "research", "社会公益组织": "welfare", "公益组织": "welfare", "法律服务机构": "legal_service",
    "律师事务所": "legal_service", "法人或其他组织": "organizations", "法人和其他组织": "organizations",
    "法人或者其他组织": "organizations", "法人及其他组织": "organizations", "法人组织": "organizations",
    "公民个人": "natural_person", "科研院所": "research", "律所": "legal_service",
}  # fmt: skip


def requesters(run: Run) -> list[str]:
    """The kinds of requester that some words name."""
    return list(dict.fromkeys(_NAMED[token.text] for token in run.tokens if token.text in _NAMED))


def requester_of(left: Run, right: Run, topic: str, follows: bool = False) -> Concept | None:
    """The requests of one kind of requester: 自然人3件, 企业提出的2件, 2件来自自然人.

    `follows` says that another kind follows: then 公民 is one kind too, 收到公民申请4件、企业申请2件.
    """
    kinds = requesters(left)
    if topic == "request" and follows and left.text.strip("、，提出申请的和及 ") in ("其他组织", "其它组织"):
        return CONCEPTS["other_organizations"]
    if topic != "request" or left.plays(_CHANNEL) or (left.text.endswith("中") and left.text != "申请人中"):
        return None
    if len(kinds) == 1 and set(left.roles) <= {"request", "ask", "get", "part", "new"}:
        return CONCEPTS[kinds[0]] if _named_first(left) or follows else None
    behind = requesters(right)
    if set(left.roles) <= {"part"} and len(behind) == 1 and right.is_clean and set(right.roles) <= _BEHIND:
        said = right.text.removeprefix("申请").lstrip("均都全部")
        return CONCEPTS[behind[0]] if left.is_open and said[:1] in "由来为系属" else None
    return None


def names_another(tokens: Sequence[Token], index: int) -> bool:
    """Whether another kind of requester is counted next."""
    if index + 2 >= len(tokens) or not tokens[index + 1].roles & _LISTS:
        return False
    return any(token.text in _NAMED for token in tokens[index + 2 : index + 4])


_LISTS: Final = roles("join comma")


def _named_first(left: Run) -> bool:
    """Whether a clause begins with the requester: 公民 in the middle of 收到公民申请 is everybody."""
    words = [token for token in left.tokens if token.text.strip() and "part" not in token.roles]
    while words and (words[0].text in _OPENS or (words[0].text == "中" and left.text.startswith("申请人"))):
        del words[0]
    return (
        bool(words)
        and words[0].text in _NAMED
        and (words[0].text != "公民" or left.has("part"))
        and not left.has("get", "new")
    )
