"""A finding in the words one would use on the telephone to the clerk with the paper in hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ..checking.status import CheckResult
from ..model.diagnostic import Diagnostic, Severity, Value
from ..model.finding import At, Finding
from ..signs import visible
from .looked import looked_at, not_checked
from .pages import page_of

_WIDTH: Final = 48


def tell(finding: Finding, name: str = "", lang: str = "zh") -> str:
    """The whole finding, several lines: place, what is off, the lines that take part, the law, the remedy."""
    return "\n".join(map(visible, [_head(finding, name, lang), *_lines(finding, lang), _foot(finding, lang)]))


def _head(finding: Finding, name: str, lang: str) -> str:
    where = " ".join(part for part in (name, place(finding.at, lang)) if part)
    colon = f"{where}: " if where else ""
    return f"{colon}{finding.severity.told(lang)} {finding.code} {finding.words.told(lang)}"


def place(at: At, lang: str = "zh") -> str:
    """The place on the form and in the user's file, 表三 第28行第4列（自然人）."""
    parts = [at.table or at.section or ".".join(at.path) if at.grid is None else at.table or ""]
    if at.grid is not None:
        row, column = at.grid
        parts.append(f"row {row}, column {column}" if lang == "en" else f"第{row}行第{column}列")
    said = " ".join(part for part in parts if part)
    if at.column:
        said += f"（{label(at.column)}）"
    own = at.place.told(lang) if at.place else ""
    return f"{said} [{own}]".lstrip() if own else said


def label(words: tuple[str, ...]) -> str:
    """The last two words of a label, enough to tell it from its neighbours."""
    return " / ".join(words[-2:])


def _lines(finding: Finding, lang: str) -> list[str]:
    rows = [f"{_padded(name)} {said}" for name, said in amounts(finding, lang)]
    if _has_verdict(finding):
        return [*(f"    {row}" for row in rows[:-1]), f"  → {rows[-1]}"]
    return [f"    {row}" for row in rows]


def amounts(finding: Finding, lang: str = "zh") -> list[tuple[str, str]]:
    """The lines that take part, each with its number; the last is the cell itself, where a number is due in it."""
    if not _has_verdict(finding):
        return [(_name(at), _said(value)) for at, value in finding.related if at.grid and value is not None]
    rows = [(_name(at, finding.at), _said(value)) for at, value in finding.related]
    return [*rows, (_name(finding.at, finding.at), _verdict(finding, lang))]


def _has_verdict(finding: Finding) -> bool:
    return finding.expected is not None or finding.actual is not None


def _name(at: At, beside: At | None = None) -> str:
    """The row where the column is the same, the column where the row is."""
    if not at.row or (beside and at.row == beside.row and at.column != beside.column):
        return label(at.column)
    return label(at.row) if beside and at.column == beside.column else f"{label(at.row)}，{label(at.column)}"


def _verdict(finding: Finding, lang: str) -> str:
    expected, actual = finding.expected, finding.actual
    if expected is None:
        return f"says {_said(actual)}" if lang == "en" else f"实为 {_said(actual)}"
    due, is_ = _said(expected), _said(actual)
    return f"should be {due}, is {is_}" if lang == "en" else f"应为 {due}，实为 {is_}"


def _said(value: Value) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    return f"“{value}”" if isinstance(value, str) else str(value)


def _columns(text: str) -> int:
    from wcwidth import wcswidth

    return max(0, wcswidth(text))


def _padded(text: str) -> str:
    return text + " " * max(0, _WIDTH - _columns(text))


def _foot(finding: Finding, lang: str) -> str:
    remedy = finding.remedy.told(lang)
    if lang == "en":
        return f"  source: {finding.source}; remedy: {remedy}"
    return f"  依据 {finding.source}；改法 {remedy}"


def summary(
    findings: tuple[Finding, ...], name: str, lang: str = "zh", excused: int = 0, checks: Sequence[CheckResult] = ()
) -> str:
    """One line for a file: how many findings of each severity, how many are excused; where nothing was found, what
    could not be checked beside it."""
    name = visible(name)
    counts = {severity: sum(1 for f in findings if f.severity is severity) for severity in Severity}
    if not findings and not excused:
        beside, en = not_checked(checks, lang), lang == "en"
        said = (f"; {beside}" if en else f"；{beside}") if beside else ""
        return f"{name}: no findings{said}" if en else f"{name}：没有发现问题{said}"
    if lang == "en":
        waived = [f"{excused} waived"] if excused else []
        return f"{name}: " + ", ".join([*(f"{counts[s]} {s.told(lang)}" for s in Severity if counts[s]), *waived])
    waived = [f"已豁免 {excused} 处"] if excused else []
    return f"{name}：" + "，".join([*(f"{s.told(lang)} {counts[s]} 处" for s in Severity if counts[s]), *waived])


def closing(
    findings: tuple[Finding, ...], name: str, checks: Sequence[CheckResult], lang: str = "zh", excused: int = 0
) -> str:
    """The last line about a file: what was found, and everything that was looked at and not looked at."""
    told = summary(findings, name, lang, excused)
    return f"{told}{'; ' if lang == 'en' else '。'}{looked_at(checks, lang)}"


def explain(rule: Diagnostic, lang: str = "zh") -> str:
    """A rule in full: its words, the law, the source with its rank, the remedy, and its page with an example."""
    zh = lang == "zh"
    words, remedy = rule.told(lang), rule.remedy_zh if zh else rule.remedy_en
    source = rule.source.format(notice="国办公开办函〔2021〕30号（依报告所用格式）" if zh else "the form's notice")
    lines = [f"{rule.code}  {rule.severity.told(lang)}  {words}"]
    lines += [] if zh else [rule.law]
    rank = f"{rule.rank.told(lang)}{'，' if zh else ', '}{rule.strength.told(lang)}"
    lines += [f"依据  {source}（{rank}）" if zh else f"source  {source} ({rank})"]
    lines += [f"{'改法' if zh else 'remedy'}  {remedy}"]
    page = page_of(rule.code, lang)
    return "\n".join([*lines, *(["", page] if page else [])])
