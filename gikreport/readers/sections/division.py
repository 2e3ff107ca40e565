"""Where the sections of a report stand in a file, and how many times the file prints the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import attrs

from ...errors import Problem, Unreadable, Words
from ...model.attachment import Attachment
from ...model.form import Form
from ...model.reading import Remark
from ..found import FileFacts, FoundParagraph, FoundTable, Item
from ..left import Left
from ..repair.page_furniture import mark_furniture
from ..repair.whole_file import Mended
from ..section_names import Heading
from ..tables.column_headings import datum_count
from .figures import PlacedFigures, placed_figures
from .form_choice import assigned
from .front_matter import is_office, is_title
from .headings import Copy, copies, find_headings
from .leavings import left_in_report
from .parts import Part, Span, part_of

_FEWEST_HEADINGS: Final = 2


@attrs.frozen(kw_only=True)
class Sectioned:
    """A file sorted into the sections of its form: the report, and every further print of it."""

    name: str
    form: Form
    items: tuple[Item, ...]
    facts: FileFacts
    remarks: tuple[Remark, ...]
    left: tuple[Left, ...]
    parts: tuple[Part, ...]
    attachments: tuple[Attachment, ...] = ()


def divide_into_sections(file: Mended) -> Sectioned:
    """The sections of a file; raises Unreadable where nothing of a yearly report is in it."""
    headings = find_headings(file.items, file.form, ours=file.facts.is_ours)
    tables = assigned(file.items, file.form)
    offices = _offices(file.items) if len(headings) < _FEWEST_HEADINGS else []
    if len(offices) >= _MANY_OFFICES:
        raise _many_reports(file.name, offices)
    if not tables and len(headings) < _FEWEST_HEADINGS:
        raise _no_report(file.name)
    items = file.items if file.facts.is_ours else tuple(mark_furniture(file.items, *_ends(headings, tables)))
    is_page = file.facts.is_page and not file.facts.is_ours
    kept, figures = placed_figures(items, file.left, tables, headings, file.form, is_page)
    parts = tuple(_parts(kept, file.form, headings, tables, is_page, figures))
    carried = {id(one) for one in parts[0].carried}
    others = [one for one in (*file.left, *figures.tables) if id(one) not in carried]
    left = tuple(left_in_report(others, parts[0], file.form, file.facts))
    return Sectioned(
        name=file.name, form=file.form, items=items, facts=file.facts, remarks=file.remarks, left=left, parts=parts,
        attachments=file.attachments,
    )  # fmt: skip


def _ends(headings: Sequence[Heading], tables: dict[int, str]) -> tuple[int, int]:
    """Where the report begins and where its last heading or table stands."""
    places = [*(heading.index for heading in headings), *tables]
    return min(places), max(places)


def _offices(items: Sequence[Item]) -> list[str]:
    """The offices of a table that has a row of numbers for each of them; none where no table has."""
    for table in (item for item in items if isinstance(item, FoundTable)):
        rows = (row for row in table.rows if datum_count(row) > 1)
        names = [next((c.text.strip() for c in row[:_LEADING] if is_office(c.text)), "") for row in rows]
        offices = list(dict.fromkeys(filter(None, names)))
        if len(offices) >= _MANY_OFFICES and len(offices) * 2 >= len(names):
            return offices
    return []


_LEADING: Final = 4
_MANY_OFFICES: Final = 2


def _many_reports(name: str, offices: Sequence[str]) -> Unreadable:
    said = f"{'、'.join(offices[:3])}{'等' if len(offices) > 3 else ''}"
    words = Words(
        f"{name or '文件'}是每行一个单位的汇总表（{said}，共 {len(offices)} 个单位），不是一份报告",
        f"{name or 'the file'} has a row for each of {len(offices)} offices ({said}), and is no report",
    )
    remedy = Words(
        "要逐个单位核对、生成，把第一行改为键名（agency、year、t3.natural_person.received 等）后用 gikreport batch；"
        "要汇总各单位的报告，用 gikreport aggregate",
        "to check or make a report for each, name the keys in the first row and use gikreport batch; "
        "to add reports up, use gikreport aggregate",
    )
    return Unreadable(words, [Problem("", remedy)])


def _no_report(name: str) -> Unreadable:
    words = Words(
        f"{name or '文件'}里没有找到年度报告的标题和表格",
        f"no heading or table of a yearly report in {name or 'the file'}",
    )
    remedy = Words(
        "请确认选对了文件；扫描件请先识别为文字",
        "make sure that it is the right file; scans must be turned into text first",
    )
    error = Unreadable(words, [Problem("", remedy)])
    error.code = "no_report"
    return error


def _parts(
    items: Sequence[Item | None], form: Form, headings: list[Heading], tables: dict[int, str], is_page: bool,
    figures: PlacedFigures,
) -> list[Part]:  # fmt: skip
    """The report, and every further print of it; a table of contents is none."""
    runs = copies(headings)
    if not runs:
        return [part_of(items, form, tables, Span((), 0, len(items), is_page), figures)]
    printed = [run for run in runs if _has_content(items, run, len(items) if run is runs[-1] else 0)]
    printed = printed or [max(runs, key=lambda run: len(run.headings))]
    starts = [0, *(_start(items, run) for run in printed[1:])]
    listed = {h.index for run in runs if run not in printed and len(run.headings) > 1 for h in run.headings}
    kept = [None if index in listed else item for index, item in enumerate(items)]
    spans = zip(printed, starts, [*starts[1:], len(items)], strict=True)
    return [part_of(kept, form, tables, Span(run.headings, start, end, is_page), figures) for run, start, end in spans]


def _start(items: Sequence[Item | None], run: Copy) -> int:
    """Where a further print begins: at its first heading, or at the title above it."""
    for at in range(run.first - 1, max(-1, run.first - 6), -1):
        item = items[at]
        if isinstance(item, FoundParagraph) and is_title(item.text):
            return at
    return run.first


def _has_content(items: Sequence[Item | None], run: Copy, end: int) -> bool:
    """Whether anything stands between the headings, or behind them up to a place."""
    places = {heading.index for heading in run.headings}
    return any(
        isinstance(items[at], FoundTable) or len(getattr(items[at], "text", "")) > _PAGE_NUMBER
        for at in range(run.first, max(end, run.headings[-1].index))
        if at not in places
    )


_PAGE_NUMBER: Final = 8
