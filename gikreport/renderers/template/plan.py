"""A template compiled once into a plan that many threads may fill at the same time."""

from __future__ import annotations

import functools
import itertools
import operator
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

import attrs

from ...errors import BrokenTemplate, Problem, Words
from ...model.document import Draft, SoundReport
from ...model.grid import Grid
from ...model.outline import CellPath
from ...model.report import tables
from ...office.packing import ZLIB, Codec, Member, member, packed
from ..word.blocks import Fill
from ..word.fit import CHARACTER, fitted
from ..word.runs import in_run

if TYPE_CHECKING:
    from jinja2 import Template as JinjaTemplate


_SMALL: Final = 1024  # bytes: headers and footers, which are alike in most documents


def _deflated(name: str, content: bytes, codec: Codec) -> Member:
    return _kept(name, content, codec) if len(content) < _SMALL else member(name, content, codec=codec)


@functools.lru_cache(64)
def _kept(name: str, content: bytes, codec: Codec) -> Member:
    return member(name, content, codec=codec)


@attrs.frozen
class Still:
    """A member without tags: the same in every document."""

    ready: Member

    def filled(self, document: SoundReport | Draft, codec: Codec) -> Member:
        """The member as it lies ready."""
        return self.ready


_APART: Final = "\0"  # stands in no text that XML can carry


@attrs.frozen
class Slotted:
    """A member whose tags are plain names: its text in pieces, an empty piece where a tag stands.

    `figures` are those in runs, in their order, and `rooms` the width of each one's line in twips; `fills` are the
    other texts, each with the number of its tag.
    """

    name: str
    pieces: tuple[bytes, ...]
    figures: tuple[CellPath, ...]
    rooms: tuple[int, ...]
    fills: tuple[tuple[int, Fill], ...]

    def content(self, document: SoundReport | Draft) -> bytes:
        """The member with this document's figures and texts."""
        texts = self._figures(document)
        for at, fill in self.fills:
            texts.insert(at, fill(document).encode())
        pieces = list(self.pieces)
        pieces[1::2] = texts
        return b"".join(pieces)

    def _figures(self, document: SoundReport | Draft) -> list[bytes]:
        """The figures, escaped and encoded all at once; those that might be too long for their line looked at again."""
        if not self.figures:
            return []
        stated = [document.figures[path] for path in self.figures]
        joined = _APART.join(stated)
        written = in_run(joined).encode().split(_APART.encode())
        widest = CHARACTER // 2 if joined.isascii() else CHARACTER
        widths = [len(text) * widest for text in stated]
        for at in itertools.compress(itertools.count(), map(operator.gt, widths, self.rooms)):
            written[at] = fitted(stated[at], self.rooms[at]).encode()
        return written

    def filled(self, document: SoundReport | Draft, codec: Codec) -> Member:
        """The content, deflated."""
        return _deflated(self.name, self.content(document), codec)


@attrs.frozen
class Scripted:
    """A member with loops or conditions: rendered by our own strict, sandboxed environment."""

    name: str
    template: JinjaTemplate
    facts: Mapping[str, Fill]
    blocks: Mapping[str, Fill]

    def content(self, document: SoundReport | Draft) -> bytes:
        """The member with this document's figures and texts."""
        from jinja2 import TemplateError

        try:
            return self.template.render(context(document, self.facts, self.blocks)).encode()
        except TemplateError as error:
            fault = Problem(self.name, Words(str(error), str(error)))
            raise BrokenTemplate(Words("模板不能填写", "the template cannot be filled in"), [fault]) from error

    def filled(self, document: SoundReport | Draft, codec: Codec) -> Member:
        """The content, deflated."""
        return _deflated(self.name, self.content(document), codec)


def context(document: SoundReport | Draft, facts: Mapping[str, Fill], blocks: Mapping[str, Fill]) -> dict[str, Any]:
    """What a template with loops may name: texts and figures under their paths, structural tags under `blocks`."""
    from markupsafe import Markup

    filled = {name: Markup(fill(document)) for name, fill in blocks.items()}
    absent = {name: None for name in tables(document.form.report) if name not in document.tables}
    found = SimpleNamespace(blocks=SimpleNamespace(**filled), **absent)
    named = [(tuple(name.split(".")), fill(document)) for name, fill in facts.items()]
    for path, text in [*named, *document.figures.items()]:
        _put(found, path, text)
    for name, table in document.tables.items():
        if table.rows_are_own:
            _put(found, (name, "groups"), _groups(vars(getattr(found, name)), table.grid))
    return vars(found)


def _put(context: SimpleNamespace, path: CellPath, value: object) -> None:
    """State a value under its path, so that `{{ t3.total.received }}` finds it."""
    for step in path[:-1]:
        inner = getattr(context, step, None)
        if inner is None:
            inner = SimpleNamespace()
            setattr(context, step, inner)
        context = inner
    setattr(context, path[-1], value)


def _groups(rows: Mapping[str, Any], printed: Grid) -> list[list[Any]]:
    """The rows of a table that has as many as the office likes, by the merged cells on their left."""
    first = printed.header_rows + 1
    starts = [one for one in printed.cells if one.column == 1 and first <= one.row < printed.rows]
    return [[rows[str(start.row - first + below)] for below in range(start.rowspan)] for start in starts]


@attrs.frozen
class Plan:
    """All members of a template in the order of the package; nothing in it ever changes."""

    members: tuple[Still | Slotted | Scripted, ...]

    def render(self, document: SoundReport | Draft, codec: Codec = ZLIB) -> bytes:
        """The package with this document's figures and texts."""
        return packed([one.filled(document, codec) for one in self.members])

    def contents(self, document: SoundReport | Draft) -> Iterator[tuple[str, bytes]]:
        """Name and content of each member that holds tags."""
        for one in self.members:
            if not isinstance(one, Still):
                yield one.name, one.content(document)
