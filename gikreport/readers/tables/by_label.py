"""From one table of a file to the lines of one table of a form: by label, not by position."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs

from ...model.cell import Place
from ...model.diagnostic import Diagnostic
from ...model.outline import Line
from ..amounts import is_datum
from ..form_tables import FormRow, FormTable, Label
from ..found import FoundCell, FoundTable
from ..left import LEFT, Kind, Left, facts
from ..remarks import COLUMN_LABEL_DIFFERS, COLUMN_WITHOUT_LINE, COLUMNS_BY_ORDER, ROW_LABEL_DIFFERS, ROW_WITHOUT_LINE
from ..wording import is_blank, is_note, key, likeness, plain
from .align import Match, align
from .column_headings import Header, datum_count, table_headings

WELL: Final = 0.9


@attrs.frozen
class Note:
    """Something about a table that is worth a remark: what it is, its facts, the line or the place it is about."""

    diagnostic: Diagnostic
    facts: dict[str, Any]
    line: Line | None = None
    place: Place | None = None


@attrs.frozen
class Homed:
    """A cell of the file that found its line."""

    line: Line
    cell: FoundCell
    unit: str = ""


@attrs.frozen
class BoundTable:
    """What one table of a file says about one table of a form."""

    cells: tuple[Homed, ...]
    notes: tuple[Note, ...]
    header: Header | None = None


@attrs.frozen
class Row:
    """A row of the file below its headings: its label, the cells right of it."""

    label: Label
    cells: tuple[FoundCell, ...]
    all: tuple[FoundCell, ...]
    header: Header | None


def bind_table(table: FoundTable, form: FormTable, inherited: Header | None = None) -> BoundTable:
    """The cells that found their line, and what did not; `inherited` heads a table continued from the page before."""
    headings = table_headings(table, form)
    below = (_row(cells, form, header or inherited) for cells, header in headings.rows)
    rows = [row for row in below if _may_be_data(row, form)]
    matches: Sequence[Match]
    if len(form.rows) == 1:
        matches = _only_row(rows, form)
    else:
        matches = align([row.label for row in rows], [row.label for row in form.rows])
    cells: list[Homed] = []
    notes: list[Note] = []
    for match in matches:
        found, wanted = rows[match.found], form.rows[match.form]
        if wanted.lines:
            homed, more = _bind_row(found, wanted)
            cells += homed
            notes += [*about_label(found, wanted), *more]
    matched = {match.found for match in matches}
    notes += [homeless(row) for index, row in enumerate(rows) if index not in matched and says_something(row)]
    notes += [*map(_noted, _notes_in(table)), *_own_words(table, form)]
    notes = once(notes)
    return BoundTable(tuple(cells), tuple(notes), headings.inherited or inherited)


def _notes_in(table: FoundTable) -> Iterator[FoundCell]:
    """Cells that are a note on the table, 注：……, which no line of the form takes."""
    return (cell for cell in table.cells if is_note(cell.text))


def _noted(cell: FoundCell) -> Note:
    text = " ".join(cell.text.split())
    return Note(ROW_WITHOUT_LINE, {"label": text[:_SHOWN], "text": text[_SHOWN:] or "同行名"}, None, cell.place)


_SHOWN: Final = 60


def once(notes: list[Note]) -> list[Note]:
    """Of what holds for a whole table or column, one note."""
    kept: dict[object, Note] = {}
    for note in notes:
        kind = note.diagnostic
        about = note.facts.get("label") if kind in (COLUMN_WITHOUT_LINE, COLUMN_LABEL_DIFFERS) else None
        key_ = (kind.code, about) if about is not None or kind is COLUMNS_BY_ORDER else id(note)
        if key_ not in kept:
            kept[key_] = note
        elif kind is COLUMN_WITHOUT_LINE:
            kept[key_] = attrs.evolve(kept[key_], facts={**note.facts, "text": _both(kept[key_], note)})
    return list(kept.values())


def _both(one: Note, other: Note) -> str:
    return f"{one.facts['text']}、{other.facts['text']}"


def _may_be_data(row: Row, form: FormTable) -> bool:
    if len(form.rows) == 1:
        return bool(row.cells)
    return bool(row.cells) and (bool(row.label.leaf) or says_something(row))


def _row(cells: Sequence[FoundCell], form: FormTable, header: Header | None) -> Row:
    everything, cells = tuple(cells), [cell for cell in cells if cell.text.strip() not in form.units]
    at = _leaf_at(cells, form)
    above = [cell.text for cell in cells[: at + 1] if not is_blank(cell.text)]
    if at < 0:
        return Row(Label(("",)), tuple(cells), everything, header)
    return Row(Label(tuple(above) or ("",)), tuple(cells[at + 1 :]), everything, header)


def _leaf_at(cells: Sequence[FoundCell], form: FormTable) -> int:
    """Where the innermost label of a row stands, -1 where there is none."""
    words = [index for index, cell in enumerate(cells) if not is_datum(cell.text)]
    if len(form.rows) == 1:
        return -1
    known = [index for index in words if key(cells[index].text) in form.leaf_words and not _heads_others(cells, index)]
    if known:
        return known[-1]
    leading = [index for index in words if not any(_is_said(cell) for cell in cells[:index])]
    if not leading:
        return -1
    return -1 if _is_group(cells, leading[-1], form) else leading[-1]


def _heads_others(cells: Sequence[FoundCell], index: int) -> bool:
    """Whether words that one form prints for a row stand over several rows here, each with words of its own."""
    return cells[index].rowspan > 1 and any(not is_datum(cell.text) for cell in cells[index + 1 :])


def _is_group(cells: Sequence[FoundCell], index: int, form: FormTable) -> bool:
    """Whether the last label is a heading over several rows, so that the row's own label was lost."""
    cell = cells[index]
    return cell.rowspan > 1 and key(cell.text) in form.row_words


