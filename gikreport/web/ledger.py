"""台账: the register looked at, its words decided, tables 3 and 4 counted from it, each number with its requests."""

from __future__ import annotations

import base64
import binascii
import contextlib
import pathlib
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any, Final

import attrs

from ..errors import GikreportError, Unreadable, Words
from ..findings.text import label
from ..model.cell import Cell
from ..model.outline import CellPath
from ..register import AskedHeading, AskedRegister, AskedWord, CountedRegister, ask_register, count_register
from ..register.filled import NO_COLUMN, SHEETS
from ..register.vocabulary import FIELDS
from ..server.bodies import File
from .clerk_words import told_of_row
from .entries import Posted
from .pages import Page
from .work import Work, is_open

_KINDS: Final = (".csv", ".xlsx", ".docx", ".tsv", ".txt")
_FIELDS: Final = {words: name for name, words in FIELDS.items()}
_LISTED: Final = 200  # rows that could not be counted and are named


@attrs.frozen
class Choice:
    """A heading or a word of the register, and what it may be."""

    name: str
    said: str
    beside: str
    chosen: str
    likely: tuple[str, ...]
    options: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Register:
    """A register on its way: its file as the page carries it, its columns and words with a choice each."""

    name: str
    content: str
    columns: tuple[Choice, ...]
    words: tuple[tuple[str, tuple[Choice, ...]], ...]
    lacking: tuple[str, ...] = ()
    open: int = 0


@attrs.frozen(kw_only=True)
class Counted:
    """What was counted: notes, rows that could not be, and behind each number its requests."""

    notes: tuple[str, ...]
    faults: tuple[str, ...]
    more: int
    cases: tuple[tuple[str, int, str], ...]


def look(work: Work, file: File) -> Page:
    """The columns and the words of a register, with what each is, or what somebody has to decide."""
    if file.suffix not in _KINDS:
        raise Unreadable(Words(f"台账应为 {' '.join(_KINDS)} 文件", f"a register is a file of {' '.join(_KINDS)}"))
    return Page("ledger", work, more={"asked": _asked(work, file)})


def _asked(work: Work, file: File) -> Register:
    with _lying(file) as path:
        found = ask_register(path, year=work.report.year, mapping=work.words or None)
    columns = tuple(_column(number, one, found) for number, one in enumerate(found.headings))
    words = tuple((SHEETS[section], choices) for section, choices in _words(found))
    return Register(
        name=file.name, content=base64.b64encode(file.content).decode("ascii"), columns=columns, words=words,
        lacking=found.lacking, open=len(found.undecided),
    )  # fmt: skip


def _column(number: int, one: AskedHeading, found: AskedRegister) -> Choice:
    beside = "、".join(one.examples)
    return Choice(f"column.{number}", one.heading, beside, one.field, (), tuple(found.options["columns"]))


def _words(found: AskedRegister) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    for section in SHEETS:
        said = sorted((one for one in found.words if one.section == section), key=lambda one: bool(one.line))
        if said:
            yield section, tuple(_word(number, one, found) for number, one in enumerate(said))


def _word(number: int, one: AskedWord, found: AskedRegister) -> Choice:
    beside = f"{one.times} 次：{'、'.join(one.places)}"
    options = tuple(found.options.get(one.section, ()))
    return Choice(f"{one.section}.{number}", one.word, beside, one.line, one.offered, options)


@contextlib.contextmanager
def _lying(file: File) -> Iterator[str]:
    """Where a file of a form lies under a name of our own, for as long as it is read."""
    with tempfile.TemporaryDirectory(prefix="gikreport-") as folder:
        path = pathlib.Path(folder) / f"register{file.suffix}"
        path.write_bytes(file.content)
        yield str(path)


def count(work: Work, form: Posted) -> Page:
    """Tables 3 and 4 counted; what is not known stays as it was, and is told."""
    file = _carried(form)
    kept = attrs.evolve(work, words=_decided(work.words, form))
    with _lying(file) as path:
        counted = count_register(
            path, year=work.report.year, agency=work.report.agency or "", mapping=kept.words or None, trace=True
        )
    if counted.is_empty:
        raise GikreportError(Words(f"台账中没有一行属于{counted.period.words.zh}", "no row is of the year"))
    known = {path: cell for path, cell in counted.reading.cells.items() if not is_open(cell)}
    before = work.report.cells
    other = [path for path, cell in known.items() if _differs(before.get(path), cell)]
    totals = {path for path in before if path[0] in {one[0] for one in known} and path not in counted.reading.cells}
    cells = {**{path: cell for path, cell in before.items() if path not in totals}, **known}
    note = f"由台账填好 {len(known)} 格" + (f"，其中 {len(other)} 格原来填的数不同，已按台账改。" if other else "。")
    done = attrs.evolve(kept, report=attrs.evolve(work.report, cells=cells))
    return Page("ledger", done, (note,), more={"counted": _counted(counted), "asked": _asked(kept, file)})


def _differs(before: Cell | None, now: Cell) -> bool:
    return before is not None and not is_open(before) and before.amount != now.amount


def _carried(form: Posted) -> File:
    """The register that the page carries."""
    try:
        content = base64.b64decode(form.text("register_content"), validate=True)
    except binascii.Error:
        content = b""
    if not content:
        raise GikreportError(Words("还没有选台账", "no register was chosen"))
    return File(form.text("register_name"), content)


def _decided(known: Mapping[str, Any], form: Posted) -> dict[str, Any]:
    """The mapping of the register as it was chosen on the page; it is kept with the work."""
    made: dict[str, Any] = {section: dict(known.get(section, {})) for section in SHEETS}
    for section in SHEETS:
        prefix = "column" if section == "columns" else section
        number = 0
        while form.has(f"{prefix}.{number}.said"):
            said, chosen = form.text(f"{prefix}.{number}.said"), form.text(f"{prefix}.{number}")
            if section == "columns":
                _choose_column(made["columns"], said, chosen)
            elif chosen:
                made[section][said] = chosen
            number += 1
    return {section: words for section, words in made.items() if words}


def _choose_column(columns: dict[str, Any], heading: str, chosen: str) -> None:
    for field in [field for field, name in columns.items() if name == heading]:
        del columns[field]
    if chosen and chosen != NO_COLUMN:
        columns[_FIELDS[chosen]] = heading


def _counted(counted: CountedRegister) -> Counted:
    faults = tuple(dict.fromkeys(f"{one.place}：{told_of_row(one.words.zh)}" for one in counted.uncountable))
    notes = (*(note.zh for note in counted.notes), *(one.told() for one in counted.remarks))
    cases = tuple(
        (_line(counted, path), len(ids), "、".join(ids)) for path, ids in counted.cases.items() if ids and len(path) > 1
    )
    return Counted(notes=notes, faults=faults[:_LISTED], more=max(0, len(faults) - _LISTED), cases=cases)


def _line(counted: CountedRegister, path: CellPath) -> str:
    cell = counted.reading.grid_cell(path)
    return ".".join(path) if cell is None else f"{label(cell.labels[1])}：{label(cell.labels[0])}"


def forget(work: Work) -> Page:
    """The words of the register are asked anew."""
    return Page("ledger", attrs.evolve(work, words={}), ("台账的列和说法要重新选定。",))
