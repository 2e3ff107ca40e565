"""`register.toml`: which column of an office's register is which, and what its words mean."""

from __future__ import annotations

import difflib
import pathlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import attrs

from ..datafile import shown, toml_file
from ..errors import Problem, Unreadable, Words
from ..limits import told_within
from ..model.form import Form
from ..model.outline import CellPath
from . import vocabulary

Columns = Mapping[str, tuple[str, ...]]
_SECTIONS: Final = ("columns", "kinds", "outcomes", "results")


@attrs.frozen(kw_only=True)
class Mapped:
    """The words of one register: its columns (`columns["id"]` may name several, joined), and what stands in them."""

    columns: Columns
    kinds: Mapping[str, CellPath]
    outcomes: Mapping[str, CellPath]
    results: Mapping[str, CellPath]
    courts: Mapping[str, CellPath]

    def names(self, field: str) -> tuple[str, ...]:
        """The names that a column may have: those of the mapping, otherwise the usual ones."""
        return self.columns.get(field) or vocabulary.COLUMNS[field]

    def is_named(self, field: str) -> bool:
        """Whether the office's own mapping names this column."""
        return field in self.columns


def mapped(source: str | pathlib.Path | Mapping[str, Any] | None, form: Form) -> Mapped:
    """The mapping of a TOML file, or of plain data; without one the official wording and common synonyms stand.

    Raises Unreadable with every problem at once: an unknown key, an unknown line of the form.
    """
    data, name = _loaded(source)
    problems = list(_problems(data))
    own = {section: {} if problems else data.get(section, {}) for section in _SECTIONS}
    usual = {
        "kinds": vocabulary.kinds(form),
        "outcomes": vocabulary.outcomes(form),
        "results": vocabulary.results(form),
    }
    targets = {section: dict(_targets(section, own[section], usual[section], problems.append)) for section in usual}
    if problems:
        raise Unreadable(Words(f"{name}有写错的地方", f"{name} is not sound"), told_within(problems))
    columns = {field: (named,) if isinstance(named, str) else tuple(named) for field, named in own["columns"].items()}
    merged = {section: {**usual[section], **targets[section]} for section in usual}
    return Mapped(columns=columns, courts=vocabulary.courts(form), **merged)


def _loaded(source: str | pathlib.Path | Mapping[str, Any] | None) -> tuple[Mapping[str, Any], str]:
    if source is None or isinstance(source, Mapping):
        return source or {}, "对照表"
    path = pathlib.Path(source)
    return toml_file(path), path.name


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
            elif not (isinstance(value, str) or (field == "id" and _is_list_of_text(value))):
                yield Problem(at, Words(f"应为文字，实为 {shown(value)}", f"takes text, not {shown(value)}"))


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def _unknown(at: str, known: Any) -> Problem:
    near = difflib.get_close_matches(at, list(known), 1)
    zh, en = (f"，是否为 {near[0]}？", f"; did you mean {near[0]}?") if near else ("", "")
    return Problem(at, Words(f"不认识的键{zh}", f"unknown key{en}"))


def _targets(
    section: str, own: Mapping[str, str], usual: Mapping[str, CellPath], problem: Callable[[Problem], None]
) -> Iterator[tuple[str, CellPath]]:
    for word, target in own.items():
        path = usual.get(vocabulary.key(target))
        if path is None:
            zh, en = f"格式中没有“{target}”这一项", f"the form has no line “{target}”"
            problem(Problem(f"{section}.{word}", Words(zh, en)))
        else:
            yield vocabulary.key(word), path
