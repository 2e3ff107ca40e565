"""The tags of a template: what each may be, and how the text of a part is cut at them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from ...errors import Problem, Words
from ...model.cell import UNFILLED_WORD
from ...model.document import DRAFT_MARK, Draft, SoundReport
from ...model.form import Form
from ...model.outline import CellPath
from ...model.report import prose_fields
from ...model.table import tables_of
from ..word.blocks import Fill, blocks, date_words
from ..word.fit import room_of
from ..word.runs import escaped, in_run
from ..word.styles import Look
from .plan import Slotted

# A tag that is nothing but a name; whatever else stands between braces is left to Jinja.
NAME: Final = re.compile(r"\{\{\s*([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\s*\}\}")
_SCRIPT: Final = re.compile(r"\{[{%#]")
_STATEMENT: Final = re.compile(r"\{%.*?%\}")
_SHIELDED: Final = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))


def facts(form: Form) -> dict[str, Fill]:
    """Every plain tag `{{ name }}` that is not the number of a cell, and the text it stands for."""
    headings = {f"headings.{name}": _heading(name) for name, entry in prose_fields(form.report).items() if entry.words}
    return {
        "agency": lambda document: document.agency,
        "year": lambda document: UNFILLED_WORD if document.year is None else str(document.year),
        "title": lambda document: "".join(document.title),
        "signed_by": lambda document: document.signed_by,
        "signed_on": lambda document: date_words(document.signed_on) if document.signed_on else "",
        "draft_mark": lambda document: DRAFT_MARK if isinstance(document, Draft) else "",
        **headings,
    }


def _heading(name: str) -> Fill:
    return lambda document: document.headings[name]


@attrs.frozen
class Vocabulary:
    """The names that a template of one form may use."""

    figures: frozenset[CellPath]
    facts: Mapping[str, Fill]
    blocks: Mapping[str, Fill]

    def known(self) -> tuple[str, ...]:
        """Every name, as it is written in a tag."""
        return (*map(".".join, sorted(self.figures)), *self.facts, *(f"p {name}" for name in self.blocks))


def vocabulary(form: Form, look: Look) -> Vocabulary:
    """The names for a form, its structural tags written in the styles of one template."""
    return Vocabulary(frozenset(cells(form)), facts(form), blocks(form.report, look))


def cells(form: Form) -> Iterator[CellPath]:
    """The path of every cell that a form mandates."""
    for name, table in tables_of(form.report).items():
        yield from table.paths((name,))


def scripted(text: str) -> bool:
    """Whether a patched part holds more than plain names between its braces."""
    return any(_SCRIPT.search(piece) for piece in NAME.split(text)[::2])


def slotted(name: str, text: str, words: Vocabulary) -> tuple[Slotted, list[Problem]]:
    """A patched part cut at its tags, and a problem for each tag that is not a name of the form."""
    cut = NAME.split(text)
    pieces = [_unshielded(piece).encode() if index % 2 == 0 else b"" for index, piece in enumerate(cut)]
    stated = {".".join(path): path for path in words.figures}
    figures, rooms, fills, problems = [], [], [], []
    for at, (before, tag, where) in enumerate(zip(cut[::2], cut[1::2], contexts(cut[::2]), strict=False)):
        fill = _fill(tag, where, words)
        if where == "run" and tag in stated:
            figures.append(stated[tag])
            rooms.append(room_of(before))
        elif fill is not None:
            fills.append((at, fill))
        else:
            problems.append(unknown(name, tag, where, words))
    return Slotted(name, tuple(pieces), tuple(figures), tuple(rooms), tuple(fills)), problems


def contexts(pieces: Sequence[str]) -> Iterator[str]:
    """Where each tag stands, told from the text before it: in a run, between paragraphs ("block"), in other XML."""
    where = "xml"
    for piece in pieces:
        if "<" in piece:
            tag, _, after = piece[piece.rfind("<") :].partition(">")
            where = "run" if re.match(r"<w:t\b", tag) else "xml"
            if tag.startswith(("</w:", "<w:body")) and not _STATEMENT.sub("", after).strip():
                where = "block"
        yield where


def _fill(tag: str, where: str, words: Vocabulary) -> Fill | None:
    if where == "block":
        return words.blocks.get(tag)
    path = tuple(tag.split("."))
    fill = _figure(path) if path in words.figures else words.facts.get(tag)
    return None if fill is None else _written(fill, in_run if where == "run" else escaped)


def _figure(path: CellPath) -> Fill:
    return lambda document: document.figures[path]


def _written(fill: Fill, write: Any) -> Fill:
    def text(document: SoundReport | Draft) -> str:
        return str(write(fill(document)))

    return text


def unknown(part: str, tag: str, where: str, words: Vocabulary) -> Problem:
    """A tag that no report answers, with the nearest name that one does."""
    import difflib

    written = f"p {tag}" if where == "block" else tag
    near = difflib.get_close_matches(written, words.known(), 1)
    zh = f"没有标签 {{{{{_spaced(written)}}}}}" + (f"；是否为 {{{{{_spaced(near[0])}}}}}" if near else "")
    en = f"no tag {{{{{_spaced(written)}}}}}" + (f"; did you mean {{{{{_spaced(near[0])}}}}}" if near else "")
    return Problem(part, Words(zh, en))


def _spaced(written: str) -> str:
    return f"{written} " if written.startswith("p ") else f" {written} "


def lost(texts: Iterable[str], words: Vocabulary) -> Iterator[Problem]:
    """A problem for each mandated cell that the patched parts of a template do not print exactly once."""
    stated = Counter(tuple(tag.split(".")) for text in texts for tag in NAME.findall(text))
    for path in sorted(words.figures):
        if stated[path] != 1:
            tag, times = f"{{{{ {'.'.join(path)} }}}}", stated[path]
            yield Problem(tag, Words(f"应出现一次，实有 {times} 次", f"must stand once, stands {times} times"))


def _unshielded(piece: str) -> str:
    for shield, braces in _SHIELDED:
        piece = piece.replace(shield, braces)
    return piece