def _is_said(cell: FoundCell) -> bool:
    return is_datum(cell.text) and not is_blank(cell.text)


def _only_row(rows: list[Row], form: FormTable) -> list[Match]:
    """A form table with one row: the first row that holds numbers, or at least as many cells."""
    due = len(form.rows[0].lines)
    numbered = [i for i, row in enumerate(rows) if datum_count(row.cells)]
    data = [[cell for at, cell in enumerate(row.cells) if at or is_datum(cell.text)] for row in rows]
    wide = [i for i, cells in enumerate(data) if len(cells) * 2 >= due and all(is_datum(c.text) for c in cells)]
    best = next(iter([i for i in wide if i in numbered] or wide or numbered), None)
    return [] if best is None else [Match(best, 0, 1.0)]


def _bind_row(row: Row, form: FormRow) -> tuple[list[Homed], list[Note]]:
    matches = align([c.label for c in row.header.columns], form.columns) if row.header else ()
    if row.header and (len(matches) * 2 >= len(form.columns) or _names_a_part(row.header, form, matches)):
        cells = _under(row, row.header, {match.found for match in matches})
        if cells is not None:
            return _by_header(row, form, row.header, matches, cells)
    if len(row.cells) == len(form.lines) and all(is_datum(cell.text) for cell in row.cells) and _in_order(matches):
        homed = [Homed(line, cell) for line, cell in zip(form.lines, row.cells, strict=True)]
        return homed, [Note(COLUMNS_BY_ORDER, {"row": said(form.label)}, form.lines[0], row.cells[0].place)]
    return [], [homeless(row)] if says_something(row) else []


def _names_a_part(header: Header, form: FormRow, matches: Sequence[Match]) -> bool:
    """Whether every heading is word for word one of the form's, with the heading above it: a part in its own table."""
    whole = all(header.columns[one.found].label.keys == form.columns[one.form].keys for one in matches)
    return whole and len(matches) == len(header.columns) >= _PART and len(form.columns[0].keys) > 1


_PART: Final = 4


def _in_order(matches: Sequence[Match]) -> bool:
    """Whether the headings that were found stand in the order of the form."""
    return [match.form for match in matches] == sorted(match.form for match in matches)


def _by_header(
    row: Row, form: FormRow, header: Header, matches: Sequence[Match], cells: dict[int, FoundCell]
) -> tuple[list[Homed], list[Note]]:
    homed = [
        Homed(form.lines[match.form], cells[match.found], header.columns[match.found].unit)
        for match in matches
        if match.found in cells
    ]
    notes = [_lost(form, match, header) for match in matches if match.likeness == 0.0]
    placed = {id(one.cell) for one in homed}
    first = min(match.found for match in matches)
    extra = [
        Note(COLUMN_WITHOUT_LINE, {"label": said(header.columns[at].label), "text": cell.text}, None, cell.place)
        for at, cell in cells.items()
        if at > first and id(cell) not in placed and not is_blank(cell.text)
    ]
    return homed, [*notes, *extra, *_beside(row, header, cells, first)]


