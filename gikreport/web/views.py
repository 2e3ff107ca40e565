"""What each step shows: the facts that its template prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import attrs

from ..checking.files import Judged, judge
from ..checking.sound import sound
from ..errors import GikreportError
from ..findings.looked import looked_at
from ..findings.text import amounts, place
from ..model.diagnostic import Severity
from ..model.finding import Finding
from ..model.reading import Reading
from ..model.report import TITLE, prose_fields
from ..office.libreoffice import program
from .entries import field_name
from .grids import sheets
from .work import Work

NAME: Final = "本年报告"


def judged(work: Work) -> Judged:
    """The report as it is now, checked beside last year's, with what is let stand set apart."""
    return judge([NAME], waivers=work.waivers, previous=work.previous, reader=lambda name: work.report)[0]


def _last(work: Work, office: bool) -> Mapping[str, Any]:
    last = work.previous
    return {"last": last, "told": () if last is None else read_lines(last), "lost": () if last is None else left(last)}


def read_lines(reading: Reading) -> tuple[str, ...]:
    """What was read of a file, a line each: whose report it is, its tables, its narrative."""
    cells = [cell for cell in reading.cells.values() if cell.is_plain]
    words = sum(len(prose.text) for prose in reading.prose.values())
    whose = f"{reading.agency or '没有认出单位名称'}，{reading.year or '没有认出'}年度"
    tables = f"{len(reading.tables)} 张表，{len(cells)} 格有数"
    return (whose, tables, f"正文 {len([p for p in reading.prose.values() if p])} 个部分，{words} 字")


def left(reading: Reading) -> tuple[str, ...]:
    """What stands in a file and was not read, or is doubtful, a line each."""
    return tuple(remark.told() for remark in reading.remarks)


def _tables(work: Work, office: bool) -> Mapping[str, Any]:
    found = judged(work).findings
    marked = [finding for finding in found if finding.at.grid and finding.severity is not Severity.UNCERTAIN]
    return {"sheets": sheets(work, found), "findings": [shown(one) for one in marked]}


@attrs.frozen
class Section:
    """One part of the narrative: its name, heading, text, what stood there last year, what is said of it."""

    name: str
    heading: str
    help: str
    text: str
    last: str
    said: tuple[str, ...]


_HELP: Final = {
    "preface": "标题下面、第一部分之前的话。没有的空着。",
    "overview": "主动公开、依申请公开、政府信息管理、平台建设、监督保障，各写一段；小标题照写“（一）主动公开。”。",
    "proactive": "表前要说的话。没有的空着，只印表格。",
    "proactive_after": "表后要说的话。没有的空着。",
    "requests": "表前要说的话。没有的空着，只印表格。",
    "requests_after": "表后要说的话。没有的空着。",
    "review": "表前要说的话。没有的空着，只印表格。",
    "review_after": "表后要说的话。没有的空着。",
    "problems": "本单位今年的主要问题，下一步怎样改。去年写过的改进，说一说做得怎样。",
    "other_matters": "收取信息处理费的情况必须写；没有收取的，写明没有收取。",
}


def _text(work: Work, office: bool) -> Mapping[str, Any]:
    found = [one for one in judged(work).findings if one.at.path and not one.at.grid]
    return {"sections": tuple(_sections(work, found))}


def _sections(work: Work, findings: Sequence[Finding]) -> Iterator[Section]:
    report, last = work.report, work.previous
    fields = prose_fields(report.form.report)
    for name, entry in fields.items():
        own = report.headings.get(name) or "".join(entry.words)
        after = entry.facts.follows
        heading = own or (f"{''.join(fields[after].words)}：表后" if after in fields else "开头的话")
        before = last.prose[name].text if last is not None and name in last.prose else ""
        said = tuple(dict.fromkeys(_told(one) for one in findings if one.at.path[:1] == (name,)))
        text = report.prose[name].text if name in report.prose else ""
        yield Section(name, heading, _HELP.get(name, ""), text, before, said)


def _told(finding: Finding) -> str:
    quote = finding.facts.get("quote")
    beside = "；".join(f"{name} {value}" for name, value in amounts(finding))
    said = f"“{quote}”：{finding.words.zh}" if quote and str(quote) not in finding.words.zh else finding.words.zh
    return f"{said}（{beside}）" if beside else said


@attrs.frozen
class Told:
    """A finding as the page tells it: how much it weighs, where, what is off, what to do, where it is mended."""

    id: str
    weight: str
    weight_words: str
    code: str
    place: str
    words: str
    remedy: str
    source: str
    amounts: tuple[tuple[str, str], ...]
    step: str
    anchor: str
    suggestion: str


def shown(finding: Finding) -> Told:
    """A finding for the page."""
    step, anchor = _where(finding)
    due = finding.suggestion if finding.is_certain and finding.at.grid else None
    return Told(
        finding.fingerprint, finding.severity.value, finding.severity.told(), finding.code, _place(finding),
        finding.words.zh, finding.remedy.zh, finding.source, tuple(amounts(finding)), step, anchor,
        "" if due is None else str(due),
    )  # fmt: skip


def _place(finding: Finding) -> str:
    """The place on the form; the page knows no place in a file."""
    return place(attrs.evolve(finding.at, place=None))


def _where(finding: Finding) -> tuple[str, str]:
    """The step and the field where a finding is mended."""
    path = finding.at.path
    if finding.at.grid is not None:
        return "tables", f"c-{field_name(path).replace('.', '-')}"
    if path[:1] and path[0] in ("signed_on", "signed_by", "agency", "title", "year"):
        return "finish", path[0]
    return ("text", f"s-{path[0]}") if path and not re.fullmatch("t[0-9]+", path[0]) else ("tables", "")


def _check(work: Work, office: bool) -> Mapping[str, Any]:
    one = judged(work)
    if one.error is not None:
        raise one.error
    return {
        "findings": [shown(finding) for finding in one.findings],
        "kept": [(shown(finding), waiver) for finding, waiver in one.excused],
        "waiver_by": work.waivers[-1].by if work.waivers else "",
        "looked": looked_at(one.checks),
        "forbidding": sum(finding.severity.forbids for finding in one.findings),
    }  # fmt: skip


def _finish(work: Work, office: bool) -> Mapping[str, Any]:
    report = work.report
    title = "".join(report.title or (TITLE.format(agency=report.agency, year=report.year),))
    facts = {"title": title, "signed_by": report.signed_by or report.agency or "", "signed_on": report.signed_on or ""}
    return {**facts, "forbidding": forbidding(work), "pdf": office and program() is not None}


def forbidding(work: Work) -> int:
    """How many findings forbid a document; 0 where there may be one."""
    try:
        sound(work.report, waivers=work.waivers, previous=work.previous)
    except GikreportError as error:
        findings = getattr(error, "findings", ())
        return sum(finding.severity.forbids for finding in findings) or 1
    return 0


FACTS: Final[Mapping[str, Callable[[Work, bool], Mapping[str, Any]]]] = {
    "last": _last, "tables": _tables, "text": _text, "check": _check, "finish": _finish,
}  # fmt: skip
