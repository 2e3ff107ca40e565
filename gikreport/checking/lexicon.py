"""词表: the words of an office's own, from a TOML file, beside those of the house. Words are data only."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..datafile import shown, toml_file
from ..errors import Problem, Unreadable, Words
from ..narrative.concepts import GROUNDS, RESULTS
from ..narrative.lexicon import Lexicon, lexicon

# The roles that a word of an office may play, and what each is called in Chinese.
ROLES: Final[Mapping[str, str]] = {
    "get": "收到", "new": "新收", "done": "办结", "carry": "结转", "request": "申请",
    **{role: name for role, (name, _) in (*RESULTS.items(), *GROUNDS.items())},
    "reconsideration": "行政复议", "litigation": "行政诉讼", "direct": "直接起诉",
    "after_reconsideration": "复议后起诉", "upheld": "结果维持", "corrected": "结果纠正", "other_result": "其他结果",
    "pending": "尚未审结", "document": "行政规范性文件", "rule": "规章", "issue": "制发", "repeal": "废止",
    "in_force": "现行有效", "licence": "行政许可", "penalty": "行政处罚", "compulsion": "行政强制",
    "fee": "行政事业性收费", "processing_fee": "信息处理费", "proactive": "主动公开", "channel": "渠道",
    "requester": "申请人", "alien": "其他事项", "glue": "虚词",
}  # fmt: skip
_NAMED: Final = {name: role for role, name in ROLES.items()}
_SHORTEST, _LONGEST = 2, 40


def read_lexicon(source: str | pathlib.Path | Mapping[str, Any]) -> Lexicon:
    """The words of the house with those of a TOML file, or of its data: `[lexicon]`, in it role = ["word", ...].

    Raises Unreadable with every problem at once: an unknown role, a word that plays another one already.
    """
    file = None if isinstance(source, Mapping) else pathlib.Path(source)
    data = source if isinstance(source, Mapping) else toml_file(pathlib.Path(source))
    problems = list(_problems(data))
    if problems:
        name = file.name if file else "词表"
        raise Unreadable(Words(f"{name} 有写错的地方", f"{name} is not sound"), problems)
    return lexicon(tuple((_role(key), " ".join(words)) for key, words in data.get("lexicon", {}).items()))


def _role(key: str) -> str:
    return _NAMED.get(key, key)


def _problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    for key in data:
        if key != "lexicon":
            yield Problem(key, Words("不认识的键，应为 lexicon", "unknown key; lexicon is due"))
    rows = data.get("lexicon", {})
    if not isinstance(rows, Mapping):
        yield Problem("lexicon", Words("应写作 [lexicon]", "takes [lexicon]"))
        return
    if not rows:
        yield Problem("lexicon", Words("没有列出任何词", "lists no word"))
    known: dict[str, str] = {}
    for key, words in rows.items():
        yield from _row_problems(f"lexicon.{key}", _role(key), words, known)


def _row_problems(at: str, role: str, words: Any, known: dict[str, str]) -> Iterator[Problem]:
    """What is wrong with the words of a role; `known` has the words of the file so far with their roles."""
    if role not in ROLES:
        all_roles = "、".join(f"{role}（{name}）" for role, name in ROLES.items())
        yield Problem(at, Words(f"没有这个角色，有 {all_roles}", f"no such role; there are {', '.join(ROLES)}"))
    elif not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        yield Problem(at, Words(f"应为词的列表，实为 {shown(words)}", f"takes a list of words, not {shown(words)}"))
    else:
        for word in words:
            yield from _word_problems(at, word, role, known)


def _word_problems(at: str, word: str, role: str, known: dict[str, str]) -> Iterator[Problem]:
    """What is wrong with a word; `known` has the words of the file so far with their roles."""
    if (
        not _SHORTEST <= len(word) <= _LONGEST
        or not word.isprintable()
        or any(c.isspace() or c.isdecimal() for c in word)
    ):
        zh = f"“{word[:_LONGEST]}”不能作词：应为 {_SHORTEST} 至 {_LONGEST} 个字，不含空格和数字"
        en = f"{word[:_LONGEST]!r} is no word: {_SHORTEST} to {_LONGEST} characters without blanks and digits are due"
        yield Problem(at, Words(zh, en))
        return
    other = known.setdefault(word, role)
    played = lexicon().roles.get(word, frozenset())
    others = sorted({other} - {role}) or sorted(played if role not in played else ())
    if others:
        zh = "、".join(f"{one}（{ROLES[one]}）" if one in ROLES else one for one in others)
        yield Problem(
            at, Words(f"“{word}”已经是 {zh}，不能再作 {role}", f"{word} is {', '.join(others)} already, not {role}")
        )
