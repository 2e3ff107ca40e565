"""What a word of a register means on the form: one line, or several among which somebody has to choose."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from ..forms.shared import Balanced, Results
from ..model.form import Form
from ..model.outline import CellPath, block_paths, entries, outline
from ..model.report import tables
from . import vocabulary
from .vocabulary import key, whole_key

OPEN: Final[CellPath] = ("carried_forward",)
PENDING: Final[CellPath] = ("pending",)
NOT_COUNTED: Final[CellPath] = ()  # the office says that a row is no request of its own
NOT_COUNTED_WORDS: Final = "不计入"
STILL_OPEN_WORDS: Final = "尚未办结"
NOTE: Final = "\x1f"  # between an outcome and the remark beside it, where the remark may decide
_SPLIT: Final = re.compile(r"""[\s/\\|>:,;，；、.。·“”"'()\[\]【】_—–-]+""")
_BEFORE: Final = ("因涉及", "属于", "涉及", "属", "涉", "系", "因", "告知", "答复为", "依法", "为")
_BEHIND: Final = ("类信息", "类申请", "政府信息", "信息", "事项", "申请", "处理", "类", "的")
_UNDONE: Final = re.compile("撤|终止|补正|转|复议|误|更正|作废|未|不再")  # words that take back what a word says
_WHOLE: Final = 4  # signs of 部分公开 and 区分处理
_LONGEST: Final = 60  # signs of a word that may be known
_MOST_KNOWN: Final = 50_000


@attrs.frozen
class Meaning:
    """One line of the form, or None and the lines that the word may mean (none where nothing is known of it)."""

    path: CellPath | None = None
    offered: tuple[CellPath, ...] = ()


_UNKNOWN: Final = Meaning()


@attrs.define
class Dictionary:
    """The words of one column: `own` is the office's mapping, `words` the usual ones, `groups` those of several lines.

    `plain` lines are known by their whole word only, for 公开申请 is no 公开.
    """

    words: Mapping[str, CellPath]
    groups: Mapping[str, tuple[CellPath, ...]] = attrs.field(factory=dict)
    own: Mapping[str, CellPath] = attrs.field(factory=dict)
    patterns: tuple[tuple[re.Pattern[str], CellPath], ...] = ()
    neutral: frozenset[str] = frozenset()
    plain: frozenset[CellPath] = frozenset()
    whole: CellPath | None = None  # a line that takes in whatever else is said, 部分公开
    beside: frozenset[str] = frozenset()  # grounds that mean something only beside a heading
    _known: dict[str, Meaning] = attrs.field(factory=dict, init=False)

    def meaning(self, word: str) -> Meaning:
        """What a word means."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[word] = self._looked_up(word)
        return found

    def path(self, word: str) -> CellPath | None:
        """The line that a word means; None where that has to be asked."""
        return self.meaning(word).path

    def tells(self, word: str) -> bool:
        """Whether a word says something of the lines, be it that it may be several; 邮寄 says nothing."""
        found = self.meaning(word)
        return found.path is not None or 0 < len(found.offered) < len(set(self.words.values()) - {OPEN})

    def decided(self) -> dict[str, CellPath]:
        """The words of the register that the office's own mapping decides."""
        met = {whole_key(word.partition(NOTE)[0]): word.partition(NOTE)[0].strip() for word in self._known}
        usual = self.with_own({})
        return {met[word]: path for word, path in self.own.items() if word in met and usual.path(met[word]) != path}

    def with_own(self, own: Mapping[str, CellPath]) -> Dictionary:
        """The same with an office's own words before all others."""
        return attrs.evolve(self, own=own)

    def _looked_up(self, word: str) -> Meaning:
        said, _, note = word.partition(NOTE)
        found = self._alone(said)
        if found.path is not None or not note:
            return found
        beside = self._alone(f"{said}({note})")
        return beside if beside.path is not None else found

    def _alone(self, word: str) -> Meaning:
        exact = whole_key(word)
        for table in (self.own, self.words):
            if exact in table and not (table is self.words and exact in self.beside):
                return Meaning(table[exact])
        parts = [part for part in _SPLIT.split(vocabulary.numberless(word)) if part]
        return self._combined([part.casefold() for part in parts]) if parts else _UNKNOWN

    def _combined(self, parts: list[str]) -> Meaning:
        """The meaning of all parts together: one line, within every heading that is named beside it."""
        found = [self._part(part) for part in parts]
        if self.whole is not None and self._is_whole(parts):
            return Meaning(self.whole)
        if None in (one.path if one.path is not None else one.offered or None for one in found):
            return Meaning(None, _all(one.offered or _one(one.path) for one in found))
        paths = {one.path for one in found if one.path is not None} - {_NEUTRAL}
        groups = [set(one.offered) for one in found if one.path is None]
        grounds = [part for part, one in zip(parts, found, strict=True) if one.path in paths]
        told = bool(groups) or not self.beside.issuperset(grounds)
        if len(paths) == 1 and told and all(paths <= group for group in groups):
            return Meaning(paths.pop())
        if not paths and not groups:  # it was answered, and nobody says how
            return Meaning(None, tuple(dict.fromkeys(path for path in self.words.values() if path != OPEN)))
        return Meaning(None, _all(one.offered or _one(one.path) for one in found))

    def _is_whole(self, parts: list[str]) -> bool:
        """Whether the first word takes in the others, and none of them takes it back."""
        return self.words.get(parts[0][:_WHOLE]) == self.whole and not _UNDONE.search("".join(parts)[_WHOLE:])

    def _part(self, part: str) -> Meaning:
        """One part: a word, a word with 属于 before or 信息 behind it, a heading, a heading run into its word."""
        for table in (self.own, self.words):
            if part in table:
                return Meaning(table[part])
        if part in self.groups:
            return Meaning(None, self.groups[part])
        if len(part) > _LONGEST:
            return _UNKNOWN
        if part in self.neutral or (self.neutral and vocabulary.ELSEWHERE.fullmatch(part)):
            return Meaning(_NEUTRAL)
        stripped = self._stripped(part)
        return stripped if stripped is not None else self._within_heading(part)

    def _stripped(self, part: str) -> Meaning | None:
        found = {path for bare in _bare(part) if (path := self.words.get(bare)) and path not in self.plain}
        found |= {path for pattern, path in self.patterns if pattern.fullmatch(part)}
        return Meaning(found.pop()) if len(found) == 1 else None

    def _within_heading(self, part: str) -> Meaning:
        for group, lines in self.groups.items():
            rest = part.removeprefix(group) if part.startswith(group) else part.removesuffix(group)
            if rest and rest != part:
                found = self.words.get(rest)
                inner = Meaning(found) if found else self._stripped(rest)
                return inner if inner is not None and inner.path in lines else Meaning(None, lines)
        return _UNKNOWN