def _beside(row: Row, header: Header, cells: dict[int, FoundCell], first: int) -> list[Note]:
    """Cells that say something under a heading from which another cell was taken."""
    taken = set(map(id, cells.values()))
    left = [cell for cell in row.cells if id(cell) not in taken and is_datum(cell.text) and not is_blank(cell.text)]
    over = [
        (column, cell)
        for cell in left
        for column in header.columns[first:]
        if column.first < cell.column <= column.last
    ]
    return [
        Note(COLUMN_WITHOUT_LINE, {"label": said(column.label), "text": cell.text}, None, cell.place)
        for column, cell in over
    ]


def _lost(form: FormRow, match: Match, header: Header) -> Note:
    words = header.columns[match.found].label.words[-1]
    return Note(COLUMN_LABEL_DIFFERS, {"label": said(form.columns[match.form]), "text": words}, form.lines[match.form])


def _under(row: Row, header: Header, due: set[int]) -> dict[int, FoundCell] | None:
    """The cell of the row under each column of the header; None where that cannot be told."""
    placed = _by_place(row, header)
    if placed is not None and due <= set(placed):
        return placed
    first = min(due)
    width = len(header.columns) - first
    if len(row.cells) == width:
        return dict(zip(range(first, len(header.columns)), row.cells, strict=True))
    if len(row.all) == len(header.columns):
        return dict(enumerate(row.all))
    if not row.label.leaf and len(row.cells) > width and not datum_count(row.cells[:-width]):
        return dict(zip(range(first, len(header.columns)), row.cells[-width:], strict=True))
    return placed if placed is not None and _holds_data(placed, due) else None


def _by_place(row: Row, header: Header) -> dict[int, FoundCell] | None:
    """By the places that header and row share; None where two columns share one cell or the places are unknown."""
    if any(column.first < 0 for column in header.columns):
        return None
    own = set(map(id, row.cells))
    found: dict[int, FoundCell] = {}
    for at, column in enumerate(header.columns):
        cell = _shown([c for c in row.all if c.column <= column.last and column.first < c.column + c.colspan])
        if cell is not None and id(cell) in own:
            found[at] = cell
    return found if len(set(map(id, found.values()))) == len(found) else None


def _shown(cells: Sequence[FoundCell]) -> FoundCell | None:
    """Of the cells under one heading the only one that is not blank, else the first."""
    filled = [cell for cell in cells if not is_blank(cell.text)]
    return filled[0] if len(filled) == 1 else next(iter(cells), None)


def _holds_data(placed: dict[int, FoundCell], due: set[int]) -> bool:
    return any(at in placed for at in due) and all(is_datum(placed[at].text) for at in due if at in placed)


def about_label(found: Row, wanted: FormRow) -> Iterator[Note]:
    """What is to be said of a row that is not named as the form names it."""
    text = found.label.words[-1] if found.label.words else ""
    whole = wanted.label.leaf in found.label.leaf
    if wanted.label.words and not whole and likeness(found.label.leaf, wanted.label.leaf) < WELL:
        place = found.all[0].place
        yield Note(ROW_LABEL_DIFFERS, {"label": said(wanted.label), "text": text}, wanted.lines[0], place)


def _own_words(table: FoundTable, form: FormTable) -> Iterator[Note]:
    """What labels say in brackets that the form does not; a number or a unit is nothing of their own."""
    for cell in table.cells:
        notes = _BRACKETS.findall(plain(cell.text)) if len(cell.text) > _SHORTEST and not is_datum(cell.text) else ()
        own = [note for note in notes if note not in form.official and not _NO_WORDS.search(note)]
        if own and key(cell.text) in form.words:
            one = Left(Kind.LABEL_WORDS, cell.place, "、".join(own))
            yield Note(LEFT[one.kind][0], facts(one), None, one.place)


_SHORTEST: Final = 5
_BRACKETS: Final = re.compile(r"\([^()]{3,40}\)")
_NO_WORDS: Final = re.compile("单位|区分|情形|如有|合计|^\\([第一二三四五六七八九十0-9至、,]+[项款]?\\)$")


def homeless(row: Row) -> Note:
    """What is to be said of a row whose cells found no line."""
    texts = "、".join(" ".join(cell.text.split()) for cell in row.cells if not is_blank(cell.text))
    own = max(row.all, key=lambda cell: cell.row)  # a label merged over several rows begins above
    return Note(ROW_WITHOUT_LINE, {"label": said(row.label), "text": texts or "空白"}, None, own.place)


def says_something(row: Row) -> bool:
    """Whether a row holds a number."""
    return bool(datum_count(row.cells))


def said(label: Label) -> str:
    """The words of a label on one line."""
    return " / ".join(" ".join(word.split()) for word in label.words if word)
