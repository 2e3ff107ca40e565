"""The words of a register that somebody has to decide, as a workbook to fill in once and to use for years."""

from __future__ import annotations

import datetime
import itertools
import pathlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from ..model.form import Form
from ..model.outline import CellPath
from . import meaning
from .cases import text
from .dates import day, without_day, without_year
from .filled import LINE, NO_COLUMN, PLACES, REMARK, SHEETS, TIMES, WORD
from .headings import Headings, worded
from .ledger import Ledger, Row, opened
from .mapping import Mapped
from .meaning import NOT_COUNTED_WORDS, NOTE, STILL_OPEN_WORDS, Dictionary, labels
from .sheets import RegisterSheet, register_sheets
from .vocabulary import CHANNELS, FIELDS, REQUIRED
from .workbook import Book, Column, workbook

_PLACES: Final = 5  # rows that are named for a word
_MOST_WORDS: Final = 5000  # of one column; a column with more holds no words
_COLUMNS: Final = (
    Column(WORD, 26), Column(TIMES, 11, "number"), Column(PLACES, 26), Column(LINE, 44, "entry"), Column(REMARK, 52),
)  # fmt: skip
_HEADINGS: Final = (
    Column(WORD, 26), Column("列", 8, "middle"), Column("例", 26), Column(LINE, 26, "entry"), Column(REMARK, 52),
)  # fmt: skip
_OPTIONS: Final = "选项"
_EXAMPLES: Final = 3
_LISTED: Final = 8  # lines that come into question and are named
_TITLE: Final = "台账对照表"


@attrs.frozen
class AskedWord:
    """A word of a register: how often it stands there, in which rows first, what it means, or what it may mean.

    `section` is that of a mapping, "outcomes"; `line` the printed words of the form, "" where somebody has to decide.
    """

    section: str
    word: str
    times: int
    places: tuple[str, ...]
    line: str = ""
    offered: tuple[str, ...] = ()


@attrs.frozen
class AskedHeading:
    """A column of a register: its heading, some of its values, and the name of the column that it is, "" for none."""

    heading: str
    column: int
    examples: tuple[str, ...]
    field: str = ""


@attrs.frozen(kw_only=True)
class AskedRegister:
    """The headings and the words of a register, those that are known and those that have to be decided.

    `lacking` are columns that were not found, `year` is the latest one that a sheet states.
    """

    form: Form
    headings: tuple[AskedHeading, ...]
    words: tuple[AskedWord, ...]
    lacking: tuple[str, ...] = ()
    year: int | None = None

    @property
    def undecided(self) -> tuple[AskedWord, ...]:
        """The words of which somebody has to say what they are."""
        return tuple(word for word in self.words if not word.line)

    @property
    def options(self) -> Mapping[str, tuple[str, ...]]:
        """What a heading or a word may be, by section, in the words of the form."""
        return _options(self.form)

    def workbook(self) -> bytes:
        """The workbook to fill in, with the wordings of the form to choose from."""
        return workbook(_TITLE, lambda book: _written(book, self))


def asked_register(source: Any, mapping: Mapped, form: Form, query: str | None) -> AskedRegister:
    """All headings and words of a register; one that lacks a column is asked for its headings alone."""
    sheets = _sheets(source, mapping, query)
    lacking = _lacking(sheets)
    words = () if lacking else tuple(_words(opened(source, mapping, query=query), mapping, form))
    year = max((sheet.year for sheet in sheets if sheet.year), default=None)
    return AskedRegister(form=form, headings=tuple(_headings(sheets)), words=words, lacking=lacking, year=year)


def _sheets(source: Any, mapping: Mapped, query: str | None) -> tuple[RegisterSheet, ...]:
    if query is not None or not isinstance(source, str | pathlib.Path):
        return ()
    sheets = register_sheets(pathlib.Path(source), mapping)
    registers = tuple(sheet for sheet in sheets if sheet.is_register())
    likely = max(sheets, key=lambda sheet: len(sheet.headings.columns), default=None)
    return registers or ((likely,) if likely else ())


def _lacking(sheets: Sequence[RegisterSheet]) -> tuple[str, ...]:
    missing = [field for sheet in sheets for field in sheet.headings.lacks if field != "id"]
    return tuple(FIELDS[field] for field in REQUIRED if field in missing)


