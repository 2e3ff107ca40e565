"""A number between its neighbours: which of them, or the topic of the sentence, says what it counts."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import attrs

from ..model.outline import CellPath
from .attribution import Run, run_of
from .concepts import CONCEPTS, DECISIONS, ENDS, GROUNDS, REQUESTERS, RESULTS, Concept, other_than
from .groups import is_result
from .lexicon import roles
from .meaning import concept_of, plainly_public, told_by_clause
from .office import Office
from .requesters import names_another, requester_of
from .surroundings import (
    CASES,
    OBJECTS,
    begins,
    goes_on_with_results,
    is_carried_on,
    is_of_last_year,
    is_verb_alone,
    leaves_to_the_right,
    uses_topic,
)  # fmt: skip
from .tokens import Token

REQUESTED: Final = tuple(CONCEPTS[kind] for kind in REQUESTERS)
_ADDED_UP: Final = (*(CONCEPTS[key] for key in ("over", "new", "get", "carried")), *REQUESTED)
_TOTALS: Final = (["共计"], ["合计"], ["总计"], ["共"])
_DECIDED: Final = tuple(CONCEPTS[key] for key in DECISIONS)
_UNFINISHED: Final = roles("unfinished pending")
_WHOLLY: Final = roles("all already")
_WHOLE: Final = roles("circle_whole")
_ENDS_CLAUSE: Final = roles("comma stop quantity open")
_LONG: Final = 40


@attrs.frozen(kw_only=True)
class Place:
    """Where a number stands: the words on both sides, the topic, and the number told before it.

    `inherited` says that the topic is that of the sentence before, `unknown` that a number before is not understood.
    """

    tokens: Sequence[Token]
    index: int
    left: Run
    right: Run
    topic: str
    office: Office
    last: Concept | None
    inherited: bool
    unknown: bool
    told_rows: Collection[CellPath] = ()

    def told(self) -> tuple[Concept | None, Run]:
        """What the number counts, and the words that told it."""
        if self.tokens[self.index].unit == "次" and not self.left.roles:
            return None, self.left
        if self.is_sum:
            return CONCEPTS["get"], self.left
        if self._is_sum_of_cases:
            return CONCEPTS["reconsideration+litigation"], self.left
        kind = requester_of(self.left, self.right, self.topic, self._lists_requesters)
        if kind is not None:
            return kind, self.left
        if is_verb_alone(self.left) and self.right.has(*OBJECTS):
            return self._around(), self.left + self.right
        if self.left.roles and not leaves_to_the_right(self.left, self.right):
            return self._from_the_left(), self.left
        return self._without_left()

    def _without_left(self) -> tuple[Concept | None, Run]:
        """What it counts where the words before it say nothing of their own."""
        if not self.left.tokens and self._follows("others") and self._is_of_ends:
            return CONCEPTS[f"{self.topic} other_result"], self.left
        if self._follows("others") and self.topic == "request" and is_result(self.last) and self._is_rest:
            return other_than(self.told_rows), self.left
        wall = self.left.wall
        if not self.left.tokens and self.topic == "request" and wall is not None and wall.text == "不存在":
            return CONCEPTS["not_held"], run_of((wall,), None)
        if not self.left.roles and (found := plainly_public(self.left, self.topic, self.office.year)):
            return found, self.left
        return self._from_the_right() or self._of_clause(), self.right

    def _follows(self, role: str) -> bool:
        """Whether a word with some role ends the words before the number."""
        return self.left.wall is not None and role in self.left.wall.roles

    @property
    def _is_rest(self) -> bool:
        """Whether the words behind 其他 name nothing of their own: 其他2件, 其他情形2件."""
        return self.left.text.strip("、为的") in ("", "情形", "情况", "类", "结果", "方式", "原因")

    @property
    def is_sum(self) -> bool:
        """Whether the words before it say nothing but that what was told before is added up: 共, 全县合计."""
        if self.left.roles or self.last is None:
            return False
        said = [token.text for token in self.left.tokens if not token.roles & _WHOLE and token.text.strip()]
        return said in _TOTALS and self.last in _ADDED_UP and (self.left.is_open or self._follows("quantity"))

    @property
    def _is_sum_of_cases(self) -> bool:
        """Whether reconsideration and litigation, told before, are added up: 复议62件，诉讼21件，两类案件共83件."""
        said = self.left.text.strip()
        plain = not self.left.roles and said in ("共", "共计", "合计", "总计", "案件共", "案件共计", "案件合计")
        earlier = self.tokens[max(0, self.index - _LONG) : self.index]
        return plain and self.last is CONCEPTS["litigation"] and any("reconsideration" in t.roles for t in earlier)

    @property
    def _is_of_ends(self) -> bool:
        """Whether the number before told how cases of the topic ended: 维持2件，其他1件."""
        ended = {CONCEPTS[f"{self.topic} {end}"] for end in ENDS} if f"{self.topic} upheld" in CONCEPTS else set()
        return self.last in ended

    @property
    def _lists_requesters(self) -> bool:
        return (self.last is not None and self.last in REQUESTED) or names_another(self.tokens, self.index)

    def _around(self) -> Concept | None:
        """收到3件申请: the verb stands before the number, the thing behind it."""
        if self.left.text.endswith("的") and self.left.has("get") and self.right.has("request"):
            return CONCEPTS["done"]
        clean = self.right.is_clean or self.right.has("request")
        return concept_of(self.left + self.right, self.topic, self.office.year) if clean else None

    def _from_the_left(self) -> Concept | None:
        found = concept_of(self.left, self._topic_of_left, self.office.year)
        if found in _DECIDED and self.tokens[self.index].unit == "项" and not self.left.has("decided"):  # 事项
            return None
        if found is not None and uses_topic(self.left):
            unsure = not self.right.is_clean and not self.right.tokens
            if unsure or (self.inherited and self.unknown):
                return None
        return found or self._of_clause()

    @property
    def _topic_of_left(self) -> str:
        goes_on = not self.topic and self.left.has("done") and goes_on_with_results(self.tokens, self.index)
        return "request" if goes_on else self.topic

    def _of_clause(self) -> Concept | None:
        """The one ground of a clause whose last words nobody knows; a request that is told in many words."""
        if not self._follows("other") or self.tokens[self.index].unit not in ("件", "宗"):
            return None
        at = self.index - 1
        while at >= 0 and self.index - at < _LONG and not self.tokens[at].roles & _ENDS_CLAUSE:
            at -= 1
        return told_by_clause(self.tokens[at + 1 : self.index], self.left, self.topic)

    def _from_the_right(self) -> Concept | None:
        carried = self._carried() if self._follows("rest") or self._opens_clause else None
        if carried is not None:
            return carried
        if not self.right.roles or self._follows("other") or self._is_shared_out:
            return None
        if (self.topic == "" and self.unknown) or any(token.text in ("事项", "案件") for token in self.left.tokens):
            return None
        return self._of_requests() if self._is_of_requests else self._of_results()

    def _carried(self) -> Concept | None:
        """What is left: 尚有1件结转下年度, 上年余3件."""
        if is_carried_on(self.tokens, self.index, self.office):
            return CONCEPTS["forward"]
        if not self._follows("rest"):
            return None
        if self.topic == "request" and self.right.roles and set(self.right.roles) <= _UNFINISHED:
            return CONCEPTS["forward"]
        of_last_year = self._follows("takes") and self.topic == "request"
        return CONCEPTS["over"] if of_last_year and is_of_last_year(self.tokens, self.index, self.office) else None

    @property
    def _is_shared_out(self) -> bool:
        """Whether a number is that of several things together: 其余2件分别为重复申请、逾期不补正."""
        several = self.right.wall is not None and "join" in self.right.wall.roles
        return several and bool(self.right.tokens) and "respectively" in self.right.tokens[0].roles

    @property
    def _opens_clause(self) -> bool:
        """Whether a number opens its clause in a sentence of requests: 5件因征求意见结转下年度."""
        return self.topic == "request" and not self.left.tokens and self.left.is_open

    @property
    def _is_of_requests(self) -> bool:
        return self.right.has("request") and not self.right.has(*RESULTS, *GROUNDS, "carry", "turn")

    def _of_requests(self) -> Concept | None:
        """30件申请均已办结."""
        whole = self.right.plays(_WHOLLY) and self.right.has("done") and not self.right.has("late")
        return CONCEPTS["done"] if whole and begins(self.left) else None

    def _of_results(self) -> Concept | None:
        """3件予以公开, 2件维持, 5件被申请复议."""
        right = self.right
        if right.has(*RESULTS, *GROUNDS) and (not right.is_clean or right.has("get")):
            return None
        found = concept_of(right, self.topic, self.office.year)
        if right.has("reconsideration", "litigation") and not right.has(*ENDS):
            brought = right.text.startswith("被") and right.is_clean and self.left.is_open and not self.left.roles
            return found if brought else None
        return found if found is None or found.code == "P301" or self.topic in CASES else None