_NEUTRAL: Final[CellPath] = ("",)


def _bare(part: str) -> Iterator[str]:
    starts = [part, *(part.removeprefix(word) for word in _BEFORE if part.startswith(word))]
    for start in starts:
        yield start
        yield from (start.removesuffix(word) for word in _BEHIND if start.endswith(word))


def _one(path: CellPath | None) -> tuple[CellPath, ...]:
    return (path,) if path and path != _NEUTRAL else ()


def _all(offered: Iterable[tuple[CellPath, ...]]) -> tuple[CellPath, ...]:
    return tuple(dict.fromkeys(path for paths in offered for path in paths))


@functools.cache
def kind_words(form: Form) -> Dictionary:
    """The requester columns of table 3 of a form."""
    words = kinds(form)
    organizations = tuple(dict.fromkeys(path for path in words.values() if path[0] == "organizations"))
    groups = {key(word): organizations for word in vocabulary.ORGANIZATIONS.split()}
    named = tuple((pattern, path) for pattern, path in _targets(vocabulary.NAMED_KINDS, set(words.values())))
    return Dictionary(words={k: v for k, v in words.items() if k not in groups}, groups=groups, patterns=named)


@functools.cache
def outcome_words(form: Form) -> Dictionary:
    """The outcome lines of a requester column, and the words for what is still open."""
    lines = outcomes(form)
    there = set(lines.values())
    groups = {
        key(word): found
        for group, words in vocabulary.GROUPS.items()
        if (found := tuple(path for path in dict.fromkeys(lines.values()) if path[1] == group and len(path) > 2))
        for word in words.split()
    }
    groups |= dict(_undecided(there))
    words = {word: path for word, path in lines.items() if word not in groups}
    patterns = _targets(((one, f"outcomes.{path}") for one, path in vocabulary.PATTERNS), there)
    return Dictionary(
        words={**dict.fromkeys(vocabulary.OPEN, OPEN), **words},
        groups=groups,
        patterns=tuple(patterns),
        neutral=frozenset(map(key, vocabulary.NEUTRAL.split())),
        plain=frozenset([("outcomes", "disclosed"), ("outcomes", "other_handling", "other"), OPEN]),
        whole=("outcomes", "partly_disclosed"),
        beside=frozenset(map(key, vocabulary.BESIDE.split())),
    )