def _headings(sheets: Sequence[RegisterSheet]) -> Iterator[AskedHeading]:
    """Every heading once, with values of the sheet where it is met first."""
    met = set()
    for sheet in sheets:
        examples = _examples(sheet)
        fields = {at: field for field, places in sheet.headings.columns.items() for at in places}
        for at, name in enumerate(sheet.headings.names):
            if name and name not in met:
                met.add(name)
                yield AskedHeading(name, at, examples[at], FIELDS.get(fields.get(at, ""), ""))


def _examples(sheet: RegisterSheet) -> list[tuple[str, ...]]:
    headings: Headings = sheet.headings
    rows = list(itertools.islice(sheet.source.rows(), headings.height, headings.height + 30))
    return [
        tuple(dict.fromkeys(said for row in rows if at < len(row) and (said := _short(row[at]))))[:_EXAMPLES]
        for at in range(len(headings.names))
    ]


def _short(cell: Any) -> str:
    said = cell.date().isoformat() if isinstance(cell, datetime.datetime) else worded(cell)
    return said if len(said) <= 12 else said[:12] + "…"


@attrs.define
class _Met:
    """How often a word was met, and in which rows first."""

    times: int = 0
    places: dict[str, list[int]] = attrs.field(factory=dict)

    @property
    def told(self) -> tuple[str, ...]:
        """Where the first of them stand, a text for each sheet."""
        return tuple(
            f"{f'“{title}”' if title else ''}第{'、'.join(map(str, numbers))}行"
            for title, numbers in self.places.items()
        )


def _words(ledger: Ledger, mapping: Mapped, form: Form) -> Iterator[AskedWord]:
    met: dict[str, dict[str, _Met]] = {section: {} for section in SHEETS if section != "columns"}
    several = len(ledger.sheets) > 1
    for row in ledger.rows:
        title = ledger.sheets[row.sheet].title if several else ""
        for section, word in _said(row):
            _meet(met[section], word, title, row.number)
    meanings = _meanings(mapping, form)
    for section, words in met.items():
        dictionary, lines = meanings.get(section, (None, {}))
        for word, one in sorted(words.items(), key=lambda item: -item[1].times):
            yield _asked(section, word, one, dictionary, lines)


def _meet(words: dict[str, _Met], word: str, title: str, number: int) -> None:
    if word not in words and len(words) >= _MOST_WORDS:
        return
    one = words.setdefault(word, _Met())
    one.times += 1
    if one.times <= _PLACES:
        one.places.setdefault(title, []).append(number)


def _said(row: Row) -> Iterator[tuple[str, str]]:
    """The words of a row, each with its section; of the days those that are none."""
    cells = [
        ("kinds", row.kind), ("outcomes", text(row.outcome).partition(NOTE)[0]), ("channels", row.channel),
        ("results", row.reconsideration_result), ("results", row.litigation_result),
    ]  # fmt: skip
    yield from ((section, said) for section, cell in cells if (said := text(cell)))
    for cell in (row.received, row.closed):
        found = day(cell)
        if isinstance(found, str):
            yield "dates", found


def _meanings(mapping: Mapped, form: Form) -> dict[str, tuple[Dictionary, Mapping[CellPath, str]]]:
    named = labels(form)
    return {
        "kinds": (mapping.kind_words, named),
        "outcomes": (mapping.outcome_words, named),
        "results": (mapping.result_words, meaning.result_labels()),
        "channels": (mapping.channel_words, {(name,): name for name in CHANNELS}),
    }


def _asked(
    section: str, word: str, met: _Met, dictionary: Dictionary | None, lines: Mapping[CellPath, str]
) -> AskedWord:
    if dictionary is None:
        return AskedWord(section, word, met.times, met.told)
    found = dictionary.meaning(word)
    line = lines.get(found.path, "") if found.path is not None else ""
    offered = tuple(lines[path] for path in found.offered if path in lines)
    return AskedWord(section, word, met.times, met.told, line, offered)


