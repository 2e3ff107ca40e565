"""Which tables of a file are small ones of its text, with the lines that name them, and where figures stand."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs

from ...model.cell import Place
from ...model.figures import Figure, Picture
from ...model.form import Form
from ..amounts import is_number
from ..figures import is_picture_caption, is_table_caption, is_unit, one_line, small_table, with_caption
from ..form_tables import form_tables
from ..found import FoundParagraph, FoundTable, Item, Role
from ..left import Kind, Left
from ..section_names import Heading
from ..tables.column_headings import datum_count
from ..wording import key
from .form_choice import is_local_statistics
from .unread_tables import is_meant_for_form


@attrs.frozen
class PlacedFigure:
    """A figure with its caption, and what tells it where it cannot be carried."""

    figure: Figure
    left: Left


@attrs.frozen
class PlacedFigures:
    """Figures by the place of the item that they follow, and the small tables that a form's reader would not take."""

    behind: Mapping[Place, tuple[PlacedFigure, ...]] = attrs.field(factory=dict)
    tables: tuple[Left, ...] = ()


def placed_figures(
    items: Sequence[Item], left: Iterable[Left], tables: Mapping[int, str], headings: Sequence[Heading], form: Form,
    is_page: bool,
) -> tuple[tuple[Item | None, ...], PlacedFigures]:  # fmt: skip
    """The items without small tables and without the lines that name figures; and the figures, where they stand."""
    found = _Finder(items, {heading.index for heading in headings}, form, is_page)
    begins = min((heading.index for heading in headings), default=len(items))
    for at, item in enumerate(items):
        if isinstance(item, FoundTable) and at > begins and at not in tables:
            found.table(at, item, tables)
    for one in left:
        if one.figure is not None and one.after is not None:
            found.figure(one, one.after)
    return tuple(found.kept), PlacedFigures(found.behind(), tuple(found.tables))


class _Finder:
    """Takes small tables and captions out of the items of a file, and keeps what followed which item."""

    def __init__(self, items: Sequence[Item], headings: set[int], form: Form, is_page: bool) -> None:
        self.kept: list[Item | None] = list(items)
        self.tables: list[Left] = []
        self._headings, self._form, self._is_page = headings, form, is_page
        self._index = {item.place: at for at, item in enumerate(items)}  # of the last item of a place
        self._placed: list[tuple[int, PlacedFigure]] = []
        self._words = {word for one in form_tables(form) for word in one.words}

    def table(self, at: int, table: FoundTable, tables: Mapping[int, str]) -> None:
        """A table that the form does not have."""
        if not self._may_be_small(table) or is_meant_for_form(table, tables, self._form):
            return
        unit = self._line(at - 1, is_unit, Role.TABLE_UNIT)
        caption = self._line(at - 1 - (unit is not None), is_table_caption, Role.TABLE_CAPTION)
        words = [one_line(one.text) if one is not None else "" for one in (caption, unit)]
        figure = small_table(table, *words)
        if figure is None:
            return
        for index in range(at - sum(one is not None for one in (caption, unit)), at + 1):
            self.kept[index] = None
        first = next((one_line(cell.text) for cell in table.cells if cell.text.strip()), "")
        self.tables.append(Left(Kind.SMALL_TABLE, table.place, first, figure=figure))
        self._placed.append((at, PlacedFigure(figure, self.tables[-1])))

    def _may_be_small(self, table: FoundTable) -> bool:
        """Whether it is no part of a table of the form, nor, on a page, one that only holds its columns."""
        texts = [key(cell.text) for cell in table.cells if cell.text.strip() and not is_number(cell.text)]
        of_form = sum(text in self._words for text in texts)
        if not texts or of_form * 2 >= len(texts) or is_local_statistics(table):
            return False
        columns = max(cell.column + cell.colspan for cell in table.cells)
        return not self._is_page or (len(table.rows) > 1 < columns and any(map(datum_count, table.rows)))

    def _line(self, at: int, is_named: Callable[[str], bool], role: Role) -> FoundParagraph | None:
        """The line at a place, where it is one of a kind, by its words or by what the file calls it, and no heading."""
        item = self.kept[at] if 0 <= at < len(self.kept) and at not in self._headings else None
        if not isinstance(item, FoundParagraph):
            return None
        named = item.role is Role.NONE and is_named(item.text.strip())
        return item if named or item.role is role else None

    def figure(self, one: Left, after: Place) -> None:
        """A figure that the reader of the format met, with its caption below or, where both are one line, beside."""
        at = self._index.get(after)
        if at is None or one.figure is None:
            return
        is_bare = isinstance(one.figure, Picture) and not one.figure.caption
        self._placed.append((at, PlacedFigure(self._named(one.figure, at) if is_bare else one.figure, one)))

    def _named(self, figure: Figure, at: int) -> Figure:
        for index in (at + 1, at):
            line = self._line(index, is_picture_caption, Role.PICTURE_CAPTION)
            if line is not None:
                self.kept[index] = None
                return with_caption(figure, line.text)
        return figure

    def behind(self) -> dict[Place, tuple[PlacedFigure, ...]]:
        """The figures behind each item that is kept, in their order."""
        found: dict[Place, list[PlacedFigure]] = {}
        kept = list(itertools.accumulate(self.kept, _last))
        for at, one in sorted(self._placed, key=lambda placed: placed[0]):
            if (before := kept[at]) is not None:
                found.setdefault(before.place, []).append(one)
        return {place: tuple(ones) for place, ones in found.items()}


def _last(before: Item | None, item: Item | None) -> Item | None:
    return before if item is None else item
