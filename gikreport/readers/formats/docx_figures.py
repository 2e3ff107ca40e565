"""Figures and attachments of a document of ours, told by their styles; whatever the styles do not tell stays text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import attrs

from ...model.attachment import LABEL, Attachment
from ...model.figures import Figure, Picture, SmallTable
from ...model.prose import Block
from ...office import figure_styles as names
from ..figures import attachment, attachment_number, lines_of, one_line, small_table, with_caption
from ..found import FoundParagraph, FoundTable, Role
from ..left import Kind, Left

ROLES: Final = {
    names.TABLE: Role.SMALL_TABLE, names.TABLE_CAPTION: Role.TABLE_CAPTION, names.TABLE_UNIT: Role.TABLE_UNIT,
    names.PICTURE_CAPTION: Role.PICTURE_CAPTION, names.ATTACHMENT_NOTE: Role.ATTACHMENT_NOTE,
    names.ATTACHMENT: Role.ATTACHMENT, names.ATTACHMENT_TITLE: Role.ATTACHMENT_TITLE,
}  # fmt: skip
_OURS: Final = frozenset(ROLES.values())


@attrs.define
class _Opened:
    """An attachment that is being read."""

    number: int
    title: str | None = None
    blocks: list[Block] = attrs.field(factory=list)

    def add(self, paragraph: FoundParagraph) -> None:
        """A paragraph: the title where it has the style of one and none was there, else text."""
        if paragraph.role is Role.ATTACHMENT_TITLE and self.title is None and not self.blocks:
            self.title = paragraph.text
        else:
            self.blocks += lines_of(paragraph)

    def shut(self) -> Attachment:
        """The attachment as it is at its end."""
        return attachment(self.number, self.title or "", self.blocks)


@attrs.define
class OwnFigures:
    """Puts together what styles tell apart: a caption and a unit with the table below, a picture with what is below."""

    caption: FoundParagraph | None = None
    unit: FoundParagraph | None = None
    notes: list[FoundParagraph] = attrs.field(factory=list)
    opened: list[_Opened] = attrs.field(factory=list)
    last: Picture | None = None  # a picture that nothing has followed yet

    def text(self, paragraph: FoundParagraph, left: list[Left]) -> Iterator[FoundParagraph]:
        """What of a paragraph, and of those that waited for a table, is text of the report."""
        role = paragraph.role
        if role is Role.PICTURE_CAPTION and self.last is not None:
            self._name_picture(self.last, paragraph.text, left)
        elif role is Role.TABLE_CAPTION:
            yield from self.waiting()
            self.caption = paragraph
        elif role is Role.TABLE_UNIT and self.unit is None:
            self.unit = paragraph
        else:
            yield from self.waiting()
            yield from self._said(paragraph)
        self.last = None

    def _said(self, paragraph: FoundParagraph) -> Iterator[FoundParagraph]:
        number = attachment_number(paragraph.text) if paragraph.role is Role.ATTACHMENT else None
        if number is not None:
            self.opened.append(_Opened(number))
        elif self.opened:
            self.opened[-1].add(paragraph)
        elif paragraph.role is Role.ATTACHMENT_NOTE:
            self.notes.append(paragraph)
        else:
            yield _plain(paragraph)

    def _name_picture(self, picture: Picture, caption: str, left: list[Left]) -> None:
        """The words below a picture are its caption."""
        named = with_caption(picture, caption)
        if self.opened:
            self.opened[-1].blocks[-1] = named
            return
        at = max(index for index, one in enumerate(left) if one.figure is picture)
        left[at] = attrs.evolve(left[at], figure=named)

    def waiting(self) -> Iterator[FoundParagraph]:
        """What waited for a table that did not come."""
        found, self.caption, self.unit = (self.caption, self.unit), None, None
        for one in filter(None, found):
            if self.opened:
                self.opened[-1].add(one)
            else:
                yield _plain(one)

    def table(self, table: FoundTable, role: Role) -> SmallTable | None:
        """A table with the style of a small one, or one in an attachment, and what waited for it."""
        if role is not Role.SMALL_TABLE and not self.opened:
            return None
        caption, unit = (one_line(one.text) if one is not None else "" for one in (self.caption, self.unit))
        found = small_table(table, caption, unit, exact=role is Role.SMALL_TABLE)
        if found is not None:
            self.caption = self.unit = self.last = None
        return found

    def put(self, figure: Figure, left: list[Left]) -> bool:
        """Put a figure into the attachment that is being read; False where none is, and it stands in the report."""
        self.last = figure if isinstance(figure, Picture) else None
        if self.opened:
            self.opened[-1].blocks.append(figure)
        return bool(self.opened)

    def attachments(self) -> tuple[Attachment, ...]:
        """All attachments, at the end of the document."""
        return tuple(one.shut() for one in self.opened)

    def other_notes(self) -> Iterator[FoundParagraph]:
        """附件说明 that names other attachments than those that are there: it stays text."""
        due = [f"{one.number}. {one.title}" if one.number else one.title for one in self.attachments()]
        names = [f"{LABEL}：{text}" if number == 0 else text for number, text in enumerate(due)]
        if ["".join(one.text.split()) for one in self.notes] != ["".join(name.split()) for name in names]:
            yield from map(_plain, self.notes)


def _plain(paragraph: FoundParagraph) -> FoundParagraph:
    return attrs.evolve(paragraph, role=Role.NONE) if paragraph.role in _OURS else paragraph


def left_table(table: FoundTable, figure: SmallTable) -> Left:
    """A small table, which is left where it stands in no section."""
    words = next((one_line(cell.text) for cell in table.cells if cell.text.strip()), "")
    return Left(Kind.SMALL_TABLE, table.place, words, figure=figure)