def _written(book: Book, asked: AskedRegister) -> None:
    by_section = {section: [word for word in asked.words if word.section == section] for section in SHEETS}
    options = _options(asked.form)
    pages = [section for section in SHEETS if section == "columns" or by_section[section]]
    pages.sort(key=lambda section: not _is_open(asked, by_section[section], section))
    for section in pages:
        if section == "columns":
            _columns_page(book, asked)
        else:
            _words_page(book, section, by_section[section])
    hidden = book.sheet(_OPTIONS)
    for at, section in enumerate(options):
        for row, option in enumerate((SHEETS[section], *options[section])):
            hidden.write_string(row, at, option)
    hidden.hide()
    for section in pages:
        if section in options:
            _choices(book, section, list(options).index(section), len(options[section]))


def _is_open(asked: AskedRegister, words: Iterable[AskedWord], section: str) -> bool:
    return bool(asked.lacking) if section == "columns" else any(not word.line for word in words)


def _options(form: Form) -> dict[str, tuple[str, ...]]:
    """The wordings to choose from, as the form prints them, and what else may be decided."""
    named = labels(form)
    kinds = tuple(named[path] for path in dict.fromkeys(meaning.kinds(form).values()))
    outcomes = tuple(named[path] for path in dict.fromkeys(meaning.outcomes(form).values()))
    return {
        "columns": (*FIELDS.values(), NO_COLUMN),
        "kinds": (*kinds, NOT_COUNTED_WORDS),
        "outcomes": (*outcomes, STILL_OPEN_WORDS, NOT_COUNTED_WORDS),
        "results": tuple(meaning.result_labels().values()),
        "channels": tuple(CHANNELS),
    }


def _columns_page(book: Book, asked: AskedRegister) -> None:
    note = "台账的每一列是哪一项：已认得的已填好，可以改；黄色格是没有用到的列，用不着的不必填。"
    if asked.lacking:
        note = (
            f"没有认出：{'、'.join(asked.lacking)}。请在黄色格中选定各是哪一列，再以 --mapping 读入，另写一份对照表。"
        )
    rows = (
        (one.heading, _letter(one.column), "、".join(one.examples), one.field, "" if one.field else "没有用到")
        for one in asked.headings
    )
    book.listing(book.sheet(SHEETS["columns"], wide=True), _HEADINGS, rows, f"{_TITLE}：{SHEETS['columns']}", note)


def _letter(column: int) -> str:
    return chr(65 + column) if column < 26 else chr(64 + column // 26) + chr(65 + column % 26)


def _words_page(book: Book, section: str, words: Sequence[AskedWord]) -> None:
    ordered = sorted(words, key=lambda word: bool(word.line))
    rows = ((one.word, one.times, "、".join(one.places), one.line, _remark(one)) for one in ordered)
    number = sum(not word.line for word in words)
    note = (
        f"有 {number} 种说法软件不能代为选定，排在最前：请在黄色格中逐一选定。其余的已认得，可以改。"
        if number
        else "各种说法都已认得，请看一遍；不对的在黄色格中改。"
    )
    if section == "dates":
        note = "这些日期读不出是哪一天：请在黄色格中写明，如 2026-03-05；写错的请改台账。"
    book.listing(book.sheet(SHEETS[section], wide=True), _COLUMNS, rows, f"{_TITLE}：{SHEETS[section]}", note)


def _remark(one: AskedWord) -> str:
    if one.line:
        return "已认得"
    if one.section == "dates":
        return _why(one.word)
    if one.offered:
        return _offered(one.offered)
    return "格式和条例没有规定，由本单位决定" if one.section == "outcomes" else "不认识，请选定"


def _offered(lines: Sequence[str]) -> str:
    """The lines that come into question; of many none is likelier than the others."""
    return "可以是：" + "；".join(lines) if len(lines) <= _LISTED else "没有写明结果"


def _why(said: str) -> str:
    if without_year(said):
        return "没有写哪一年"
    return "没有写到哪一天" if without_day(said) else "不是日期"


def _choices(book: Book, section: str, column: int, number: int) -> None:
    """The drop-down of the cells to fill in."""
    letter = _letter(column)
    sheet = book.book.get_worksheet_by_name(SHEETS[section])
    sheet.data_validation(
        3, 3, 3 + _MOST_WORDS, 3,
        {
            "validate": "list", "source": f"={_OPTIONS}!${letter}$2:${letter}${number + 1}",
            "input_title": LINE, "input_message": "从下拉列表中选一项。",
            "error_title": "没有这一项", "error_message": "请从下拉列表中选一项。",
        },
    )  # fmt: skip
