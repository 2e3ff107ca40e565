"""A sentence understood: each of its numbers, each denial, with its concept, its year and its scope."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

import attrs

from ..model.outline import CellPath
from .attribution import Run, left_of, right_of
from .claims import Claim, Period, Scope, Why
from .concepts import CONCEPTS, DECISIONS, GROUNDS, Concept
from .denials import denied
from .groups import Groups, is_result
from .items import outcome_of
from .lexicon import Lexicon, roles
from .meaning import MONEY, counts, fee_of, is_partial, of_every_one
from .office import Office
from .places import REQUESTED, Place
from .scope import AGAIN, Circumstances, steps_of
from .surroundings import (
    CASES,
    RECEIVED_NAMES,
    TOPICS,
    adds_another_year,
    is_cut_off,
    is_of_named_requests,
    is_of_wider_cases,
    is_received,
    stopped_by,
    topic_behind,
    topic_of,
    uses_topic,
)
from .tokens import Token, is_how_many, tokens_of

_OPENS_ALL: Final = roles("comma close already quantity")
_TELLING: Final = roles("quantity deny nil")
_DENYING: Final = roles("deny nil")
_TURNS: Final = TOPICS | roles("open close")
_READ: Final = _TELLING | _TURNS | roles("all")
_LONG: Final = 40
_PLAIN_GROUNDS: Final = frozenset(GROUNDS) - roles("enforcement_files administrative_inquiries publications petition")
_DECIDED: Final = tuple(CONCEPTS[role] for role in DECISIONS)
_PUBLISHED: Final = ("公开", "公示", "发布", "公布")
_OF_NO_ROLE: Final = roles("other")
_ANOTHER: Final = (Period.LAST, Period.OTHER)
_PARTED: Final = tuple(CONCEPTS[role] for role in ("withheld", "unavailable", "not_processed", "other_handling"))
_CARRIED: Final = (CONCEPTS["over"], CONCEPTS["forward"])
_YEARS: Final = roles("year last next this")
_VAGUE: Final = roles("vague")
_MATTERS: Final = ("项", "条", "个")
_WHOLLY: Final = ("集中", "悉数", "全部", "统一", "全文")
_ALL_AT_ONCE: Final = 8
_IS: Final = ("为", "均", "都", "皆")
_ELSEWHERE: Final = roles("elsewhere unrelated")
_WAYS: Final = (Scope.CHANNEL, Scope.REQUESTER)
_OF_WAYS: Final = roles("channel requester")
_IN_WRITING: Final = roles("in_writing ways")
_WIDE: Final = roles("circle_whole circle_around below")
_DENIED: Final = {
    "收到申请": ("get",),
    "行政复议": ("reconsideration",),
    "行政诉讼": ("litigation",),
    "行政复议和行政诉讼": ("reconsideration", "litigation"),
}


def understood(text: str, tokens: Sequence[Token], office: Office, topic: str = "") -> tuple[tuple[Claim, ...], str]:
    """Every claim of a sentence in its order, and the topic on which it ends; `topic` is that before it."""
    if all([_TELLING.isdisjoint(token.roles) for token in tokens]):
        return (), topic_behind(tokens, topic)
    reader = SentenceReader(text, tokens, office, topic)
    return tuple(reader.claims()), reader.topic


Understood = tuple[tuple[Claim, ...], str]


@functools.lru_cache(1024)
def understood_kept(text: str, words: Lexicon, agency: str, year: int | None, topic: str) -> Understood:
    """What a sentence claims, and the topic on which it ends, kept for the next time; for short ones."""
    return understood(text, tokens_of(text, words), Office(agency, year), topic)


@functools.lru_cache(1024)
def _is_idle(roles: frozenset[str]) -> bool:
    """Whether a word with some roles changes nothing by itself."""
    return not roles & _READ and not steps_of(roles)


class SentenceReader:
    """A sentence read from its first word to its last."""

    def __init__(self, text: str, tokens: Sequence[Token], office: Office, topic: str) -> None:
        self._text, self._tokens, self._office = text, tokens, office
        self._so_far = Circumstances(office)
        self.topic, self._of_topic = topic, (Period.UNNAMED, Scope.OFFICE)
        self._is_inherited = bool(topic)
        self._before: Claim | None = None
        self._told: set[str] = set()  # the names of what was told to be more than nothing
        self._asides: list[tuple[str, tuple[Period, Scope], Claim | None]] = []
        self._last: Concept | None = None
        self._unknown = False
        self._groups = Groups()
        self._rows: set[CellPath] = set()  # the rows of the results that were told
        self._received: tuple[Claim, Decimal] | None = None  # what was received, and the parts told of it since

    def claims(self) -> Iterator[Claim]:
        """What it claims, in the order of its words."""
        for index, token in enumerate(self._tokens):
            if _is_idle(token.roles) and token.text not in AGAIN:
                continue
            self._so_far.of_requests = self.topic == "request"
            self._so_far.read(self._text, self._tokens, index)
            if "quantity" in token.roles:
                yield from self._number(index, token)
            else:
                if "all" in token.roles:
                    yield from self._of_all(index)
                if token.roles & _DENYING:
                    yield from self._denials(index, token)
                if token.roles & _TURNS:
                    self._turn_to(index, token)

    def _number(self, index: int, token: Token) -> Iterator[Claim]:
        self._so_far.number(token)
        claim = self._claim(index, token)
        self._last = claim.concept if not is_how_many(token) else self._last
        self._keep(claim)
        by_way = claim.scope in (Scope.CHANNEL, Scope.REQUESTER)
        self._unknown = self._unknown or (
            claim.concept is None and counts(token) and not by_way and not self._is_told_again(index)
        )
        self._before = claim
        if claim.concept is not None and claim.value:
            self._told.add(claim.concept.name)
        yield from self._split(claim)
        self._so_far.count(token)
        self._groups.count(claim)

    def _keep(self, claim: Claim) -> None:
        """Keep which results were told, and what was received with the parts of it."""
        if claim.concept is not None and is_result(claim.concept):
            self._rows.update(claim.concept.cells[0])
        if is_received(claim) and claim.why is Why.COMPARED:
            self._received = (claim, Decimal(0))
        elif self._received is not None and claim.value is not None and claim.unit == self._received[0].unit:
            self._received = (self._received[0], self._received[1] + claim.value)

    def _is_told_again(self, index: int) -> bool:
        """Whether a number only names anew what it is parted into: 已结的3起中."""
        return index + 1 < len(self._tokens) and self._tokens[index + 1].text == "中"

    def _turn_to(self, index: int, token: Token) -> None:
        """Keep what the sentence speaks of."""
        if "open" in token.roles:
            self._asides.append((self.topic, self._of_topic, self._before))
        elif "close" in token.roles and self._asides:
            self.topic, self._of_topic, self._before = self._asides.pop()
        before = self._tokens[index - 1] if index else None
        topic = topic_of(token, before, self.topic, self._so_far)
        if topic:
            self.topic, self._is_inherited = topic, False
            self._of_topic = (self._so_far.period, self._so_far.scope)

    def _claim(self, index: int, token: Token) -> Claim:
        left, right = left_of(self._tokens, index), right_of(self._tokens, index)
        concept, run = self._attributed(index, token, left, right)
        part = concept is None and self.topic == "request"
        described = part
        if part:
            concept = outcome_of(self._tokens, index)
        elif left is run and left.wall is not None and "other" in left.wall.roles and concept in _PARTED:
            part = True
        part = concept is not None and (part or (is_result(concept) and (self._groups.is_apart or run.plays(_VAGUE))))
        if concept is CONCEPTS["carried"] and CONCEPTS["over"].name in self._told:
            concept = CONCEPTS["forward"]
        period, scope = self._so_far.period, self._so_far.scope
        why = self._why(index, token, concept, run, right, described=described)
        because = run.text if concept is not None else stopped_by(left, right)
        return Claim(
            concept=concept, value=token.value, unit=token.unit, exact=token.exact, period=period, scope=scope,
            offset=token.start, because=because, why=why, digits=token.digits, part=part,
        )  # fmt: skip

    def _split(self, claim: Claim) -> Iterator[Claim]:
        """均为0件 of two kinds of case denies each of them."""
        zero = claim.value == 0 and claim.concept is not None and claim.because.rstrip().endswith(_IS)
        keys = _DENIED.get(claim.concept.name, ()) if zero and claim.concept is not None else ()
        yield from (attrs.evolve(claim, concept=CONCEPTS[key], negated=True) for key in keys)
        if not keys:
            yield claim

    def _denials(self, index: int, token: Token) -> Iterator[Claim]:
        """What is said not to have been: each thing of the list behind 未 or before 为零."""
        found = denied(self._tokens, index, self.topic, self._office.year)
        received = bool(self._told & RECEIVED_NAMES)
        for concept, run in found:
            if received and concept.name == "收到申请":
                continue
            scope, period = self._so_far.scope, self._so_far.period
            of_kind = scope is Scope.REQUESTER and concept in REQUESTED
            of_kind = of_kind or (scope in _WAYS and concept.code == "P401")
            period = Period.UNNAMED if period is Period.OTHER and self._so_far.goes_on else period
            if of_kind or (run.plays(_IN_WRITING) and scope is Scope.CHANNEL):
                scope = Scope.OFFICE
            if concept is CONCEPTS["carried"] and index and "last" in self._tokens[index - 1].roles:
                concept = CONCEPTS["over"]
            let_be = scope in (Scope.OTHER_OFFICE, Scope.CHANNEL, Scope.REQUESTER, Scope.PART)
            why = Why.ANOTHER_YEAR if period in _ANOTHER else Why.ANOTHER_SCOPE if let_be else Why.COMPARED
            if why is Why.COMPARED and (self._is_wide or self._so_far.of_others):
                scope = Scope.NARROWER if self._office.government else Scope.WIDER
            start = run.tokens[0].start if "nil" in token.roles and run.tokens else token.start
            yield Claim(
                concept=concept, value=Decimal(0), negated=True, period=period, scope=scope, offset=start,
                because=token.text + run.text, why=why, digits="0",
            )  # fmt: skip

    def _of_all(self, index: int) -> Iterator[Claim]:
        """What is said of every one of the last number: 均胜诉, 均为自然人, 均予以公开, 全部办结."""
        run, last = right_of(self._tokens, index), self._before
        if self._received is not None and self._received[0].value == self._received[1]:  # 信函2件、网上38件，全部办结
            last = self._received[0]
        before = self._tokens[index - 1] if index else None
        opens = before is not None and (before.roles & _OPENS_ALL or before.text == "申请人")
        if last is None or not opens or not run.is_clean or last.why is not Why.COMPARED or last.concept is None:
            return
        concept = of_every_one(run, last.concept, self.topic, self._office.year)
        if concept is not None:
            none = concept is CONCEPTS["forward"]
            if not none or self._is_all_told(last, index):
                value = Decimal(0) if none else last.value
                digits = "0" if none else last.digits
                yield attrs.evolve(
                    last, concept=concept, value=value, digits=digits, negated=none, offset=self._tokens[index].start,
                    because=run.text, why=Why.COMPARED,
                )  # fmt: skip

    def _is_all_told(self, last: Claim, index: int) -> bool:
        """Whether all that was received is said to be finished, and nothing of it carried."""
        carried = any(
            token.roles & {"carry", "turn", "rest", "quantity"} for token in self._tokens[index + 1 : index + 2 * _LONG]
        )
        return is_received(last) and not carried and not self._so_far.alien and bool(last.value)

    @functools.cached_property
    def _is_wide(self) -> bool:
        """Whether the sentence may count another circle of offices than the tables do."""
        return any(
            (token.roles & _WIDE and token.text != "系统")
            or (self._office.government and "own" in token.roles and not self._office.calls_itself(token.text[1:]))
            for token in self._tokens
        )

    @functools.cached_property
    def _names_units_below(self) -> bool:
        return any("below" in token.roles for token in self._tokens)

    def _attributed(self, index: int, token: Token, left: Run, right: Run) -> tuple[Concept | None, Run]:
        """The concept of a number, and the words that told it: those of its left neighbour go first."""
        if token.unit in MONEY or not counts(token):
            return fee_of(left) if token.unit in MONEY else None, left
        place = Place(
            tokens=self._tokens, index=index, left=left, right=right, topic=self.topic, office=self._office,
            last=self._last, inherited=self._is_inherited, unknown=self._unknown, told_rows=self._rows,
        )  # fmt: skip
        if place.is_sum:
            self._so_far.begin_anew()
        return place.told()

    def _why(self, index: int, token: Token, concept: Concept | None, run: Run, right: Run, *, described: bool) -> Why:
        """Whether a number is compared, or why it is let be."""
        if concept is None:
            return Why.ALIEN if run.has("alien") or self.topic == "alien" else Why.UNKNOWN_WORDS
        before = self._tokens[index - 1].roles if index else frozenset()
        if not token.exact or "about" in before or run.has("about"):
            return Why.ABOUT
        if not described and is_of_named_requests(concept) and self._is_alien(run):
            return Why.ALIEN
        period, scope = self._circumstances(concept, run)
        if right.plays(_ELSEWHERE) or right.text.endswith("后") or self._counts_matters(concept, token):
            return Why.ANOTHER_SCOPE
        finished = concept.name == "办理申请"
        carried = concept in _CARRIED and run.plays(_YEARS)
        if (period in _ANOTHER and not carried) or (finished and adds_another_year(self._tokens, index, self._office)):
            return Why.ANOTHER_YEAR
        partial = (is_partial(run) and run is right) or self._is_of_a_part(run)
        partial = partial or (concept in _DECIDED and self._is_one_kind(run))
        cut_off = is_cut_off(self._tokens, index, concept)
        partial = partial or (concept.code == "P401" and is_of_wider_cases(self._tokens, index))
        return Why.ANOTHER_SCOPE if scope is not Scope.OFFICE or partial or cut_off else Why.COMPARED

    def _circumstances(self, concept: Concept, run: Run) -> tuple[Period, Scope]:
        """The year and the scope of a number: where it takes its topic from before, those of the topic go first."""
        period, scope = self._so_far.period, self._so_far.scope
        if scope is Scope.REQUESTER and concept in REQUESTED:
            scope = Scope.OFFICE
        if scope in _WAYS and concept.code == "P401" and not run.plays(_OF_WAYS):
            scope = Scope.OFFICE
        if period is Period.OTHER and concept.code == "P301" and self._so_far.is_summed_up:
            period = Period.THIS
        if scope is Scope.CHANNEL and concept is CONCEPTS["document in_force"] and self._is_of_every_one(run):
            scope = Scope.OFFICE
        if self._so_far.organ and self._names_units_below:
            scope = Scope.NARROWER
        if uses_topic(run) and concept.code == "P301" and self.topic == "request":
            period = self._of_topic[0] if self._of_topic[0] in _ANOTHER and period is not Period.THIS else period
            scope = self._of_topic[1] if self._of_topic[1] is not Scope.OFFICE else scope
        return period, scope

    def _counts_matters(self, concept: Concept, token: Token) -> bool:
        """Whether results are told of what was asked for, not of the requests: 收到40件，涉及56项，公开38项."""
        received = self._received[0] if self._received is not None else None
        return received is not None and is_result(concept) and (token.unit in _MATTERS) != (received.unit in _MATTERS)

    def _is_of_every_one(self, run: Run) -> bool:
        """Whether all is said to be public: 集中公开现行有效的13件."""
        since = run.tokens[0].start if run.tokens else 0
        return any(word in self._text[max(0, since - _ALL_AT_ONCE) : since + _ALL_AT_ONCE] for word in _WHOLLY)

    def _is_of_a_part(self, run: Run) -> bool:
        """Whether a number is told of some only: 自然人提出的5件中公开3件."""
        last = self._before
        inside = run.tokens and run.tokens[0].text == "中" and run.wall is not None and "quantity" in run.wall.roles
        return bool(inside) and last is not None and (last.concept in REQUESTED or last.why is not Why.COMPARED)

    def _is_one_kind(self, run: Run) -> bool:
        """Whether decisions are told of one matter only, 其中超限处罚9件, or as papers: 公开许可信息4条、处罚1份."""
        wall, last = run.wall, self._before
        listed = bool(run.tokens) and "join" in run.tokens[0].roles
        if listed and last is not None and last.concept is None and last.because.startswith(_PUBLISHED):
            return True
        unknown = wall is not None and wall.roles <= _OF_NO_ROLE
        clause = itertools.takewhile(lambda token: token is not wall, self._tokens) if unknown else ()
        return any("part" in token.roles for token in clause)

    def _is_alien(self, run: Run) -> bool:
        if run.has(*_PLAIN_GROUNDS) and not self._so_far.alien:
            return False
        if run.has("request") and not self._so_far.alien:
            return False
        return self._so_far.alien or self.topic in ("alien", "proactive", "document", "rule", *CASES)
