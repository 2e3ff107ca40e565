"""From what was found in a file to a reading of the form that its labels show, with all that found no home."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import attrs

from ..errors import Problem, Unreadable, Words
from ..forms import FORMS, form_named
from ..model.form import Form
from ..model.reading import Reading, Remark
from ..model.text import legible
from .found import Found, FoundParagraph, FoundTable, Item, legible_items
from .repair.label_rows import gathered
from .repair.mixed_tables import divided
from .repair.page_furniture import marked
from .repair.run_in_headings import parted
from .sections.form_choice import assigned, choose
from .sections.front_matter import agency_in, find_front, is_title, loose_year_in, period_in, year_in
from .sections.headings import Copy, Heading, copies, find_headings
from .sections.office_name import named_in, year_begun
from .sections.parts import Part, part_of
from .sections.prints import differences

_FEWEST_HEADINGS: Final = 2


def bind(found: Found, form: Form | None = None) -> Reading:
    """The reading of a file; raises Unreadable where nothing of a yearly report is in it."""
    facts = {name: legible(said) for name, said in found.facts.items()}
    found = attrs.evolve(found, items=gathered(tuple(legible_items(found.items))), facts=facts)
    year = _year(found, ())
    chosen = choose(found.items, form or _own_form(found, year), year)
    if not _is_ours(found):
        found = attrs.evolve(found, items=parted(divided(found.items, chosen), chosen))
    headings = find_headings(found.items, chosen, ours=_is_ours(found))
    tables = assigned(found.items, chosen)
    if not tables and len(headings) < _FEWEST_HEADINGS:
        raise _no_report(found.name)
    if not _is_ours(found):
        found = attrs.evolve(found, items=tuple(marked(found.items, *_ends(headings, tables))))
    parts = _parts(found, chosen, headings, tables)
    first, others = parts[0], parts[1:]
    remarks = [*found.remarks, *first.remarks]
    for other in others:
        remarks += differences(first, other)
    return _reading(found, chosen, first, tuple(remarks))


def _ends(headings: Sequence[Heading], tables: dict[int, str]) -> tuple[int, int]:
    """Where the report begins and where its last heading or table stands."""
    places = [*(heading.at for heading in headings), *tables]
    return min(places), max(places)


def _own_form(found: Found, year: int | None) -> Form | None:
    """The form that a file of ours names, or, where it has no table to tell, the one that was due in its year."""
    if "form" in found.facts:
        return form_named(found.facts["form"])
    if not _is_ours(found) or any(isinstance(item, FoundTable) for item in found.items):
        return None
    return next((form for form in FORMS if year is not None and form.covers(year)), None)


def _is_ours(found: Found) -> bool:
    return "agency" in found.facts


def _no_report(name: str) -> Unreadable:
    words = Words(
        f"{name or '文件'}里没有找到年度报告的标题和表格",
        f"no heading or table of a yearly report in {name or 'the file'}",
    )
    remedy = Words(
        "请确认选对了文件；扫描件请先识别为文字",
        "make sure that it is the right file; scans must be turned into text first",
    )
    return Unreadable(words, [Problem("", remedy)])


def _parts(found: Found, form: Form, headings: list[Heading], tables: dict[int, str]) -> list[Part]:
    """The report, and every further print of it; a table of contents is none."""
    to_fill = "workbook" in found.facts
    runs = copies(headings)
    if not runs:
        return [part_of(found.items, form, (), tables, 0, len(found.items), to_fill)]
    printed = [run for run in runs if _has_content(found.items, run, len(found.items) if run is runs[-1] else 0)]
    printed = printed or [max(runs, key=lambda run: len(run.headings))]
    starts = [0, *(_start(found.items, run) for run in printed[1:])]
    listed = {h.at for run in runs if run not in printed and len(run.headings) > 1 for h in run.headings}
    items = [None if at in listed else item for at, item in enumerate(found.items)]
    return [
        part_of(items, form, run.headings, tables, start, end, to_fill)
        for run, start, end in zip(printed, starts, [*starts[1:], len(items)], strict=True)
    ]


def _start(items: Sequence[Item], run: Copy) -> int:
    """Where a further print begins: at its first heading, or at the title above it."""
    for at in range(run.first - 1, max(-1, run.first - 6), -1):
        item = items[at]
        if isinstance(item, FoundParagraph) and is_title(item.text):
            return at
    return run.first


def _has_content(items: Sequence[Item], run: Copy, end: int) -> bool:
    """Whether anything stands between the headings, or behind them up to a place."""
    places = {heading.at for heading in run.headings}
    return any(
        isinstance(items[at], FoundTable) or len(getattr(items[at], "text", "")) > _PAGE_NUMBER
        for at in range(run.first, max(end, run.headings[-1].at))
        if at not in places
    )


_PAGE_NUMBER: Final = 8


def _year(found: Found, title: Sequence[str], named: int | None = None) -> int | None:
    """From the title, or what the file says of itself, or the period of its figures."""
    texts = [item.text for item in found.items if isinstance(item, FoundParagraph)][:60]
    titles = title or find_front([i for i in found.items[:60] if isinstance(i, FoundParagraph)]).title
    stated, whole = found.facts.get("year", ""), "".join(titles)
    known = year_in(whole) or (int(stated) if stated.isdigit() else None)
    return known or loose_year_in(whole) or named or period_in(texts)


def _reading(found: Found, form: Form, part: Part, remarks: tuple[Remark, ...]) -> Reading:
    office, named = named_in([*_page_title(found), *_opening(part)]) if not _is_ours(found) else (None, None)
    year = _year(found, part.title, named) or (part.signed_on.year - 1 if part.signed_on else year_begun(_said(part)))
    agency = found.facts.get("agency") or agency_in(part.title) or office or part.signed_by or None
    facts: dict[str, Any] = {}
    if any(field.name == "headings" for field in attrs.fields(form.report)):
        facts["headings"] = part.headings
    more = [*remarks, *_about_facts(agency, year)]
    return Reading(
        form=form,
        name=found.name,
        agency=agency,
        year=year,
        title=part.title or None,
        signed_by=part.signed_by,
        signed_on=part.signed_on,
        prose=part.prose,
        prose_places=part.prose_places,
        tables=part.tables,
        cells=part.cells,
        remarks=tuple(more),
        **facts,
    )


def _said(part: Part) -> list[str]:
    """The narrative before the first table."""
    return [p.text for field in ("preface", "overview") if field in part.prose for p in part.prose[field].paragraphs]


def _opening(part: Part) -> list[str]:
    """The words before the first heading, or the first ones below it."""
    before = [paragraph.text for paragraph in part.prose["preface"].paragraphs] if "preface" in part.prose else []
    return [*before, *_said(part)[len(before) : len(before) + 1]][:_OPENING]


_OPENING: Final = 12


def _page_title(found: Found) -> list[str]:
    """What the head of a web page calls it, where it calls it a report."""
    title = found.facts.get("page_title", "")
    return [title] if is_title(title) else []


def _about_facts(agency: str | None, year: int | None) -> list[Remark]:
    missing = [words for words, fact in (("单位名称", agency), ("年度", year)) if fact is None]
    return [
        Remark(code="F501", facts={"what": words}, at=("agency" if words == "单位名称" else "year",))
        for words in missing
    ]
