"""What an office says of its own register: which column is which, and what its words mean.

It stands in a `register.toml`, or in the workbook that `--ask` writes and somebody fills in.
"""

from __future__ import annotations

import datetime
import difflib
import functools
import pathlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import attrs

from ..datafile import shown, toml_file
from ..errors import Problem, Unreadable, Words
from ..forms import FORMS
from ..limits import told_within
from ..model.form import Form
from ..model.outline import CellPath
from ..model.report import tables
from . import dates, meaning, vocabulary
from .filled import Filled, filled_in
from .meaning import Dictionary
from .vocabulary import key, whole_key

Columns = Mapping[str, tuple[str, ...]]
_WORDS: Final = ("kinds", "outcomes", "results", "channels")
_SECTIONS: Final = ("columns", *_WORDS, "dates")


@attrs.frozen(kw_only=True)
class Mapped:
    """The words of one register: its columns (`columns["id"]` may name several, joined), and what stands in them.

    `headings` names columns where they are there, `unused` those that are left aside; `days` are texts that stand for
    a day, as the office says.
    """

    columns: Columns
    kind_words: Dictionary
    outcome_words: Dictionary
    result_words: Dictionary
    channel_words: Dictionary
    courts: Mapping[str, CellPath]
    days: Mapping[str, datetime.date] = attrs.field(factory=dict)
    headings: Mapping[str, str] = attrs.field(factory=dict)
    unused: frozenset[str] = frozenset()

    def names(self, field: str) -> tuple[str, ...]:
        """The names that a column may have: those of the mapping, otherwise the usual ones, the office's own first."""
        named = self.headings.get(field)
        return self.columns.get(field) or (*([named] if named else ()), *vocabulary.COLUMNS[field])

    def is_named(self, field: str) -> bool:
        """Whether the office's own mapping names this column."""
        return field in self.columns


def mapped(source: str | pathlib.Path | Mapping[str, Any] | None, form: Form) -> Mapped:
    """The mapping of a TOML file, of a workbook filled in, or of plain data; without one the usual words stand.

    Raises Unreadable with every problem at once: an unknown key, an unknown line of the form.
    """
    filled, name = _loaded(source)
    data = filled.data
    problems = list(_problems(data))
    own = {section: {} if problems else data.get(section, {}) for section in _SECTIONS}
    targets = {
        section: dict(_targets(section, own[section], _lines(form)[section], problems.append)) for section in _WORDS
    }
    days = dict(_days(own["dates"], problems.append))
    if problems:
        raise Unreadable(Words(f"{name}有写错的地方", f"{name} is not sound"), told_within(problems))
    columns = {field: (named,) if isinstance(named, str) else tuple(named) for field, named in own["columns"].items()}
    return Mapped(
        columns=columns,
        courts=meaning.courts(form),
        kind_words=meaning.kind_words(form).with_own(targets["kinds"]),
        outcome_words=meaning.outcome_words(form).with_own(targets["outcomes"]),
        result_words=meaning.result_words().with_own(targets["results"]),
        channel_words=meaning.channel_words().with_own(targets["channels"]),
        days=days,
        headings=filled.headings,
        unused=filled.unused,
    )


def _loaded(source: str | pathlib.Path | Mapping[str, Any] | None) -> tuple[Filled, str]:
    if source is None or isinstance(source, Mapping):
        return Filled(source or {}), "对照表"
    path = pathlib.Path(source)
    return filled_in(str(path.absolute()), path.name) if path.suffix.lower() == ".xlsx" else Filled(
        toml_file(path)
    ), path.name


def _problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    for name, section in data.items():
        if name == "format" and section == 1:
            continue
        if name not in _SECTIONS or not isinstance(section, Mapping):
            yield _unknown(name, (*_SECTIONS, "format"))
            continue
        for field, value in section.items():
            at = f"{name}.{field}"
            if name == "columns" and field not in vocabulary.COLUMNS:
                yield _unknown(at, [f"columns.{known}" for known in vocabulary.COLUMNS])
            elif not (isinstance(value, str) or (name, field, _is_list_of_text(value)) == ("columns", "id", True)):
                yield Problem(at, Words(f"应为文字，实为 {shown(value)}", f"takes text, not {shown(value)}"))


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def _unknown(at: str, known: Any) -> Problem:
    near = difflib.get_close_matches(at, list(known), 1)
    zh, en = (f"，是否为 {near[0]}？", f"; did you mean {near[0]}?") if near else ("", "")
    return Problem(at, Words(f"不认识的键{zh}", f"unknown key{en}"))


def _targets(
    section: str, own: Mapping[str, str], lines: Mapping[str, CellPath], problem: Callable[[Problem], None]
) -> Iterator[tuple[str, CellPath]]:
    for word, target in own.items():
        path = lines.get(whole_key(target), lines.get(key(target)))
        if path is None:
            zh, en = f"格式中没有“{target}”这一项", f"the form has no line “{target}”"
            problem(Problem(f"{section}.{word}", Words(zh, en)))
        else:
            yield whole_key(word), path


def _days(own: Mapping[str, str], problem: Callable[[Problem], None]) -> Iterator[tuple[str, datetime.date]]:
    for said, target in own.items():
        day = dates.day(target)
        if isinstance(day, datetime.date):
            yield said.strip(), day
        else:
            problem(Problem(f"dates.{said}", Words(f"“{target}”不是日期", f"“{target}” is no date")))


@functools.cache
def _lines(form: Form) -> dict[str, dict[str, CellPath]]:
    """What may stand on the right of a mapping, by section: the wording of this form, then that of its siblings."""
    siblings = [form, *(other for other in FORMS if other is not form and "t3" in tables(other.report))]
    own = {"kinds": meaning.kinds(form), "outcomes": meaning.outcomes(form)}
    found: dict[str, dict[str, CellPath]] = {
        section: {key(meaning.NOT_COUNTED_WORDS): meaning.NOT_COUNTED} for section in own
    }
    for one in siblings:
        labelled = {whole_key(label): path for path, label in meaning.labels(one).items()}
        for section, words in (("kinds", meaning.kinds(one)), ("outcomes", meaning.outcomes(one))):
            there = set(own[section].values())
            for word, path in (*words.items(), *labelled.items()):
                nearest = path if path in there else path[:-1] if path[:-1] in there else None
                if nearest is not None:
                    found[section].setdefault(word, nearest)
    still_open = (*vocabulary.OPEN, key(meaning.STILL_OPEN_WORDS))
    found["outcomes"].update(dict.fromkeys(still_open, meaning.OPEN))
    found["results"] = dict(meaning.result_words().words)
    found["channels"] = dict(meaning.channel_words().words)
    return found
