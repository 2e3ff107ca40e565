"""Words, clauses and sentences that a report prints twice."""

from __future__ import annotations

import collections
import itertools
import re
from collections.abc import Iterator
from typing import Final

from ..model.check import Violation
from ..narrative.quote import broken_at, quoted
from ..narrative.statement import Sentence, Statement


def doubled_words(statement: Statement) -> Iterator[Violation]:
    """No word and no clause is written twice in a row."""
    yield from _stops_twice(statement)
    signs: tuple[str | re.Pattern[str], ...] = (
        _WORD_TWICE,
        _CLAUSE_TWICE,
        _TWO_ITEMS,
        _SIGN_TWICE,
        *(2 * mark for mark in _MARKS),
    )
    for sentence in statement.sentences_with(*signs):
        for start, said in itertools.islice(_doubled(sentence.text), _MOST):
            yield broken_at(sentence, start, said=said)


_MOST: Final = 4  # of one sentence


def _stops_twice(statement: Statement) -> Iterator[Violation]:
    """A full stop or a semicolon that stands alone behind one of its kind."""
    for last, one in itertools.pairwise(statement.sentences):
        same = (last.section, last.paragraph) == (one.section, one.paragraph)
        if same and one.text in ("。", "；") and last.text.endswith(one.text) and last.text != one.text:
            yield broken_at(last, len(last.text) - 1, said=2 * one.text)


def _doubled(text: str) -> Iterator[tuple[int, str]]:
    """Each word, clause, item or mark that is written twice in a row, and where; of two that overlap the first."""
    words = (found for found in _WORD_TWICE.finditer(text) if not _is_lawful(found))
    others = (pattern.finditer(text) for pattern in (_CLAUSE_TWICE, _ITEM_TWICE, _SIGN_TWICE, _MARK_TWICE))
    behind = 0
    told: set[str] = set()
    for found in sorted(itertools.chain(words, *others), key=lambda found: (found.start(), -found.end())):
        if found.start() >= behind:
            behind = found.end()
            if found.group() in told:
                continue
            told.add(found.group())
            yield found.start(), found.group()


_HAN: Final = "[\u4e00-\u9fff]"
_WORD_TWICE: Final = re.compile(  # it looks first whether a character comes back at all, which is seldom
    f"(?=({_HAN}){_HAN}{{1,11}}\\1)(?P<word>{_HAN}{{2,12}})(?P=word)+"
)
_CLAUSE_TWICE: Final = re.compile(f"(?<!{_HAN})({_HAN}{{4,20}}+)[，、]\\1(?!{_HAN})")
_ITEM_TWICE: Final = re.compile(  # 行政处罚信息0条、行政处罚信息0条
    f"((?:(?<![^，、：:；]){_HAN}{{4,20}}+|{_HAN}{{6,20}}+)[0-9]+[.0-9]*{_HAN}{{1,3}}+)[，、]\\1(?![^，、。；])"
)
_TWO_ITEMS: Final = re.compile(f"[.0-9]{_HAN}{{1,3}}+[，、]{_HAN}{{4,20}}+[0-9]")  # the same or not
_SIGN_TWICE: Final = re.compile(
    "为为(?<![作成认行以称因]..)|的的(?!确)|是是(?<![但就还可只]..)(?!非)|了了(?<!明..)(?!解)"
)
_MARKS: Final = "，。；：、"
_MARK_TWICE: Final = re.compile(f"([{_MARKS}])\\1+")
_UNITS: Final = "省市县区镇乡州旗民盟"  # 某市人民政府政府信息公开办公室 is right


def _is_lawful(found: re.Match[str]) -> bool:
    word = found["word"]
    before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
    doubled_office = word == "政府" and before in _UNITS and bool(before)
    public_board = word == "公开" and after in ("栏", "榜")
    return doubled_office or public_board or word[:1] == "一" or len(set(word)) == 1


def doubled_sentences(statement: Statement) -> Iterator[Violation]:
    """No sentence of some length is printed twice."""
    where: dict[str, list[Sentence]] = collections.defaultdict(list)
    for sentence in statement.sentences:
        if len(sentence.text) >= _LONG:
            where[sentence.text].append(sentence)
    twice = [found for found in where.values() if len(found) > 1 and not _is_restated(found)]
    for section, group in _by_section(twice).items():
        facts = {"count": len(group), "quote": quoted(group[0])}
        yield Violation(at=(section,), paragraph=group[0].paragraph, facts=facts)


def _is_restated(same: list[Sentence]) -> bool:
    """Whether a fact about requests, cases or fees is told once in each of several sections."""
    sections = [sentence.section for sentence in same]
    return len(set(sections)) == len(sections) and bool(re.search(_RESTATED, same[0].text))


_RESTATED: Final = "申请|复议|诉讼|收费|费用|处理费"


def _by_section(twice: list[list[Sentence]]) -> dict[str, list[Sentence]]:
    """The second print of each sentence, by its section."""
    found: dict[str, list[Sentence]] = {}
    for same in twice:
        found.setdefault(same[1].section, []).append(same[1])
    return found


_LONG: Final = 18