def _undecided(there: set[CellPath]) -> Iterator[tuple[str, tuple[CellPath, ...]]]:
    """Words that an office decides, with the lines that come into question, `NOT_COUNTED` among them."""
    for targets, words in vocabulary.UNDECIDED:
        found = [_nearest(("outcomes", *one.split(".")), there) if one else NOT_COUNTED for one in targets.split("|")]
        offered = tuple(dict.fromkeys(path for path in found if path is not None))
        yield from ((whole_key(word), offered) for word in words.split())


def _targets(
    rows: Iterable[tuple[re.Pattern[str], str]], there: set[CellPath]
) -> Iterator[tuple[re.Pattern[str], CellPath]]:
    for pattern, target in rows:
        path = _nearest(tuple(target.split(".")), there)
        if path:
            yield pattern, path


def _nearest(path: CellPath, there: Iterable[CellPath]) -> CellPath | None:
    """A line of this form; of a form that has one line for several, that one."""
    return path if path in there else path[:-1] if path[:-1] in there else None


@functools.cache
def result_words() -> Dictionary:
    """The four results of a case on review or in court."""
    lines = [line.path for line in outline(Results) if not line.computed]
    return Dictionary(words=_index(Results, lines, vocabulary.RESULTS))


def result_labels() -> dict[CellPath, str]:
    """The printed words of the four results."""
    return {line.path: line.words[-1] for line in outline(Results) if not line.computed}


@functools.cache
def channel_words() -> Dictionary:
    """How a request came in."""
    rows = {word: (name,) for name, words in vocabulary.CHANNELS.items() for word in (name, *words.split())}
    return Dictionary(words={key(word): path for word, path in rows.items()})


def kinds(form: Form) -> dict[str, CellPath]:
    """The requester columns of table 3 of a form, by every word that names them."""
    columns = [path for path, _ in block_paths(_table(form, "t3"), Balanced)]
    return _index(_table(form, "t3"), columns, vocabulary.KINDS)


def outcomes(form: Form) -> dict[str, CellPath]:
    """The outcome lines of a requester column, by every word that names them."""
    column = block_paths(_table(form, "t3"), Balanced)[0][1]
    lines = [line.path for line in outline(column) if line.path[0] == "outcomes" and not line.computed]
    return _index(column, lines, {f"outcomes.{path}": words for path, words in vocabulary.OUTCOMES.items()})


def courts(form: Form) -> dict[str, CellPath]:
    """The groups of table 4: 行政复议, 未经复议直接起诉, 复议后起诉."""
    groups = [path for path, _ in block_paths(_table(form, "t4"), Results)]
    return _index(_table(form, "t4"), groups, {})


def _table(form: Form, name: str) -> type:
    of = tables(form.report)[name].of
    assert of is not None
    return of


def _index(cls: type, paths: list[CellPath], synonyms: Mapping[str, str]) -> dict[str, CellPath]:
    found: dict[str, CellPath] = {}
    for path in paths:
        for word in _words(cls, path):
            for known in (key(word), whole_key(word)):
                found.setdefault(known, path)
    for target, words in synonyms.items():
        nearest = _nearest(tuple(target.split(".")), paths)
        found.update({whole_key(word): nearest for word in words.split()} if nearest else {})
    return found


def _words(cls: type, path: CellPath) -> Iterator[str]:
    """The model's name and the printed words of a path, the last word alone and with the heading above it."""
    yield ".".join(path)
    yield ".".join(path[1:]) if path[0] == "outcomes" else path[-1]
    printed = printed_words(cls, path)
    yield printed[-1]
    yield "".join(key(word) for word in printed)
    yield "".join(key(word) for word in printed[-2:])


def printed_words(cls: type, path: CellPath) -> tuple[str, ...]:
    """What the form prints for a line, the headings above it first."""
    entry = next(entry for entry in entries(cls) if entry.name == path[0])
    return entry.words + (printed_words(entry.of, path[1:]) if entry.of and path[1:] else ())


@functools.cache
def labels(form: Form) -> dict[CellPath, str]:
    """The printed words of the requester columns and outcome lines of table 3, and what else an office may decide."""
    of = tables(form.report)["t3"].of
    assert of is not None
    found = {OPEN: STILL_OPEN_WORDS, NOT_COUNTED: NOT_COUNTED_WORDS}
    for path in _each(kinds(form).values()):
        found[path] = " ".join(printed_words(of, path)[-2:])
    column = next(entry.of for entry in entries(of) if entry.name == "natural_person")
    assert column is not None
    for path in _each(outcomes(form).values()):
        found[path] = " ".join(printed_words(column, path)[1:])
    return found


def _each(paths: Iterable[CellPath]) -> tuple[CellPath, ...]:
    return tuple(dict.fromkeys(path for path in paths if path))
