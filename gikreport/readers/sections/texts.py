"""The text of each section: its paragraphs, and the figures among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.cell import Place
from ...model.fields import Role as FieldRole
from ...model.figures import Figure
from ...model.form import Form
from ...model.outline import entries
from ...model.prose import Block, Paragraph, Prose
from ..figures import lines_of
from ..found import FoundParagraph, Item, Role
from ..left import Left
from .figures import PlacedFigure, PlacedFigures


class Texts:
    """Paragraphs and figures by the prose field that they belong to."""

    def __init__(self, form: Form, figures: PlacedFigures) -> None:
        follow = (entry for entry in entries(form.report) if entry.facts.role is FieldRole.AFTER)
        self._after = {entry.facts.follows: entry.name for entry in follow if entry.facts.follows}
        self._found: dict[str, list[tuple[Block, Place]]] = {}
        self._figures = dict(figures.behind)
        self.carried: list[Left] = []

    def add(
        self, field: str, said: Sequence[FoundParagraph], around: Sequence[Item | None], *, signed: bool = False
    ) -> None:
        """What a section says, up to the first paragraph that is not said, with the figures around it.

        Before a signature a picture without a caption that hangs beside the text is a seal, and stays out.
        """
        blocks = list(self._blocks(said, around, signed))
        if blocks:
            self._found.setdefault(field, []).extend(blocks)

    def _blocks(
        self, said: Sequence[FoundParagraph], around: Sequence[Item | None], signed: bool
    ) -> Iterator[tuple[Block, Place]]:
        if not self._figures:
            yield from ((line, item.place) for item in said for line in lines_of(item))
            return
        kept = {id(item) for item in said}
        present = [item for item in around if item is not None]
        last = max((number for number, item in enumerate(present) if id(item) in kept), default=-1)
        for number, item in enumerate(present):
            if isinstance(item, FoundParagraph) and item.role is not Role.PAGE:
                if id(item) in kept:
                    yield from ((line, item.place) for line in lines_of(item))
                elif number:
                    break
            is_last = len(present) == number + 1 or present[number + 1].place != item.place
            for figure in self.take(item.place, signed and number >= last) if is_last and not _is_page(item) else ():
                yield figure, item.place

    def take(self, place: Place, is_end: bool = False) -> Iterator[Figure]:
        """The figures that follow an item, once."""
        for one in self._figures.pop(place, ()):
            if not (is_end and _may_be_seal(one)):
                self.carried.append(one.left)
                yield one.figure

    def has_behind(self, item: Item | None) -> bool:
        """Whether a figure follows an item that was not taken yet."""
        return item is not None and item.place in self._figures

    def after(self, field: str) -> str:
        """The field of what stands below the table of a section; the section where the form has none for it."""
        return self._after.get(field, field)

    def prose(self) -> dict[str, Prose]:
        """The text of each field."""
        return {field: Prose.of(*(block for block, _ in blocks)) for field, blocks in self._found.items()}

    def places(self) -> dict[str, tuple[Place, ...]]:
        """Where each paragraph of each field stands."""
        return {
            field: tuple(place for block, place in blocks if isinstance(block, Paragraph))
            for field, blocks in self._found.items()
        }


def _is_page(item: Item) -> bool:
    return isinstance(item, FoundParagraph) and item.role is Role.PAGE


def _may_be_seal(one: PlacedFigure) -> bool:
    return one.left.floats and not one.figure.caption
